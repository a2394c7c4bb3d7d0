from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StakeholderPolicy(models.Model):
    """By when the record of an emergency is on file (U3.3, X7)."""

    _inherit = "stakeholder.policy"

    emergency_record_days = fields.Integer(
        "Record of an Emergency Within (Working Days)",
        required=True,
        default=2,
        help="The guideline wants a record after each and names no term.",
    )

    @api.constrains("emergency_record_days")
    def _check_emergency_record_days(self):
        for policy in self:
            if not 0 < policy.emergency_record_days <= 30:
                raise ValidationError(
                    self.env._(
                        "%s: the record of an emergency is filed within 1 to 30 "
                        "working days.",
                        policy.display_name,
                    )
                )
