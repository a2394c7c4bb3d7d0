from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain

# What decides who manages whom.
ORGANISATION_FIELDS = {
    "parent_id",
    "department_id",
    "user_id",
    "work_contact_id",
    "active",
}


class HrEmployee(models.Model):
    """Whom a person manages, so that those can be shut out with them."""

    _inherit = "hr.employee"

    stakeholder_former_contact_ids = fields.Many2many(
        "res.partner",
        "stakeholder_employee_former_contact_rel",
        string="Former Contacts",
        groups=fields.NO_ACCESS,
        copy=False,
        help="A case may name somebody by the contact they had before their log-in was "
        "linked; it shuts them out all the same.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        employees = super().create(vals_list)
        self.env["stakeholder.confidential.mixin"]._follow_organisation()
        return employees

    def write(self, vals):
        if not vals.keys() & ORGANISATION_FIELDS:
            return super().write(vals)
        # sudo: kept to shut people out, not to show it
        before = {one: one.work_contact_id for one in self.sudo()}
        result = super().write(vals)
        for employee, contact in before.items():
            if contact - employee.work_contact_id:
                employee.stakeholder_former_contact_ids |= contact
        self.env["stakeholder.confidential.mixin"]._follow_organisation()
        return result

    @api.model
    def _stakeholder_users_of(self, partners):
        """{partner id: log-ins of the employees whose contact at work it is}."""
        result = defaultdict(self.env["res.users"].browse)
        # sudo: the organisation is read to shut people out, not to show it
        everybody = self.sudo().with_context(active_test=False)
        named = Domain("work_contact_id", "in", partners.ids)
        former = Domain("stakeholder_former_contact_ids", "in", partners.ids)
        for employee in everybody.search(named | former):
            for contact in employee._stakeholder_contacts():
                result[contact.id] |= employee.user_id
        users = self.env["res.users"].sudo().with_context(active_test=False)
        for user in users.search(former):
            for contact in user.stakeholder_former_contact_ids:
                result[contact.id] |= user
        return result

    def _stakeholder_contacts(self):
        """All contacts an employee is or was known by."""
        own = self.work_contact_id | self.stakeholder_former_contact_ids
        user = self.user_id
        return own | user.partner_id | user.stakeholder_former_contact_ids

    @api.model
    def _stakeholder_managed_users(self, partners):
        """{partner id: users of those they manage, at any depth} in three queries.

        The council stands above the head of the centre and is managed by nobody.
        """
        result = defaultdict(self.env["res.users"].browse)
        if not partners:
            return result
        # sudo: the organisation is read to shut people out, not to show it
        everybody = self.sudo().with_context(active_test=False)
        staff = everybody.search([])  # pylint: disable=no-search-all
        below = staff._stakeholder_reports()
        council = self.env.ref("stakeholder_relations.stakeholder_group_council").sudo()
        for employee in staff:
            for partner in employee._stakeholder_contacts():
                if partner in partners:
                    users = employee._stakeholder_below(below).user_id
                    result[partner.id] |= users - council.all_user_ids
        return result

    def _stakeholder_reports(self):
        """{manager: employees directly below}, by manager and by department."""
        below = defaultdict(self.browse)
        for employee in self:
            if employee.parent_id:
                below[employee.parent_id] |= employee
            department = employee.department_id
            while department:
                below[department.manager_id] |= employee
                department = department.parent_id
        return below

    def _stakeholder_above(self):
        """Everybody above ``self``; a ring of managers ends where it began."""
        found, todo = self.browse(), self
        while todo:
            heads = todo.parent_id
            department = todo.department_id
            while department:
                heads |= department.manager_id
                department = department.parent_id
            todo = heads - found - self
            found |= todo
        return found

    def _stakeholder_below(self, below):
        """Everybody under ``self``; a ring of managers ends where it began."""
        found, todo = self.browse(), self
        while todo:
            todo = self.browse().union(*(below[one] for one in todo)) - found - self
            found |= todo
        return found
