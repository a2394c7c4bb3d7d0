from odoo import models
from odoo.exceptions import UserError

PARTY_OF = {"res.partner": "id", "stakeholder.agreement": "partner_id"}


class MailActivity(models.Model):
    """“Done and Record”: a planned contact becomes a recorded one."""

    _inherit = "mail.activity"

    def action_stakeholder_record(self):
        """The form of a communication; the activity is done when that is saved."""
        self.ensure_one()
        if self.res_model not in PARTY_OF:
            raise UserError(
                self.env._("Communications are recorded from parties and agreements.")
            )
        record = self.env[self.res_model].browse(self.res_id)
        partner = record if self.res_model == "res.partner" else record.partner_id
        return partner.with_context(
            stakeholder_activity_id=self.id, default_summary=self.summary
        ).stakeholder_record_communication()
