from odoo import models


class HrDepartment(models.Model):
    """A new head of department reads what was recorded before."""

    _inherit = "hr.department"

    def write(self, vals):
        result = super().write(vals)
        if "manager_id" in vals:
            mixin = self.env["stakeholder.party.mixin"]
            mixin._follow_readers(
                [("kind", "=", "party"), ("department_id", "in", self.ids)]
            )
            # sudo: contacts of employees are compared, not shown
            staff = self.env["hr.employee"].sudo()
            members = staff.search([("department_id", "in", self.ids)])
            mixin._follow_readers(
                [
                    ("kind", "=", "staff"),
                    ("partner_id", "in", members.work_contact_id.ids),
                ]
            )
        return result
