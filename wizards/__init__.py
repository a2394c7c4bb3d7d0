from . import (
    base_partner_merge,
    base_partner_merge_rating,
    stakeholder_calendar_wizard,
    stakeholder_complaint_addendum,
    stakeholder_complaint_identity_wizard,
    stakeholder_complaint_intake,
    stakeholder_complaint_letter,
    stakeholder_complaint_turn,
    stakeholder_deadline,
    stakeholder_import,
    stakeholder_import_line,
)
