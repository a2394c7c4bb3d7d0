from odoo import models


class StakeholderRecipient(models.Model):
    """Contacts with a recipient are read by the case team there is (X6)."""

    _inherit = "stakeholder.recipient"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"user_id", "supervisor_id"}:
            # sudo: whoever hands a case over may not read it any more
            contacts = self.sudo().partner_id.ids
            self.env["stakeholder.party.mixin"]._follow_readers(
                [("kind", "=", "recipient"), ("partner_id", "in", contacts)]
            )
        return result
