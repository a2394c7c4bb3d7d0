from odoo import fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    """Whether a rating of this very person is back, which they may not read (U4.6).

    A field, so that it is asked once however many figures are read.
    """

    _inherit = "res.users"

    stakeholder_is_rated = fields.Boolean(
        "Rated in Person",
        compute="_compute_stakeholder_is_rated",
        compute_sudo=True,
        groups=fields.NO_ACCESS,
    )

    def _compute_stakeholder_is_rated(self):
        answered = Domain("state", "=", "answered")
        own = Domain("rated_user_id", "in", self.ids)
        rated = self.env["stakeholder.rating"].search(answered & own).rated_user_id
        for user in self:
            user.stakeholder_is_rated = user in rated
