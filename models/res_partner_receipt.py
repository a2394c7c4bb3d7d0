from odoo import models


class ResPartner(models.Model):
    """Who is responsible for a unit sees how the cases about it stand (C5.1)."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "stakeholder_user_id" in vals:
            receipts = self.env["stakeholder.complaint.receipt"]
            receipts._follow_viewers([("complaint_id.place_id", "in", self.ids)])
        return result
