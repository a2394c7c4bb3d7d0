from . import (
    report,
    stakeholder_portal,
    stakeholder_public,
    stakeholder_register,
    superuser,
)
