from odoo import api, fields, models


class HrDepartment(models.Model):
    """Whether the reader works in a department, asked within the query of a rule.

    A path over the members asks for them once a query; a rule is part of each.
    """

    _inherit = "hr.department"

    stakeholder_is_own = fields.Boolean(
        "Own Department",
        compute="_compute_stakeholder_is_own",
        search="_search_stakeholder_is_own",
    )

    @api.depends_context("uid")
    def _compute_stakeholder_is_own(self):
        own = self.search([("stakeholder_is_own", "=", True)])
        for department in self:
            department.stakeholder_is_own = department._origin in own

    def _search_stakeholder_is_own(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        # sudo: in which department one works oneself is no secret; the employee is
        staff = self.env["hr.employee"].sudo()
        # A rule is read with archived records, unless it says that they do not count.
        query = staff._search([("user_id", "=", self.env.uid), ("active", "=", True)])
        mine = query.subselect(staff._field_to_sql(query.table, "department_id", query))
        positive = (operator == "in") == (True in value)
        return [("id", "in" if positive else "not in", mine)]
