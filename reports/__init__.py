from . import (
    res_partner_report,
    stakeholder_communication_report,
    stakeholder_rating_report,
    stakeholder_complaint_report,
    stakeholder_engagement_report,
    stakeholder_register,
    stakeholder_poster,
    stakeholder_review,
    stakeholder_folder_report,
    stakeholder_folder_traces,
    stakeholder_folder_pdf,
    stakeholder_clause_report,
)
