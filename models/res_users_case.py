from odoo import models
from odoo.exceptions import ValidationError

from .res_partner_engagement import WORKER_GROUP


def with_a_role(model):
    """The domain of a field: those who can open what they are given."""
    return [
        ("share", "=", False),
        ("all_group_ids", "in", model.env.ref(WORKER_GROUP).ids),
        ("stakeholder_has_left", "=", False),
    ]


class ResUsers(models.Model):
    """A case or cycle goes to people who can open it (X6, U2)."""

    _inherit = "res.users"

    def _stakeholder_check_can_open(self, company, name=None):
        """Refuse who would never find what is given to them: nobody else does either.

        ``name``: what it is, where it may be told; whoever passes on the case of a
        recipient may not know whose it is.
        """
        # sudo: whether somebody works here is asked, whoever is at work
        for user in self.sudo():
            values = {"user": user.name, "centre": company.name}
            if user.stakeholder_has_left:
                words = self.env._(
                    "%(user)s no longer works here. Choose somebody who does."
                )
            elif not user.has_group(WORKER_GROUP):
                words = self.env._(
                    "%(user)s has no role in public relations and could not open it. "
                    "Choose somebody else, or have the administrator give them the "
                    "role “On-site Social Worker” first."
                )
            elif company not in user.company_ids:
                words = self.env._(
                    "%(user)s is not of the centre %(centre)s and could not open it. "
                    "Choose somebody else, or have the administrator add the centre "
                    "to their log-in first."
                )
            else:
                continue
            words %= values
            if name:
                words = self.env._("%(record)s: %(why)s", record=name, why=words)
            raise ValidationError(words)
