from . import test_calendar_wizard
from . import test_complaint_register
from . import test_policy
from . import test_resource_calendar
from . import test_tools
