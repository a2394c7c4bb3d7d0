from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .res_partner_engagement import WORKER_GROUP
from .stakeholder_engagement_secrecy import TEAM


class StakeholderRecipient(models.Model):
    """A case goes to people who can open it, with what is still to be done (X6)."""

    _inherit = "stakeholder.recipient"

    @api.model_create_multi
    def create(self, vals_list):
        recipients = super().create(vals_list)
        for recipient in recipients:
            team = recipient.user_id | recipient.supervisor_id
            recipient._check_can_open(team - self.env.user)
        return recipients

    def write(self, vals):
        names = [name for name in TEAM if vals.get(name)]
        # sudo: whoever hands a case over may not read it any more
        own = self.sudo()
        before = [(one, one[name], name) for name in names for one in own]
        new = self.env["res.users"].browse({vals[name] for name in names})
        for recipient in own:
            recipient._check_can_open(new - recipient.user_id - recipient.supervisor_id)
        result = super().write(vals)
        for recipient, old, name in before:
            if old and old != recipient[name]:
                recipient._hand_tasks_over(old, recipient[name])
        return result

    def _check_can_open(self, users):
        """Refuse who would never find the case: nobody else finds it either.

        The recipient is not named: whoever passes a case on may not know whose it is.
        """
        # sudo: whether somebody works here is asked, whoever is at work
        for user in users.sudo():
            values = {"user": user.name, "centre": self.company_id.name}
            if user.stakeholder_has_left:
                words = self.env._(
                    "%(user)s no longer works here. Choose somebody who does."
                )
            elif not user.has_group(WORKER_GROUP):
                words = self.env._(
                    "%(user)s has no role in public relations and could not open the "
                    "case. Choose somebody else, or have the administrator give them "
                    "the role “On-site Social Worker” first."
                )
            elif self.company_id not in user.company_ids:
                words = self.env._(
                    "%(user)s is not of the centre %(centre)s and could not open the "
                    "case. Choose somebody else, or have the administrator add the "
                    "centre to their log-in first."
                )
            else:
                continue
            raise ValidationError(words % values)

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
