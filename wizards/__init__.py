from . import (
    base_partner_merge,
    base_partner_merge_engagement,
    stakeholder_calendar_wizard,
    stakeholder_complaint_identity_wizard,
    stakeholder_complaint_intake,
    stakeholder_complaint_letter,
    stakeholder_deadline,
    stakeholder_engagement_ending,
    stakeholder_engagement_handover,
    stakeholder_engagement_override,
    stakeholder_import,
    stakeholder_import_line,
)
