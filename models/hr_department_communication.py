from odoo import models


class HrDepartment(models.Model):
    """A new head of department reads what was recorded before."""

    _inherit = "hr.department"

    def write(self, vals):
        result = super().write(vals)
        if "manager_id" in vals:
            self._stakeholder_follow_head()
        return result

    def _stakeholder_follow_head(self):
        """What was recorded in them, and the talks with those who work there."""
        self.env["stakeholder.party.mixin"]._follow_readers(
            [("kind", "=", "party"), ("department_id", "in", self.ids)]
        )
        # sudo: contacts of employees are compared, not shown
        staff = self.env["hr.employee"].sudo()
        staff.search([("department_id", "in", self.ids)])._stakeholder_follow_talks()
