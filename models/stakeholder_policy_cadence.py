from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StakeholderPolicy(models.Model):
    """How long the renewal of an agreement may take (U3.2)."""

    _inherit = "stakeholder.policy"

    renewal_gap_days = fields.Integer(
        "Renewal Takes up to (Days)",
        required=True,
        default=60,
        help="Between two agreements not further apart the contacts of an active party "
        "stay owed. After a longer gap only the days in force count.",
    )

    @api.constrains("renewal_gap_days")
    def _check_renewal_gap(self):
        for policy in self:
            if not 0 <= policy.renewal_gap_days <= 366:
                raise ValidationError(
                    self.env._(
                        "%s: the renewal of an agreement takes 0 to 366 days.",
                        policy.display_name,
                    )
                )
