from datetime import date

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from ..tools.periods import period as period_of
from .scorecard_common import YEAR
from .test_scorecard import SignedCase

FOLDER = "stakeholder_relations.report_folder"
SCORECARD = "stakeholder_relations.report_scorecard"
LINES = "stakeholder.scorecard.line"


@tagged("post_install", "-at_install")
class TestScorecardFew(SignedCase):
    """What a single rater said is on no paper for whoever may not read ratings."""

    def setUp(self):
        super().setUp()
        self.rate("service", 77.5)
        self.rate("centre", 91.5, 91.5, 91.5, 91.5, 91.5)
        self.year = self.card("year")

    def _line(self, code, user):
        return self.as_user(self.line(self.year, code), user)

    def _printed(self, report, ids, user):
        own = self.as_user(self.env["ir.actions.report"], user)
        return own._render_qweb_html(report, ids)[0].decode()

    def _folder(self, user):
        folder = self.as_user(self.env["stakeholder.folder"], user).create(
            {
                "partner_ids": [Command.set(self.unit.ids)],
                "date_from": YEAR.first,
                "date_to": YEAR.last,
            }
        )
        return self._printed(FOLDER, folder.ids, user)

    # U4.6-U4.8: scorecard, its print and the folder say the same to the same people
    def test_scorecard_and_folder_agree(self):
        for user, may in (
            *(("worker", False), ("council", False)),
            *(("supervisor", True), ("director", True), ("auditor", True)),
        ):
            with self.subTest(user=user):
                self.env.invalidate_all()
                line = self._line("service_rating", user)
                self.assertEqual("77.5" in line.figure_label, may)
                self.assertEqual(line.is_shown, may)
                self.assertEqual(bool(line.shown_share), may)
                self.assertEqual((line.verdict, line.n), ("missed", 1))
                paper = self._printed(SCORECARD, self.year.ids, user)
                self.assertEqual("77.5" in paper, may)
                self.assertEqual("77.5" in self._folder(user), may)
                # five and more tell of no single one
                line = self._line("centre_rating", user)
                self.assertIn("91.5", line.figure_label)
                self.assertTrue("91.5" in self._folder(user))

    # channel 23: by no other door
    def test_by_no_other_door(self):
        for user in ("worker", "council"):
            line = self._line("service_rating", user)
            for door in (
                lambda one: one.read(["figure"]),
                lambda one: one.web_read({"share": {}}),
                lambda one: one.search([("figure", ">", 70)]),
                lambda one: one.search([], order="share"),
                lambda one: one.formatted_read_group([], ["period"], ["figure:avg"]),
            ):
                with self.assertRaises(AccessError), self.cr.savepoint():
                    door(line)
            form = self.as_user(self.env[LINES], user).get_view(view_type="graph")
            self.assertNotIn("share", form["arch"])
        line = self._line("verification", "worker")
        self.assertEqual(line.figure_label, "0 / 4")

    # U4.6: a supervisor who is rated sees nothing of it either
    def test_whoever_is_rated(self):
        unit = self._unit("Rated", user=self.users["supervisor"])
        self.rate("worker", 66.6, unit=unit)
        card = self.card("year", unit=unit)
        line = self.line(card, "worker_rating")
        self.assertEqual(self.as_user(line, "supervisor").figure_label, "—")
        self.assertIn("66.6", self.as_user(line, "director").figure_label)

    # U4.6, channel 23: nor by another door, in whatever role; others keep theirs
    def test_whoever_is_rated_by_no_other_door(self):
        roles = ("supervisor", "director")
        export = Command.link(self.env.ref("base.group_allow_export").id)
        for user in (*roles, "auditor"):
            self.users[user].group_ids = [export]
        for user, score in zip(roles, (66.6, 55.5), strict=True):
            unit = self._unit(f"Rates {user}", user=self.users[user])
            self.rate("worker", score, unit=unit)
            self.card("year", unit=unit)
        self.env.flush_all()
        lines = self.env[LINES].search([("indicator_id.code", "=", "worker_rating")])
        self.assertEqual(set(lines.mapped("figure")) & {66.6, 55.5}, {66.6, 55.5})
        graph = ["indicator_id", "period"]
        doors = (
            lambda one: one.read(["figure"]),
            lambda one: one.web_read({"share": {}}),
            lambda one: one.search([("figure", ">", 60)]),
            lambda one: one.scorecard_id.search([("line_ids.share", ">", 60)]),
            lambda one: one.search([], order="share"),
            lambda one: one.formatted_read_group([], graph, ["share:avg"]),
            lambda one: one.formatted_read_group([], ["figure"], ["__count"]),
            lambda one: one.export_data(["figure"]),
            lambda one: one.mapped("figure"),
        )
        for user in roles:
            own = self.as_user(lines, user)
            for number, door in enumerate(doors):
                with self.subTest(user=user, door=number):
                    self.env.invalidate_all()
                    with self.assertRaises(AccessError), self.cr.savepoint():
                        door(own)
            self.assertNotIn("share", own.fields_get())
            for kind in ("graph", "pivot", "list"):
                self.assertNotIn('"share"', own.get_view(view_type=kind)["arch"])
        auditor = self.as_user(lines, "auditor")
        self.env.invalidate_all()
        for door in doors:
            door(auditor)
        self.assertIn('"share"', auditor.get_view(view_type="graph")["arch"])

    # U4.10: whoever is rated signs all the same
    def test_whoever_is_rated_signs(self):
        self.rate("worker", 55.5, user=self.users["director"])
        self.signed()

    # U4.10: workbook and group figures say no more
    def test_workbook_and_groups(self):
        windows = self.env["stakeholder.group.evaluation"]
        for user, may in (("council", False), ("director", True)):
            window = self.as_user(windows, user).create(
                {"kind": "year", "day": date(2026, 6, 1), "scope": "worker"}
            )
            window.action_show()
            found = window.line_ids.filtered(
                lambda one: one.indicator_id.code == "service_rating"
            )
            self.assertEqual(found.mapped("has_figure"), [may])
            book = self.as_user(self.env["stakeholder.evaluation.book"], user)
            self.assertTrue(book._write("year", period_of("year", date(2026, 6, 1))))
