from odoo import models


class HrDepartment(models.Model):
    """A new head of department reads the scorecards of its units."""

    _inherit = "hr.department"

    def write(self, vals):
        result = super().write(vals)
        if "manager_id" in vals:
            self.env["stakeholder.scorecard"]._follow_readers(
                [("department_id", "in", self.ids)]
            )
        return result
