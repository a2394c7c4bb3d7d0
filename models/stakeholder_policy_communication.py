from odoo import api, fields, models
from odoo.exceptions import ValidationError

FILING_TERMS = ("emergency_record_days", "work_report_record_days", "sheet_sign_days")


class StakeholderPolicy(models.Model):
    """By when a record is on file and a month is signed (U3.3, X7)."""

    _inherit = "stakeholder.policy"

    emergency_record_days = fields.Integer(
        "Record of an Emergency Within (Working Days)",
        required=True,
        default=2,
        help="The guideline wants a record after each and names no term.",
    )
    work_report_record_days = fields.Integer(
        "Record of a Work Report Within (Working Days)",
        required=True,
        default=5,
        help="With its summary. The guideline wants a record after each and names no "
        "term.",
    )
    sheet_sign_days = fields.Integer(
        "Sign the Contacts of a Month Within (Working Days)",
        required=True,
        default=5,
        help="Counted from the day on which the month is seen to be over.",
    )

    @api.constrains(*FILING_TERMS)
    def _check_filing_terms(self):
        for policy in self:
            for name in FILING_TERMS:
                if not 0 < policy[name] <= 30:
                    raise ValidationError(
                        self.env._(
                            "%(policy)s: “%(field)s” is 1 to 30 working days.",
                            policy=policy.display_name,
                            field=self._fields[name]._description_string(self.env),
                        )
                    )
