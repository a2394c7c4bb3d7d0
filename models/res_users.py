from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import plaintext2html


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

    stakeholder_former_contact_ids = fields.Many2many(
        "res.partner",
        "stakeholder_user_former_contact_rel",
        string="Contacts Before",
        groups=fields.NO_ACCESS,
        copy=False,
        help="A case that names a contact of before shuts the log-in out all the same.",
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

    def _stakeholder_colleagues(self):
        """{user id: all users of their departments, themselves too}."""
        # sudo: the organisation is read to tell the right people, not to show it
        staff = self.env["hr.employee"].sudo().search([("user_id", "in", self.ids)])
        members = staff.department_id.member_ids.grouped("department_id")
        found = {user.id: self.browse() for user in self}
        for employee in staff.filtered("department_id"):
            users = members[employee.department_id].user_id
            found[employee.user_id.id] |= users.sudo(False)
        return found

    def _stakeholder_readable(self, records):
        """Those of ``records`` that this user may read, by their own centres."""
        self.ensure_one()
        own = records.sudo(False).with_user(self)
        # Not the centres of whoever is at work: the user's.
        own = own.with_context(allowed_company_ids=self.sudo().company_ids.ids)
        return own._filtered_access("read")

    # ------------------------------------------------------------
    # ROLES ARE ON RECORD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        users = super().create(vals_list)
        users._stakeholder_log_role_changes({})
        self.env["stakeholder.confidential.mixin"]._follow_log_ins()
        return users

    def write(self, vals):
        before = self._stakeholder_roles() if "group_ids" in vals else None
        # sudo: kept to shut people out, not to show it
        contacts = (
            {one: one.partner_id for one in self.sudo()} if "partner_id" in vals else {}
        )
        result = super().write(vals)
        for user, contact in contacts.items():
            if contact - user.partner_id:
                user.stakeholder_former_contact_ids |= contact
        if before is not None:
            self._stakeholder_log_role_changes(before)
        if "partner_id" in vals:
            self.env["stakeholder.confidential.mixin"]._follow_log_ins()
        return result

    def _stakeholder_roles(self):
        """{user: the roles they have}."""
        members = self.env["res.groups"]._stakeholder_members()
        return {
            user: {role for role, users in members.items() if user in users}
            for user in self
        }

    def _stakeholder_log_role_changes(self, before):
        changes = []
        for user, roles in self._stakeholder_roles().items():
            known = before.get(user, set())
            changes += [("joined_role", role, user) for role in sorted(roles - known)]
            changes += [("left_role", role, user) for role in sorted(known - roles)]
        self._stakeholder_log_roles(changes)

    @api.model
    def _stakeholder_log_roles(self, changes):
        """``changes``: [(event, role, user)], each on the trail of the house."""
        for event, role, user in changes:
            self.env["stakeholder.complaint.trail"]._append_house(
                event, {"role": role, "user": user.id}
            )
        joined = [change for change in changes if change[0] == "joined_role"]
        if joined and not self.env.context.get("install_mode"):
            logins = ", ".join(sorted({user.login for _event, _role, user in joined}))
            self._stakeholder_tell_directors(
                lambda env: env._("%s may do more in public relations now", logins)
            )

    @api.model
    def _stakeholder_tell_directors(self, say):
        """One mail to the person in charge; ``say(env)`` words it in their language."""
        # sudo: whoever did it does not choose whether it is told
        company = self.env.company
        policy = self.env["stakeholder.policy"].sudo()
        if not policy.search_count([], limit=1):
            return
        for director in policy._current(company)._directors().filtered("email"):
            own = self.with_context(lang=director.lang or self.env.lang)
            what = say(own.env)
            body = own.env._("It is on the trail, with who did it and when.")
            self.env["mail.mail"].sudo().create(
                {
                    "subject": what,
                    "body_html": plaintext2html(f"{what}\n{body}"),
                    "email_to": director.email_formatted,
                    "auto_delete": True,
                }
            )
