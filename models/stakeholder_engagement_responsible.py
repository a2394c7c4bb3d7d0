from odoo import api, fields, models

from .res_users_case import with_a_role
from .stakeholder_engagement_secrecy import TEAM


class StakeholderEngagement(models.Model):
    """A cycle is given to people who can open it (U2); a recipient's as its record."""

    _inherit = "stakeholder.engagement"

    user_id = fields.Many2one(domain=with_a_role)
    supervisor_id = fields.Many2one(domain=with_a_role)

    @api.model_create_multi
    def create(self, vals_list):
        engagements = super().create(vals_list)
        for engagement in engagements:
            team = engagement.user_id | engagement.supervisor_id
            engagement._check_can_open(team - self.env.user)
        return engagements

    def _write_plain(self, vals):
        new = {vals[name] for name in TEAM if vals.get(name)}
        for engagement in self if new else ():
            team = engagement.user_id | engagement.supervisor_id
            engagement._check_can_open(self.env["res.users"].browse(new) - team)
        return super()._write_plain(vals)

    def _check_can_open(self, users):
        if self.party_class != "recipient":
            users._stakeholder_check_can_open(self.company_id, self.name)
