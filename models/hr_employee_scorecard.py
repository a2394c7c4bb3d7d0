from odoo import api, models


class HrEmployee(models.Model):
    """Whoever changes the department takes the scorecards of their units along."""

    _inherit = "hr.employee"

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        employees._stakeholder_follow_scorecards(employees.user_id)
        return employees

    def write(self, vals):
        before = self.user_id
        result = super().write(vals)
        if vals.keys() & {"department_id", "user_id", "company_id"}:
            self._stakeholder_follow_scorecards(before | self.user_id)
        return result

    def _stakeholder_follow_scorecards(self, users):
        self.env["stakeholder.scorecard"]._follow_readers(
            [
                "|",
                ("party_user_id", "in", users.ids),
                ("department_id.manager_id", "in", self.ids),
            ]
        )
