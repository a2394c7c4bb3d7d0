from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .stakeholder_recipient import WILLINGNESS


class StakeholderWillingness(models.Model):
    """How willing a recipient was from a day on, and why it changed (S3)."""

    _name = "stakeholder.willingness"
    _description = "Willingness of a Recipient"
    _order = "date desc, id desc"
    _rec_name = "kind"

    recipient_id = fields.Many2one(
        "stakeholder.recipient",
        "Service Recipient",
        required=True,
        index=True,
        ondelete="cascade",
    )
    date = fields.Date("From", required=True, default=fields.Date.context_today)
    kind = fields.Selection(WILLINGNESS, "Willingness", required=True)
    authority = fields.Char(help="Which authority ordered it.")
    order_ref = fields.Char("Order", help="Under what order.")
    reason = fields.Char(required=True)

    @api.constrains("kind", "authority", "order_ref")
    def _check_mandated_names_the_authority(self):
        for line in self:
            if line.kind == "mandated" and not (line.authority and line.order_ref):
                raise ValidationError(
                    self.env._(
                        "%s: a mandated recipient needs the authority and its order.",
                        line.recipient_id.display_name,
                    )
                )
