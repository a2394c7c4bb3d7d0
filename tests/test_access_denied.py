from datetime import timedelta
from itertools import combinations

from odoo.fields import Command
from odoo.tests import new_test_user, tagged

from .access_common import FULL, REFUSED, AccessCase
from .common import MODULE, ROLES

GROUPS = tuple(role for role in ROLES if role != "admin")
SAMPLE = (0, 1, 5, 6)


@tagged("post_install", "-at_install")
class TestAccessDenied(AccessCase):
    """P3: prohibition beats grant, by every way in, with any of 2^6 sets of groups."""

    def setUp(self):
        super().setUp()
        self.case = self.cases["accused"]

    def _sets(self):
        """Each set of the six roles; without --full the smallest and the largest."""
        groups = [self.env.ref(f"{MODULE}.stakeholder_group_{one}") for one in GROUPS]
        self.assertEqual(len(groups), 6)
        for count in range(len(groups) + 1):
            if FULL or count in SAMPLE:
                yield from combinations(groups, count)

    def _gets(self, actor):
        """What the actor gets of the case; each must be nothing."""
        case = self.as_user(self.case, actor)
        here = [("id", "=", case.id)]
        attempts = {
            "read": lambda: case.read(["topic"]),
            "search": lambda: case.search(here),
            "count": lambda: case.search_count(here) or None,
            "name": lambda: case.browse().name_search(case.sudo().name),
            "group": lambda: case.browse()._read_group(here, ["state"], ["__count"]),
            "export": lambda: case.export_data(["topic"])["datas"],
            "print": case._log_print,
            "handle": lambda: case.write({"lesson": "x", "edit_version": 99}),
            "approve": case.action_close,
            "trail": lambda: case.env["stakeholder.complaint.trail"].search(
                [("complaint_id", "=", case.id)]
            ),
            "steps": lambda: case.env["stakeholder.complaint.step"].search(
                [("complaint_id", "=", case.id)]
            ),
            "action": lambda: case.env["stakeholder.action"].search(
                [("complaint_id", "=", case.id)]
            ),
            "notes": lambda: case.env["mail.message"].search(
                [("model", "=", case._name), ("res_id", "=", case.id)]
            ),
        }
        got = {}
        for name, attempt in attempts.items():
            try:
                with self.env.cr.savepoint() as savepoint:
                    found = attempt()
                    self.env.flush_all()
                    savepoint.rollback()
            except REFUSED:
                self.env.invalidate_all()
                continue
            if found or name in ("print", "handle", "approve"):
                got[name] = found
        return got

    def test_no_set_of_groups_lets_the_accused_in(self):
        base = self.env.ref("base.group_user") | self.env.ref("base.group_allow_export")
        escapes = 0
        for chosen in self._sets():
            for actor in ("accused", "managed", "withheld"):
                user = self.actors[actor]
                ids = base.ids + [group.id for group in chosen]
                user.group_ids = [Command.set(ids)]
                with self.subTest(actor=actor, groups=[one.name for one in chosen]):
                    got = self._gets(actor)
                    escapes += bool(got)
                    self.assertEqual(got, {})
        self.assertFalse(escapes)

    def test_the_probe_is_not_empty(self):
        allowed = self.env.ref("base.group_allow_export")
        self.actors["director"].group_ids += allowed
        got = self._gets("director")
        self.assertLessEqual({"read", "search", "export", "print", "trail"}, set(got))

    def test_accused_neither_handles_nor_stands_in_the_team(self):
        for actor in ("accused", "managed", "withheld"):
            for values in (
                {"user_id": self.actors[actor].id},
                {"team_ids": [Command.link(self.actors[actor].id)]},
            ):
                with self.assertRefused():
                    self.edit(self.case, "director", **values)

    # ------------------------------------------------------------
    # WAYS ROUND: named first, able to log in later
    # ------------------------------------------------------------

    def _sees(self, user, case):
        own = self.as_user(case, user)
        return own.has_access("read") and bool(own.search([("id", "=", case.id)]))

    def _names(self, partner):
        case = self.cases["open"]
        self.edit(case, "director", respondent_ids=[Command.link(partner.id)])
        return case

    def _log_in(self, **values):
        return new_test_user(
            self.env,
            login="later",
            groups=f"base.group_user,{MODULE}.stakeholder_group_director",
            **values,
        )

    def test_log_in_made_later_for_somebody_named(self):
        partner = self.env["res.partner"].create({"name": "Named"})
        case = self._names(partner)
        self.assertTrue(self._sees(self._log_in(), case))
        user = new_test_user(
            self.env,
            login="named",
            groups=f"base.group_user,{MODULE}.stakeholder_group_director",
            partner_id=partner.id,
        )
        self.assertEqual(user.partner_id, partner)
        self.assertFalse(self._sees(user, case))

    def test_contact_of_a_log_in_changed_later(self):
        partner = self.env["res.partner"].create({"name": "Named"})
        case = self._names(partner)
        user = self._log_in()
        user.partner_id = partner
        self.assertFalse(self._sees(user, case))

    def test_named_by_the_contact_of_the_employee(self):
        contact = self.env["res.partner"].create({"name": "At work"})
        user = self._log_in()
        employee = self.env["hr.employee"].create({"name": "X", "user_id": user.id})
        employee.work_contact_id = contact
        case = self._names(contact)
        self.assertFalse(self._sees(user, case))

    def test_log_in_linked_later_to_the_employee_who_is_named(self):
        # linking gives the employee the contact of the log-in: the old one still counts
        employee = self.env["hr.employee"].create({"name": "Named at work"})
        named = employee.work_contact_id
        case = self._names(named)
        user = self._log_in()
        self.assertTrue(self._sees(user, case))
        employee.user_id = user
        self.assertNotEqual(employee.work_contact_id, named)
        self.assertFalse(self._sees(user, case))
        # nor does a case that names the old contact from now on
        other = self.cases["confidential"]
        self.edit(other, "director", respondent_ids=[Command.link(named.id)])
        self.assertFalse(self._sees(user, other))

    def test_those_below_somebody_linked_later_stay_shut_out(self):
        head = self.env["hr.employee"].create({"name": "Named head"})
        below = self._log_in()
        self.env["hr.employee"].create(
            {"name": "Below", "user_id": below.id, "parent_id": head.id}
        )
        case = self._names(head.work_contact_id)
        self.assertFalse(self._sees(below, case))
        head.user_id = new_test_user(self.env, "head_later", groups="base.group_user")
        self.assertFalse(self._sees(below, case))

    def test_contact_of_a_log_in_taken_away_later(self):
        user = self._log_in()
        case = self._names(user.partner_id)
        user.partner_id = self.env["res.partner"].create({"name": "Nobody"})
        self.assertFalse(self._sees(user, case))
        case._compute_denied_ids()
        self.assertFalse(self._sees(user, case))

    def test_merging_contacts_keeps_the_denial(self):
        twin = self.env["res.partner"].create({"name": "Twin"})
        user = self._log_in()
        case = self._names(twin)
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge((twin | user.partner_id).ids, user.partner_id)
        self.assertIn(user.partner_id, case.respondent_ids)
        self.assertFalse(self._sees(user, case))

    def test_closed_log_in_opened_again(self):
        user = self._log_in()
        user.active = False
        case = self._names(user.partner_id)
        user.active = True
        self.assertFalse(self._sees(user, case))

    def test_deputy_or_head_who_is_named(self):
        case = self._names(self.actors["deputy"].partner_id)
        self.assertFalse(self._sees("deputy", case))
        self.policy.director_user_id = self.actors["deputy"]
        self.assertFalse(self._sees("deputy", case))
        self.assertFalse(case.with_user(self.actors["deputy"]).sudo().may_decide)

    # C3.1: what is late goes past those named
    def test_no_reminder_reaches_those_shut_out(self):
        self.policy.director_user_id = self.actors["director"]
        known = self.env["mail.mail"].search([])
        shut = {
            "accused": ("accused", "managed", "withheld"),
            "about_head": ("director",),
        }
        for day in range(1, 60, 3):
            self.at(self.local(2026, 11, 24) + timedelta(days=day))
            self.run_job()
        sent = self.env["mail.mail"].search([]) - known
        self.assertTrue(sent)
        for state, actors in shut.items():
            case = self.cases[state]
            tasks = case.activity_ids | case.action_ids.activity_ids
            self.assertTrue(tasks, state)
            for actor in actors:
                user = self.actors[actor]
                self.assertNotIn(user, tasks.user_id)
                to_them = sent.filtered(lambda one, u=user: u.email in one.email_to)
                words = "".join(to_them.mapped("body_html"))
                self.assertNotIn(case.name, words)
