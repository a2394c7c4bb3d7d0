from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .engagement_common import CANARY, EngagementCase, date

CHILDREN = (
    "move_ids",
    "check_ids",
    "problem_ids",
    "goal_ids",
    "plan_version_ids",
    "follow_up_ids",
    "action_ids",
)


@tagged("post_install", "-at_install")
class TestEngagementSecrecy(EngagementCase):
    """A recipient's cycle is the team's alone; others are the department's too (X6)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        export = cls.env.ref("base.group_allow_export")
        for user in cls.users.values():
            user.group_ids += export

    def _secret(self):
        """A recipient's cycle in which every room holds the canary."""
        engagement = self.at_stage("follow_up", "recipient")
        own = engagement.sudo()
        own.write({"need": CANARY, "problem_ids": [Command.create({"name": CANARY})]})
        own.goal_ids.write({"name": CANARY})
        own.check_ids[0].result = CANARY
        own.follow_up_ids[0].finding = CANARY
        own.message_post(body=CANARY)
        self.env.flush_all()
        return engagement

    # X6
    def test_a_recipient_s_cycle_is_the_team_s_alone(self):
        engagement = self._secret()
        for role in self.users:
            self._look(engagement, role, role in ("worker", "supervisor"))

    def _look(self, engagement, role, sees):
        own = self.as_user(engagement, role)
        if not own.browse().has_access("read"):
            self.assertFalse(sees)
            with self.assertRaises(AccessError):
                own.search([])
        else:
            self.assertEqual(bool(own.search([("need", "ilike", CANARY)])), sees)
            self.assertEqual(bool(own.search_count([])), sees, role)
            self.assertEqual(bool(own.name_search(engagement.name)), sees)
            self.assertEqual(bool(own._read_group([], ["stage"], ["__count"])), sees)
        for name in CHILDREN:
            rows = self.as_user(engagement.sudo()[name], role)
            self.assertTrue(rows, name)
            if rows.browse().has_access("read"):
                found = rows.search([("id", "in", rows.ids)])
                self.assertEqual(found == rows, sees, (role, name))
                self.assertEqual(bool(found), sees, (role, name))
            if not sees:
                with self.assertRaises(AccessError):
                    rows.read(["display_name"])
        self._look_around(engagement, role, sees)

    def _look_around(self, engagement, role, sees):
        """Chatter, activities, attachments, followers, exports, prints, parties."""
        env = self.as_user(engagement, role).env
        own = engagement.with_env(env)
        messages = env["mail.message"].search([("body", "ilike", CANARY)])
        self.assertEqual(bool(messages), sees, role)
        follows = [("res_model", "=", own._name), ("res_id", "=", own.id)]
        self.assertFalse(env["mail.followers"].sudo().search(follows))
        person = self.person.with_env(env)
        names = ["stakeholder_engagement_ids", "stakeholder_stage"]
        if person._has_field_access(person._fields[names[0]], "read"):
            seen = person.read([*names, "stakeholder_engagement_count"])[0]
            self.assertEqual(bool(seen[names[0]]), sees, role)
            self.assertEqual(bool(seen[names[1]]), sees, role)
            self.assertEqual(seen["stakeholder_engagement_count"], int(sees))
        else:
            self.assertFalse(sees)
        report = env["ir.actions.report"]
        for name in ("report_assessment", "report_closure"):
            full = f"stakeholder_relations.{name}"
            if sees:
                html, _kind = report._render_qweb_html(full, own.ids)
                self.assertIn(engagement.sudo().name, html.decode())
            else:
                with self.assertRaises(AccessError):
                    report._render_qweb_html(full, own.ids)
        if not sees:
            for call in (
                lambda: own.read(["topic"]),
                lambda: own.export_data(["topic"]),
                lambda: own.write({"topic": "x"}),
                own.action_next,
                own.action_refer,
                own.action_new_cycle,
                own.unlink,
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    call()
                self.env.invalidate_all()

    # X6: what others read of it is the number
    def test_the_name_of_a_recipient_s_cycle_says_nothing(self):
        engagement = self.opened("recipient")
        self.assertEqual(engagement.display_name, engagement.name)
        unit = self.opened("unit")
        self.assertIn(CANARY, unit.display_name)
        other = self.as_user(unit, "officer").sudo()
        self.assertNotIn(CANARY, other.display_name)

    # X6
    def test_windows_tell_nothing_about_a_cycle_one_may_not_read(self):
        engagement = self.opened("recipient")
        reason = self.option("end_reason", engagement)
        for model, role, values, shown in (
            (
                "stakeholder.engagement.ending",
                "officer",
                {"kind": "end", "help_offered": "x", "end_reason_id": reason.id},
                "party_class",
            ),
            (
                "stakeholder.engagement.override",
                "director",
                {"stage": "plan", "reason": "x"},
                "missing",
            ),
        ):
            windows = self.as_user(self.env[model], role)
            with self.assertRaises(AccessError), self.cr.savepoint():
                window = windows.create({"engagement_id": engagement.id, **values})
                window.invalidate_recordset()
                self.assertFalse(window.read([shown])[0][shown])
                window.action_confirm()
            self.env.invalidate_all()
            self.assertEqual(engagement.sudo().stage, "contact")
            self.assertEqual(engagement.sudo().state, "open")

    # X6: actions follow their source
    def test_what_is_planned_with_a_recipient_stays_with_the_team(self):
        engagement = self.at_stage("execution", "recipient")
        action = engagement.action_ids
        self.assertEqual(action.kind, "plan")
        with self.assertRaisesRegex(ValidationError, "neither"), self.cr.savepoint():
            action.user_id = self.users["officer"]
        for role in ("officer", "director", "council", "clerk"):
            found = self.as_user(action, role).search([("id", "=", action.id)])
            self.assertFalse(found, role)
        action.date_due = date(2026, 11, 25)
        action.name = CANARY
        self.at(self.local(2026, 12, 1))
        mails = self.env["mail.mail"].search([])
        self.run_job()
        # a mail leaves the house: it holds the number, no word of the plan
        sent = self.env["mail.mail"].search([]) - mails
        self.assertTrue(sent)
        for mail in sent:
            self.assertIn(engagement.name, mail.body_html)
            self.assertNotIn(CANARY, mail.body_html)
        told = action.sudo().activity_ids.user_id
        self.assertLessEqual(told, self.users["worker"] | self.users["supervisor"])
        self.assertTrue(told)

    def test_nobody_else_is_mentioned_or_given_an_activity(self):
        engagement = self.opened("recipient")
        director = self.partner("director")
        with self.assertRaises(AccessError), self.cr.savepoint():
            engagement.message_post(body="Look", partner_ids=director.ids)
        with self.assertRaises(AccessError), self.cr.savepoint():
            engagement.activity_schedule(
                "mail.mail_activity_data_todo", user_id=self.users["director"].id
            )
        engagement.message_post(body="Look", partner_ids=self.partner("supervisor").ids)

    # U2: responsible, department, management
    def test_a_unit_s_cycle_is_open_to_department_and_management(self):
        department = self.env["hr.department"].create({"name": "Project department"})
        self.employee("worker", department_id=department.id)
        engagement = self.opened("unit")
        self.assertEqual(engagement.department_id, department)
        readers = {"worker", "supervisor", "director"}
        self._reads(engagement, readers)
        colleague = self.employee("officer", department_id=department.id)
        self._reads(engagement, readers | {"officer"})
        colleague.department_id = department.copy()
        self._reads(engagement, readers)
        colleague.department_id = department
        # Whoever has left the department for good, and may still log in.
        colleague.active = False
        self._reads(engagement, readers)
        colleague.active = True
        goals = self.at_stage("execution", "external").goal_ids
        self._reads(goals, readers | {"officer"})

    def _reads(self, record, readers):
        for role in self.users:
            own = self.as_user(record, role)
            allowed = own.browse().has_access("read")
            found = allowed and own.search([("id", "=", record.id)])
            self.assertEqual(bool(found), role in readers, role)

    def test_another_centre_sees_nothing(self):
        engagement = self.opened("unit")
        other = self.env["res.company"].create({"name": "Another Centre"})
        director = self.users["director"]
        director.write(
            {"company_ids": [Command.set(other.ids)], "company_id": other.id}
        )
        self.assertFalse(self.as_user(engagement, "director").search([]))

    # X6: nobody else learns who is a recipient by opening a cycle
    def test_a_cycle_is_opened_by_and_for_the_team_of_the_record(self):
        officer = self.users["officer"].id
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.opened("recipient", "officer", user_id=officer)
        own = self.opened("unit", "officer")
        self.env.invalidate_all()
        with self.assertRaises(AccessError), self.cr.savepoint():
            self.save(own, party_class="recipient", recipient_id=self.recipient.id)
        with self.assertRaisesRegex(ValidationError, "Hand it over"):
            self.opened("recipient", "supervisor", user_id=officer)

    # X6: the case goes over whole
    def test_handing_over_takes_the_record_along(self):
        before = self.at_stage("follow_up", "recipient")
        engagement = before.browse(before.action_new_cycle()["res_id"])
        windows = self.env["stakeholder.engagement.handover"]
        own = self.as_user(windows, "worker").with_context(
            default_engagement_id=engagement.id
        )
        window = own.create({"user_id": self.users["officer"].id})
        self.assertEqual(window.supervisor_id, self.users["supervisor"])
        window.action_confirm()
        self.assertEqual(self.recipient.user_id, self.users["officer"])
        self.assertFalse(self.as_user(engagement, "worker").search([]))
        both = self.as_user(engagement, "officer").search([])
        self.assertEqual(both, engagement | before)
        self.as_user(self.recipient, "officer").user_id = self.users["worker"]
        self.assertEqual(engagement.sudo().user_id, self.users["worker"])

    # an employee leaving with open cases
    def test_cases_of_a_leaver_are_listed_and_reminded_elsewhere(self):
        engagement = self.at_stage("follow_up", "recipient")
        employee = self.employee("worker")
        own = self.as_user(engagement, "supervisor")
        left = [("user_id.stakeholder_has_left", "=", True)]
        self.assertFalse(own.search(left))
        employee.departure_date = date(2026, 11, 23)
        self.assertEqual(self.as_user(engagement, "supervisor").search(left), own)
        self.users["worker"].active = False
        self.at(self.local(2026, 12, 24))
        self.run_job()
        task = engagement.sudo().activity_ids
        self.assertEqual(task.user_id, self.users["supervisor"])
        own = self.as_user(engagement, "supervisor")
        self.save(own, user_id=self.users["officer"].id)
        self.assertTrue(self.as_user(engagement, "officer").search([]))

    def test_nobody_supervises_their_own_work(self):
        with self.assertRaisesRegex(ValidationError, "their own work"):
            self.opened("recipient", supervisor_id=self.users["worker"].id)
