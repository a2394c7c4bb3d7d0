from . import (
    export,
    pivot,
    report,
    stakeholder_portal,
    stakeholder_public,
    stakeholder_register,
    stakeholder_evaluation,
    superuser,
)
