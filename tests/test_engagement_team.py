from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .engagement_common import EngagementCase, date

WORKER_GROUP = "stakeholder_relations.stakeholder_group_worker"


@tagged("post_install", "-at_install")
class TestEngagementDepartment(EngagementCase):
    """A cycle under way is in the department its responsible person works in (U2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.office, cls.project = cls.env["hr.department"].create(
            [{"name": "Office"}, {"name": "Project department"}]
        )

    def _reads(self, record, role):
        own = self.as_user(record, role)
        return own.search([("id", "=", record.id)]) == record

    # U2
    def test_it_follows_the_responsible_person(self):
        worker = self.employee("worker", department_id=self.office.id)
        self.employee("officer", department_id=self.project.id)
        cycle = self.at_stage("execution")
        self.assertEqual(cycle.department_id, self.office)
        self.assertFalse(self._reads(cycle, "officer"))
        seen = cycle.edit_version
        worker.department_id = self.project
        self.assertEqual(cycle.department_id, self.project)
        # nobody changed it: whoever has it open may save
        self.assertEqual(cycle.edit_version, seen)
        for record in (cycle, cycle.goal_ids, cycle.check_ids[0]):
            self.assertTrue(self._reads(record, "officer"))
        worker.department_id = self.office
        self.assertFalse(self._reads(cycle, "officer"))

    # U2: employed only after the cycle was opened, or under another log-in before
    def test_it_follows_a_log_in_that_is_linked_later(self):
        cycle = self.opened()
        self.assertFalse(cycle.department_id)
        worker = self.employee("worker", department_id=self.office.id)
        self.assertEqual(cycle.department_id, self.office)
        worker.user_id = False
        self.assertFalse(cycle.department_id)
        worker.user_id = self.users["worker"]
        self.assertEqual(cycle.department_id, self.office)

    # X6: the actions of the plan are read by the head there is
    def test_the_head_of_the_new_department_reads_the_plan(self):
        head = self.employee("officer", department_id=self.project.id)
        self.project.manager_id = head
        worker = self.employee("worker", department_id=self.office.id)
        action = self.at_stage("execution").action_ids
        self.assertNotIn(self.users["officer"], action.reader_ids)
        worker.department_id = self.project
        self.assertIn(self.users["officer"], action.reader_ids)
        worker.department_id = self.office
        self.assertNotIn(self.users["officer"], action.reader_ids)

    # what has ended stays where it was served, and so do the cases of a leaver
    def test_what_has_ended_and_whoever_has_left_stay(self):
        worker = self.employee("worker", department_id=self.office.id)
        over = self.at_stage("follow_up")
        self.fill(over, "follow_up")
        over.action_next()
        running = self.opened("external")
        worker.department_id = self.project
        self.assertEqual(over.department_id, self.office)
        worker.active = False
        self.assertEqual(running.department_id, self.project)
        worker.department_id = self.office
        self.assertEqual(running.department_id, self.office)

    # two centres: the department of the employment there
    def test_it_is_that_of_the_employment_at_the_centre(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        self.employee("worker", department_id=self.office.id)
        cycle = self.opened()
        elsewhere = self.employee("worker", company_id=other.id)
        elsewhere.department_id = self.project.copy({"company_id": other.id})
        self.assertEqual(cycle.department_id, self.office)


@tagged("post_install", "-at_install")
class TestEngagementResponsible(EngagementCase):
    """A cycle is given to somebody who can open it, of whatever class (U2)."""

    # U2 P8
    def test_a_cycle_is_given_to_somebody_with_a_role(self):
        cycle = self.opened()
        clerk, officer = self.users["clerk"], self.users["officer"]
        refused = f"{cycle.name}.*{clerk.name} has no role.*On-site Social Worker"
        for user in ("worker", "director"):
            own = self.as_user(cycle, user)
            self.refused(
                ValidationError, refused, lambda o=own: self.save(o, user_id=clerk.id)
            )
        self.refused(
            ValidationError,
            f"{clerk.name} has no role",
            lambda: self.opened("external", "director", user_id=clerk.id),
        )
        self.save(cycle, user_id=officer.id)
        self.assertEqual(cycle.sudo().user_id, officer)
        # a role that was taken away later leaves the rest of the form to be saved
        officer.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        self.save(self.as_user(cycle, "director"), topic="Corrected")

    # U2: nor is one offered who cannot
    def test_who_is_offered(self):
        for name in ("stakeholder.engagement", "stakeholder.engagement.handover"):
            own = self.as_user(self.env[name], "worker")
            domain = own.fields_get(["user_id"], ["domain"])["user_id"]["domain"]
            users = own.env["res.users"].search(domain)
            self.assertIn(self.users["worker"], users)
            self.assertIn(self.users["director"], users)
            self.assertNotIn(self.users["clerk"], users)


@tagged("post_install", "-at_install")
class TestRecipientTeam(EngagementCase):
    """A recipient's case is given to people who can open it (X6)."""

    def _outsiders(self):
        """Who could not open it, and the words of the refusal."""
        other = self.env["res.company"].create({"name": "Another Centre"})
        stranger = self._user(
            "stranger",
            WORKER_GROUP,
            company_ids=[Command.set(other.ids)],
            company_id=other.id,
        )
        closed = self._user("closed", WORKER_GROUP)
        closed.active = False
        left = self._user("left", WORKER_GROUP)
        self.env["hr.employee"].create(
            {"name": "Left", "user_id": left.id, "departure_date": date(2026, 11, 1)}
        )
        return {
            self.users["clerk"]: "has no role",
            self.users["council"]: "has no role",
            stranger: "not of the centre",
            closed: "no longer works here",
            left: "no longer works here",
        }

    # X6
    def test_a_case_is_not_handed_to_somebody_who_cannot_open_it(self):
        cycle = self.at_stage("execution", "recipient")
        for user, words in self._outsiders().items():
            for team in (
                {"user_id": user.id},
                {"supervisor_id": user.id},
            ):
                with self.subTest(words, team=list(team)):
                    self._refused_by_all_doors(cycle, team, words)
        self.assertEqual(self.recipient.user_id, self.users["worker"])
        self.assertEqual(self.recipient.supervisor_id, self.users["supervisor"])

    def _refused_by_all_doors(self, cycle, team, words):
        own = self.as_user(self.recipient, "worker")
        window = self.as_user(
            self.env["stakeholder.engagement.handover"], "worker"
        ).with_context(default_engagement_id=cycle.id)
        person = self.env["res.partner"].create({"name": "Chen"})
        worker = self.users["worker"].id
        new = {"partner_id": person.id, "user_id": worker, **team}
        for call in (
            lambda: own.write(team),
            lambda: self.save(self.as_user(cycle, "worker"), **team),
            lambda: window.create(team).action_confirm(),
            lambda: own.sudo().create(new),
        ):
            self.refused(ValidationError, words, call)

    # X6: a role that is taken away later leaves nobody, too
    def test_cases_of_a_team_without_a_role_are_found(self):
        cycle = self.at_stage("execution", "recipient")
        lines = self.as_user(self.env["stakeholder.reassignment"], "director")
        self.assertFalse(lines.search(lines.action_list()["domain"]))
        for role in ("worker", "supervisor"):
            user = self.users[role]
            user.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        line = lines.search(lines.action_list()["domain"])
        self.assertEqual(line.cycles, cycle.sudo().name)
        line.user_id = self.users["clerk"]
        self.refused(UserError, "has no role", line.action_confirm)
        line.user_id = self.users["officer"]
        line.action_confirm()
        self.assertEqual(self.recipient.user_id, self.users["officer"])

    # whoever was on the team stays when another is named
    def test_naming_one_asks_nothing_of_the_other(self):
        supervisor = self.users["supervisor"]
        supervisor.group_ids = [Command.set(self.env.ref("base.group_user").ids)]
        own = self.as_user(self.recipient, "worker")
        own.write({"user_id": self.users["officer"].id, "supervisor_id": supervisor.id})
        self.assertEqual(self.recipient.user_id, self.users["officer"])
