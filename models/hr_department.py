from odoo import models


class HrDepartment(models.Model):
    """A new head of department reads and shuts out other people than the last."""

    _inherit = "hr.department"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"manager_id", "parent_id"}:
            self.env["stakeholder.confidential.mixin"]._follow_organisation()
        return result
