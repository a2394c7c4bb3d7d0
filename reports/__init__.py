from . import (
    res_partner_report,
    stakeholder_complaint_report,
    stakeholder_rating_report,
    stakeholder_register,
)
