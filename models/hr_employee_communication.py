from odoo import models


class HrEmployee(models.Model):
    """Talks with staff are read by the two and the manager there is (I2)."""

    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"parent_id", "department_id", "user_id", "work_contact_id"}:
            # sudo: contacts of employees are compared, not shown
            contacts = self.sudo().work_contact_id.ids
            self.env["stakeholder.party.mixin"]._follow_readers(
                [("kind", "=", "staff"), ("partner_id", "in", contacts)]
            )
        return result
