from odoo import api, models

FOLLOWED = {"company_id", "department_id", "user_id"}


class HrEmployee(models.Model):
    """Whoever changes the department takes their cycles under way along (U2).

    What has ended stays where it was served, and whoever leaves leaves theirs there.
    """

    _inherit = "hr.employee"

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        employees._stakeholder_follow_cycles(employees.user_id)
        return employees

    def write(self, vals):
        before = self.user_id
        result = super().write(vals)
        if vals.keys() & FOLLOWED:
            self._stakeholder_follow_cycles(before | self.user_id)
        return result

    @api.model
    def _stakeholder_follow_cycles(self, users):
        # sudo: who reads follows whoever changed the organisation
        cycles = self.env["stakeholder.engagement"].sudo()
        own = cycles.search([("state", "=", "open"), ("user_id", "in", users.ids)])
        own._follow_in("department_id")
        # The head of the department reads them, too.
        own.action_ids._follow_in("reader_ids")
