from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import CANARY, MODULE
from .test_communication import CommunicationCase

QUESTIONS = (
    *("reputation", "environment", "public", "information"),
    *("decisions", "relations", "mission"),
)
OUTSIDERS = ("clerk", "worker", "officer", "supervisor", "auditor", "admin")


@tagged("post_install", "-at_install")
class TestOverview(CommunicationCase, HttpCase):
    """What public relations are for: a screen for each question, no small groups."""

    def _counts(self, user, topic, by):
        Figure = self.as_user(self.env["stakeholder.overview.figure"], user)
        groups = Figure._read_group(
            [("topic", "=", topic), ("year", "=", "2026")], [by], ["count:sum"]
        )
        return dict(groups)

    # G4: every panel of every screen can be drawn by those it is for
    def test_one_screen_for_each_question(self):
        self.record()
        titles = set()
        for user in ("director", "council"):
            Overview = self.as_user(self.env["stakeholder.overview"], user)
            for question in QUESTIONS:
                screen = Overview.get_screen(question)
                self.assertGreaterEqual(len(screen["panels"]), 3)
                for panel in screen["panels"]:
                    titles.add((question, panel["title"]))
                    context = panel["context"]
                    measure = context["graph_measure"]
                    self.env[panel["model"]].with_user(
                        self.users[user]
                    ).formatted_read_group(
                        panel["domain"],
                        context["graph_groupbys"],
                        ["__count" if measure == "__count" else f"{measure}:sum"],
                    )
        self.assertGreaterEqual(len(titles), 21)
        words = Overview.with_context(lang="zh_CN").get_screen("public")
        self.assertNotRegex(str(words["question"]), "[A-Za-z]")

    # G4: figures are the records': counted once, with the class of the centre's view
    def test_traces_are_counted_as_they_are(self):
        sponsor = self._party("Sponsor", "external")
        for _number in range(3):
            self.record()
        self.record(
            user="director",
            partner_id=sponsor.id,
            their_ids=[Command.set(sponsor.ids)],
            channel=False,
            maintenance_id=self.option("maintenance", "joint").id,
        )
        self.env["stakeholder.verification"]._confirm(self.unit)
        self.env["stakeholder.recognition"].create(
            {
                "partner_id": self.unit.id,
                "name": "Pennant",
                "means_id": self.option("recognition", "oral_praise").id,
            }
        )
        Trace = self.as_user(self.env["stakeholder.overview.trace"], "council")
        parties = [("partner_id", "in", (self.unit | sponsor).ids)]
        groups = Trace._read_group(parties, ["what", "party_class"], ["__count"])
        self.assertEqual(
            {(what, party_class): count for what, party_class, count in groups},
            {
                ("communication", "unit"): 3,
                ("communication", "external"): 1,
                ("verification", "unit"): 1,
                ("received", "unit"): 1,
            },
        )

    # X6 I2: nothing of recipients and staff, whoever looks
    def test_no_trace_of_recipients_or_staff(self):
        person = self.env["res.partner"].create({"name": f"Xiao Liu {CANARY}"})
        self.env["stakeholder.recipient"].create(
            {
                "partner_id": person.id,
                "user_id": self.users["worker"].id,
            }
        )
        talk = self.record(their_ids=[Command.set(person.ids)])
        self.assertEqual(talk.kind, "recipient")
        Trace = self.env["stakeholder.overview.trace"]
        self.assertFalse(Trace.search([("partner_id", "=", person.id)]))

    # C5.1 (channel 23): five and more, and never one group to be reckoned
    def test_small_groups_are_left_out(self):
        before = self._counts("council", "nature", "nature")
        self.assertFalse(before, "the case counts its own")
        for nature, count in (("complaint", 7), ("suggestion", 6), ("appeal", 1)):
            for _number in range(count):
                self.register(nature=nature)
        # one small group: the next smallest goes too
        self.assertEqual(self._counts("council", "nature", "nature"), {"complaint": 7})
        self.register(nature="dissatisfied")
        # two of one each: what another question says of the whole would tell them
        self.assertEqual(self._counts("director", "nature", "nature"), {"complaint": 7})
        for _number in range(3):
            self.register(nature="dissatisfied")
        # together they are five, and nobody knows how they are shared out
        self.assertEqual(
            self._counts("director", "nature", "nature"),
            {"complaint": 7, "suggestion": 6},
        )

    def test_a_single_small_group_shows_nothing(self):
        for _number in range(4):
            self.register()
        for topic, by in (("nature", "nature"), ("way_in", "option_id")):
            self.assertFalse(self._counts("director", topic, by))

    # U4.6-U4.8: a figure of ratings tells on nobody
    def test_ratings_from_five_on(self):
        for number in range(5):
            self.assertFalse(self._counts("council", "rating", "rating_kind"))
            self.env["stakeholder.rating"].create(
                {
                    "kind": "centre",
                    "partner_id": self.unit.id,
                    "rater_id": self._person(f"Rater {number}", self.unit).id,
                    "state": "answered",
                    "is_scored": True,
                    "score": 80 + number,
                }
            )
            self.env.flush_all()
        Figure = self.as_user(self.env["stakeholder.overview.figure"], "council")
        found = Figure.search([("topic", "=", "rating"), ("year", "=", "2026")])
        self.assertEqual((found.count, found.score), (5, 82.0))
        # channel 23: beside the averages of units nothing is left over for the sixth
        self.env["stakeholder.rating"].create(
            {
                "kind": "centre",
                "partner_id": self.unit.id,
                "rater_id": self._person("Rater 6", self.unit).id,
                "state": "answered",
                "is_scored": True,
                "score": 84.5,
            }
        )
        self.env.flush_all()
        self.env.invalidate_all()
        found = Figure.search([("topic", "=", "rating"), ("year", "=", "2026")])
        self.assertEqual((found.count, found.score), (5, 82.0))

    def test_outsiders_get_nothing(self):
        self.record()
        for user in OUTSIDERS:
            Overview = self.as_user(self.env["stakeholder.overview"], user)
            with self.assertRaises(AccessError):
                Overview.get_screen("reputation")
            for name in ("trace", "figure"):
                model = self.as_user(self.env[f"stakeholder.overview.{name}"], user)
                for ask in (
                    lambda one: one.search([]),
                    lambda one: one.search_count([]),
                    lambda one: one._read_group([], ["company_id"], ["__count"]),
                    lambda one: one.name_search(""),
                    lambda one: one.export_data(["id"]),
                ):
                    # an AccessError, or no right to export at all
                    with self.assertRaises(UserError):
                        ask(model)

    # A centre sees its own figures
    def test_other_centres_figures_stay_there(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.record()
        council = self.users["council"]
        council.write({"company_ids": [(4, other.id)]})
        Trace = self.as_user(self.env["stakeholder.overview.trace"], "council")
        self.assertTrue(Trace.search([]))
        elsewhere = Trace.with_context(allowed_company_ids=other.ids)
        self.assertFalse(elsewhere.search([]))

    # G4: drawn in a real browser
    def test_the_screen_is_drawn(self):
        self._stop_clock()
        for _number in range(3):
            self.record()
        action = self.env.ref(f"{MODULE}.stakeholder_overview_information_action")
        self.start_tour(
            f"/odoo/action-{action.id}", "stakeholder_overview", login="t_director"
        )
