from odoo import api, fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    """What a user may read at this moment, and whether they still work here."""

    _inherit = "res.users"

    stakeholder_has_left = fields.Boolean(
        "Has Left",
        compute="_compute_stakeholder_has_left",
        search="_search_stakeholder_has_left",
        help="The log-in is closed, or the employment has ended (I1): what they were "
        "responsible for waits for somebody else.",
    )

    @api.depends("active")
    def _compute_stakeholder_has_left(self):
        left = self.with_context(active_test=False).search(
            Domain("id", "in", self.ids) & self._stakeholder_left_domain()
        )
        for user in self:
            user.stakeholder_has_left = user._origin in left

    def _search_stakeholder_has_left(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        # sudo: the names of those who left are not asked, only what they left
        users = self.sudo().with_context(active_test=False)
        left = Domain("id", "in", users.search(self._stakeholder_left_domain()).ids)
        return left if (operator == "in") == (True in value) else ~left

    @api.model
    def _stakeholder_left_domain(self):
        """Closed log-ins, and those employed before but no longer."""
        # sudo: that somebody has left is no secret; the employee record is
        employees = self.env["hr.employee"].sudo().with_context(active_test=False)
        employed = employees.search([("user_id", "!=", False)])
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        working = employed.filtered(
            lambda one: (
                one.active and (not one.departure_date or one.departure_date >= today)
            )
        )
        gone = Domain("id", "in", (employed.user_id - working.user_id).ids)
        return Domain("active", "=", False) & Domain("share", "=", False) | gone

    def _stakeholder_managers(self):
        """{user id: the users above them}, by manager and by department."""
        # sudo: the organisation is read to tell the right people, not to show it
        staff = self.env["hr.employee"].sudo().search([("user_id", "in", self.ids)])
        found = {user.id: self.browse() for user in self}
        for employee in staff:
            found[employee.user_id.id] |= employee._stakeholder_above().user_id
        return {uid: above.sudo(False) for uid, above in found.items()}

    def _stakeholder_readable(self, records):
        """Those of ``records`` that this user may read, by their own centres."""
        self.ensure_one()
        own = records.sudo(False).with_user(self)
        # Not the centres of whoever is at work: the user's.
        own = own.with_context(allowed_company_ids=self.sudo().company_ids.ids)
        return own._filtered_access("read")
