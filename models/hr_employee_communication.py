from odoo import api, models

FOLLOWED = {"parent_id", "department_id", "user_id", "work_contact_id", "active"}


class HrEmployee(models.Model):
    """Talks with staff are read by both sides and the managers there are (I2)."""

    _inherit = "hr.employee"

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        employees._stakeholder_follow_talks()
        return employees

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & FOLLOWED:
            self._stakeholder_follow_talks()
        if vals.keys() & {"user_id", "active"}:
            self._stakeholder_follow_headed()
        return result

    def _stakeholder_follow_talks(self):
        """The talks held with them or by them."""
        # sudo: contacts of employees are compared, not shown
        contacts = self.sudo().work_contact_id
        self.env["stakeholder.party.mixin"]._follow_readers(
            [("kind", "=", "staff"), ("partner_id", "in", contacts.ids)]
        )
        self.env["stakeholder.communication"]._follow_side(contacts)

    def _stakeholder_follow_headed(self):
        """What they read as head: a log-in was made for them, or they left."""
        # sudo: the organisation is read to tell who reads, not to show it
        departments = self.env["hr.department"].sudo()
        departments.search([("manager_id", "in", self.ids)])._stakeholder_follow_head()
        # sudo: as above
        staff = self.env["hr.employee"].sudo()
        staff.search([("parent_id", "in", self.ids)])._stakeholder_follow_talks()
