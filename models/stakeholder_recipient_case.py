from odoo import api, models
from odoo.fields import Domain

from .stakeholder_engagement_secrecy import TEAM


class StakeholderRecipient(models.Model):
    """A case goes to people who can open it, with what is still to be done (X6)."""

    _inherit = "stakeholder.recipient"

    @api.model_create_multi
    def create(self, vals_list):
        recipients = super().create(vals_list)
        for recipient in recipients:
            team = recipient.user_id | recipient.supervisor_id
            new = team - self.env.user
            new._stakeholder_check_can_open(recipient.company_id)
        return recipients

    def write(self, vals):
        names = [name for name in TEAM if vals.get(name)]
        # sudo: whoever hands a case over may not read it any more
        own = self.sudo()
        before = [(one, one[name], name) for name in names for one in own]
        new = self.env["res.users"].browse({vals[name] for name in names})
        for recipient in own:
            others = new - recipient.user_id - recipient.supervisor_id
            others._stakeholder_check_can_open(recipient.company_id)
        result = super().write(vals)
        for recipient, old, name in before:
            if old and old != recipient[name]:
                recipient._hand_tasks_over(old, recipient[name])
        return result

    def _hand_tasks_over(self, old, new):
        talks = (
            Domain("communication_id.kind", "=", "recipient")
            & Domain("communication_id.partner_id", "=", self.partner_id.id)
            & Domain("company_id", "=", self.company_id.id)
        )
        cycles = Domain("engagement_id.recipient_id", "=", self.id)
        self.env["stakeholder.action"].search(
            Domain("state", "=", "open")
            & Domain("user_id", "=", old.id)
            & (talks | cycles)
        ).write({"user_id": new.id})
