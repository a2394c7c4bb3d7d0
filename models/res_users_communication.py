from odoo import models


class ResUsers(models.Model):
    """What a closed log-in still had to file goes over at once (U3.3)."""

    _inherit = "res.users"

    def write(self, vals):
        result = super().write(vals)
        if "active" in vals:
            self.env["stakeholder.communication"]._follow_leaving(self)
        return result
