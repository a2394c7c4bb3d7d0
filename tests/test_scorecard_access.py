from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .test_scorecard import SignedCase

LINES = "stakeholder.scorecard.line"


@tagged("post_install", "-at_install")
class TestScorecardAccess(SignedCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.users["other"] = cls._user(
            "other", "stakeholder_relations.stakeholder_group_worker"
        )
        cls.users["head"] = cls._user(
            "head", "stakeholder_relations.stakeholder_group_worker"
        )
        head = cls.env["hr.employee"].create(
            {"name": "Head", "user_id": cls.users["head"].id}
        )
        cls.department, cls.elsewhere = cls.env["hr.department"].create(
            [{"name": "Service", "manager_id": head.id}, {"name": "Project"}]
        )
        for role, department in (
            ("worker", cls.department),
            ("officer", cls.department),
            ("other", cls.elsewhere),
        ):
            cls.env["hr.employee"].create(
                {
                    "name": role,
                    "user_id": cls.users[role].id,
                    "department_id": department.id,
                }
            )
        cls.theirs = cls._unit("Elsewhere", user=cls.users["other"])

    def setUp(self):
        super().setUp()
        self.mine = self.card()
        self.other = self.card(unit=self.theirs)

    def _reads(self, user, model="stakeholder.scorecard"):
        own = self.as_user(self.env[model], user)
        found = own.search([])
        return found.partner_id

    # promises: own unit, own department, all
    def test_who_reads(self):
        both = self.unit | self.theirs
        table = {
            "worker": self.unit,
            "other": self.theirs,
            "head": self.unit,
            "officer": self.unit,
            "supervisor": both,
            "director": both,
            "council": both,
            "auditor": both,
        }
        for user, expected in table.items():
            for model in ("stakeholder.scorecard", LINES):
                with self.subTest(user=user, model=model):
                    self.assertEqual(self._reads(user, model), expected)

    # readers follow unit, department and its head at once
    def test_readers_follow(self):
        self.unit.stakeholder_user_id = self.users["other"]
        self.assertEqual(self._reads("other"), self.unit | self.theirs)
        for user in ("worker", "officer", "head"):
            self.assertFalse(self._reads(user))
        self.elsewhere.manager_id = self.department.manager_id
        self.assertEqual(self._reads("head"), self.unit | self.theirs)
        employee = self.users["officer"].sudo().employee_ids
        employee.department_id = self.elsewhere
        self.assertEqual(self._reads("officer"), self.unit | self.theirs)

    # U4.10: what is agreed on it is part of the evaluation
    def test_whoever_reads_a_scorecard_reads_its_improvements(self):
        self.as_user(self.mine, "director").action_propose()
        actions = self.mine.action_ids
        self.assertTrue(actions)
        readers = {"worker", "head", "officer", "supervisor", "council", "auditor"}
        for user in (*readers, "other", "clerk"):
            self.env.invalidate_all()
            own = self.as_user(actions, user)
            with self.subTest(user=user):
                self.assertEqual(bool(own.search([])), user in readers)
                if user in readers:
                    card = self.as_user(self.mine, user)
                    self.assertEqual(card.action_ids.ids, actions.ids)
                    self.assertEqual(own[0].may_settle, user in ("worker", "head"))
        with self.assertRaises(AccessError):
            self.as_user(actions[0], "auditor").result = "x"

    def test_outsiders_get_nothing(self):
        exporting = self.env.ref("base.group_allow_export")
        for user in ("clerk", "admin"):
            self.users[user].group_ids = [Command.link(exporting.id)]
            for card in (self.mine, self.line(self.mine, "verification")):
                own = self.as_user(card, user)
                for door in (
                    lambda one: one.search([]),
                    lambda one: one.read(["display_name"]),
                    lambda one: one.web_read({"display_name": {}}),
                    lambda one: one.name_search("Street"),
                    lambda one: one.formatted_read_group([], ["period"]),
                    lambda one: one._read_group([], ["verdict"]),
                    lambda one: one.search_count([("n", ">", 0)]),
                    lambda one: one.export_data(["display_name"]),
                ):
                    with self.subTest(user=user, model=card._name):
                        with self.assertRaises(AccessError):
                            door(own)
            report = self.as_user(self.env["ir.actions.report"], user)
            name = "stakeholder_relations.report_scorecard"
            for ids in (self.mine.ids, []):
                with self.assertRaises(AccessError):
                    report._render_qweb_html(name, ids)

    # somebody of another unit meets the rules at every door
    def test_others_reach_no_scorecard(self):
        own = self.as_user(self.mine, "other")
        for door in (
            own.action_measure,
            own.action_sign,
            own.action_propose,
            lambda: own.read(["comment"]),
            lambda: own.line_ids.read(["figure"]),
            lambda: own.browse(self.mine.id).line_ids.action_traces(),
            lambda: self.as_user(self.mine.line_ids[0], "other").action_traces(),
            lambda: self.as_user(self.mine.line_ids[0], "other").action_improve(),
        ):
            with self.assertRaises(AccessError):
                door()
        partner = self.as_user(self.unit, "other")
        self.assertEqual(partner.stakeholder_scorecard_count, 0)
        self.assertEqual(
            self.as_user(self.unit, "worker").stakeholder_scorecard_count, 1
        )

    # nobody makes, writes or deletes but the person in charge, and then little
    def test_who_writes(self):
        for user in ("worker", "officer", "supervisor", "council", "auditor"):
            own = self.as_user(self.mine, user)
            with self.assertRaises(AccessError):
                own.write({"comment": "Good", "edit_version": 0})
            with self.assertRaises(AccessError):
                own.unlink()
        own = self.as_user(self.mine, "director")
        own.write({"comment": "Good", "edit_version": 0})
        with self.assertRaisesRegex(UserError, "only the comment"):
            own.write({"score": 100, "edit_version": 1})
        with self.assertRaisesRegex(UserError, "only the comment"):
            self.mine.sudo().write({"score": 100})
        for user in ("director", "supervisor"):
            cards = self.as_user(self.Scorecard, user)
            with self.assertRaises(AccessError):
                cards.create({"partner_id": self.theirs.id, "kind": "year"})
            with self.assertRaises(AccessError):
                self.as_user(self.mine.line_ids, user).write({"verdict": "met"})
        own.unlink()
        self.assertFalse(self.mine.exists())

    # fingerprints say which records there are: nobody reads them
    def test_fingerprints_are_shown_to_nobody(self):
        self.policy.evaluation_needs_action = False
        self.as_user(self.mine, "director").action_sign()
        line = self.as_user(self.line(self.mine, "verification"), "director")
        for door in (
            lambda: line.read(["traces"]),
            lambda: line.search([("traces", "!=", False)]),
        ):
            with self.assertRaises(AccessError):
                door()

    # what follows from it is read by those who read it
    def test_improvements_follow_their_scorecard(self):
        self.as_user(self.mine, "director").action_propose()
        [action, *_more] = self.mine.action_ids
        for user, may in (
            ("worker", True),
            ("head", True),
            ("director", True),
            ("other", False),
            ("clerk", False),
        ):
            own = self.as_user(action, user)
            self.assertEqual(bool(own.search([("id", "=", action.id)])), may, user)

    # the figures are there for an evaluator, the records behind them are not
    def test_an_evaluator_reads_figures(self):
        self.met((3, 3))
        line = self.as_user(self.line(self.mine, "onsite_contact"), "auditor")
        self.assertTrue(line.search([("id", "=", line.id)]))
        with self.assertRaisesRegex(UserError, "reads the figure"):
            line.action_traces()

    # a worker opens only those contacts that they may read themselves
    def test_traces_are_read_by_the_own_rules(self):
        self.met((3, 3))
        line = self.as_user(self.line(self.mine, "onsite_contact"), "officer")
        action = line.action_traces()
        found = line.env[action["res_model"]].search(action["domain"])
        self.assertFalse(found)
        action = self.as_user(line, "director").action_traces()
        self.assertEqual(
            self.as_user(self.env[action["res_model"]], "director").search_count(
                action["domain"]
            ),
            1,
        )

    def test_another_centre_sees_nothing(self):
        centre = self.env["res.company"].create({"name": "Other centre"})
        self.mine.partner_id.company_id = False
        user = self.users["director"]
        user.write({"company_ids": [Command.set(centre.ids)], "company_id": centre.id})
        self.assertFalse(self._reads("director"))

    def test_windows_are_their_authors(self):
        window = self.as_user(
            self.env["stakeholder.scorecard.wizard"], "supervisor"
        ).create({})
        with self.assertRaises(AccessError):
            self.as_user(window, "director").read(["kind"])
        with self.assertRaises(AccessError):
            self.as_user(self.env["stakeholder.scorecard.wizard"], "worker").create({})
