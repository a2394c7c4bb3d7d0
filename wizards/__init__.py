from . import (
    base_partner_merge,
    stakeholder_calendar_wizard,
    stakeholder_complaint_identity_wizard,
    stakeholder_complaint_intake,
    stakeholder_complaint_letter,
    stakeholder_deadline,
    stakeholder_import,
    stakeholder_import_line,
)
