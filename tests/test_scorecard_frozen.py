from datetime import date

from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import MODULE
from .test_scorecard import ALL, SignedCase


@tagged("post_install", "-at_install")
class TestScorecardFrozen(SignedCase):
    """What was signed stays, by every door; a trace that was manipulated shows."""

    def setUp(self):
        super().setUp()
        self.frozen = self.signed()
        self.says = self._all_of(self.frozen)

    def _all_of(self, card):
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT to_jsonb(c) FROM stakeholder_scorecard c WHERE id = %s", [card.id]
        )
        rows = self.env.cr.fetchall()
        self.env.cr.execute(
            "SELECT to_jsonb(l) FROM stakeholder_scorecard_line l"
            " WHERE scorecard_id = %s ORDER BY id",
            [card.id],
        )
        return rows + self.env.cr.fetchall()

    def _still(self):
        self.assertEqual(self._all_of(self.frozen), self.says)
        self.assertFalse(self.frozen.alarm)

    # by hand, by the superuser, by import, by the lines, by deleting
    def test_frozen_by_every_door(self):
        card, line = self.frozen, self.frozen.line_ids[0]
        version = card.edit_version
        doors = {
            "comment": lambda one: one.write(
                {"comment": "Later", "edit_version": version}
            ),
            "state": lambda one: one.write({"state": "draft"}),
            "score": lambda one: one.write({"score": 100}),
            "lines": lambda one: one.write({"line_ids": [(1, line.id, {"figure": 1})]}),
            "no lines": lambda one: one.write({"line_ids": [(5,)]}),
            "line": lambda one: one.line_ids.write({"verdict": "missed"}),
            "line gone": lambda one: one.line_ids.unlink(),
            "gone": lambda one: one.unlink(),
            "measured": lambda one: one.action_measure(),
            "signed again": lambda one: one.action_sign(),
            "copied": lambda one: one.copy(),
            "unit": lambda one: one.write({"partner_id": self._unit("Other").id}),
        }
        for user in ("director", "admin", "worker", "superuser"):
            for what, door in doors.items():
                with self.subTest(user=user, door=what):
                    one = (
                        card.sudo() if user == "superuser" else self.as_user(card, user)
                    )
                    with (
                        self.assertRaises(UserError),
                        self.env.cr.savepoint(),
                    ):
                        door(one)
                    self.env.invalidate_all()
                    self._still()

    def test_frozen_against_import(self):
        row = [[f"__export__.{self.frozen.id}", "Later"]]
        self.env["ir.model.data"].create(
            {
                "module": "__export__",
                "name": str(self.frozen.id),
                "model": "stakeholder.scorecard",
                "res_id": self.frozen.id,
            }
        )
        for cards in (self.Scorecard, self.as_user(self.Scorecard, "director")):
            result = cards.load(["id", "comment"], row)
            self.assertFalse(result["ids"])
            self._still()

    def test_no_line_is_added(self):
        values = {
            "scorecard_id": self.frozen.id,
            "indicator_id": self.env.ref(
                f"{MODULE}.stakeholder_indicator_recognition"
            ).id,
            "verdict": "met",
        }
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.env["stakeholder.scorecard.line"].create(values)
        self._still()

    # X7: what it was judged by stays; new terms are a row of their own
    def test_terms_of_signed_ones_stay(self):
        indicator = self.env.ref(f"{MODULE}.stakeholder_indicator_onsite_contact")
        own = self.as_user(indicator, "admin")
        for vals in ({"threshold": 9}, {"name": "Other"}, {"weight": 0}):
            with self.assertRaisesRegex(UserError, "keeps its terms"):
                own.write(vals)
        with self.assertRaisesRegex(UserError, "switch it off"):
            own.unlink()
        new = self.Indicator.browse(own.action_revise()["res_id"])
        self.as_user(new, "admin").threshold = 2
        self._still()

    # merging contacts works by SQL and asks no record
    def test_frozen_against_merging(self):
        other = self._unit("Other", None)
        merge = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "signed scorecard"):
            merge._merge((self.unit | other).ids, other, extra_checks=False)
        self._still()
        merge._merge((self.unit | other).ids, self.unit, extra_checks=False)
        self.env.invalidate_all()
        self.assertTrue(self.frozen.exists())
        self.assertEqual(self.frozen.partner_id, self.unit)

    def test_two_drafts_of_one_period_do_not_become_one(self):
        one, other = self._unit("One", None), self._unit("Two", None)
        self.card(unit=one | other)
        merge = self.env["base.partner.merge.automatic.wizard"]
        with self.assertRaisesRegex(UserError, "scorecard of the same period"):
            merge._merge((one | other).ids, one, extra_checks=False)

    # whoever reads follows the unit; the scorecard stays as it was
    def test_readers_follow_and_nothing_else(self):
        self.unit.stakeholder_user_id = self.users["officer"]
        self.assertEqual(self.frozen.party_user_id, self.users["officer"])
        self.assertEqual(self.frozen.user_id, self.users["worker"])
        self.assertFalse(self.frozen.alarm)

    # ------------------------------------------------------------
    # MANIPULATED TRACES
    # ------------------------------------------------------------

    def _alarmed(self, code, word):
        self.env.flush_all()
        self.env.invalidate_all()
        own = self.as_user(self.frozen, "auditor")
        self.assertIn(word, self.line(own, code).changed)
        self.assertIn(word, own.alarm)

    def test_a_changed_trace_shows(self):
        talk = self.env["stakeholder.communication"].search(
            [("partner_id", "=", self.unit.id), ("our_tiers", "=", 16)], limit=1
        )
        talk.sudo().write({"summary": "Rewritten"})
        self._alarmed("onsite_contact", "1 changed")
        self.assertFalse(self.line(self.frozen, "verification").changed)

    # each kind of trace: a word or a number of any of them, past the ORM
    def test_every_kind_of_trace_is_watched(self):
        unit = self._unit("Watched")
        self.good(unit)
        self.report(7, 7, unit=unit)
        self.praise(8, 8, unit=unit)
        for kind in ("worker", "service", "centre"):
            self.rate(kind, 90, 88, unit=unit)
        self.opinions(5, unit=unit)
        self.opinions(5, month=9, unit=unit)
        self.policy.evaluation_needs_action = False
        card = self.card("year", date(2026, 12, 31), unit)
        self.as_user(card, "director").action_sign()
        of = f"partner_id = {unit.id}"
        talks = "stakeholder_communication SET"
        for code, query in {
            "verification": f"stakeholder_verification SET user_id = 1 WHERE {of}",
            "onsite_contact": f"{talks} summary = 'x' WHERE {of}",
            "management_contact": f"{talks} their_levels = 1 WHERE {of}",
            "work_report": f"{talks} work_summary = 'x' WHERE {of}",
            "worker_rating": f"stakeholder_rating SET score = 99 WHERE {of}",
            "service_rating": "stakeholder_rating SET answers = '[]'"
            f" WHERE {of} AND kind = 'service'",
            "centre_rating": f"stakeholder_rating SET source = 'link' WHERE {of}",
            "recognition": f"stakeholder_recognition SET name = 'x' WHERE {of}",
            "complaint_time": "stakeholder_complaint SET date_response_done ="
            f" date_response_done + 1 WHERE place_id = {unit.id}",
        }.items():
            with self.subTest(code):
                self.assertFalse(card.alarm)
                savepoint = self.env.cr.savepoint()
                self.env.cr.execute(f"UPDATE {query}")
                self.env.invalidate_all()
                self.assertTrue(self.line(card, code).changed)
                self.assertTrue(card.alarm)
                savepoint.close(rollback=True)
                self.env.invalidate_all()

    def test_a_removed_trace_shows(self):
        self.env.cr.execute(
            "DELETE FROM stakeholder_verification WHERE partner_id = %s AND date = %s",
            [self.unit.id, "2026-02-03"],
        )
        self._alarmed("verification", "1 removed")

    def test_an_added_trace_shows(self):
        self.met(*ALL[:2])
        self._alarmed("onsite_contact", "2 added")

    def test_a_trace_that_no_longer_counts_shows(self):
        talk = self.env["stakeholder.communication"].search(
            [("partner_id", "=", self.unit.id), ("our_tiers", "=", 16)], limit=1
        )
        talk.sudo().write({"state": "draft"})
        self._alarmed("onsite_contact", "1 removed")

    def test_additions_to_a_filed_one_are_no_manipulation(self):
        talk = self.env["stakeholder.communication"].search(
            [("partner_id", "=", self.unit.id)], limit=1
        )
        talk._add("The clerk called back.")
        self.env.invalidate_all()
        self._still()

    # the scorecard itself, past the ORM
    def test_a_manipulated_scorecard_shows(self):
        for query in (
            "UPDATE stakeholder_scorecard SET score = 100, comment = 'x'",
            "UPDATE stakeholder_scorecard_line SET figure = figure + 1",
            "UPDATE stakeholder_scorecard_line SET traces = NULL",
            "UPDATE stakeholder_scorecard SET signed_by_id = 1",
            "DELETE FROM stakeholder_scorecard_line WHERE verdict = 'no_data'",
        ):
            with self.subTest(query):
                savepoint = self.env.cr.savepoint()
                self.env.cr.execute(query)
                self.env.invalidate_all()
                self.assertIn("not what was signed", self.frozen.alarm)
                savepoint.close(rollback=True)
                self.env.invalidate_all()
                self._still()

    # of opinions no number is told
    def test_changed_opinions_tell_no_number(self):
        other = self._unit("Other")
        found = self.opinions(6, unit=other)
        self.policy.evaluation_needs_action = False
        card = self.card(unit=other)
        self.as_user(card, "director").action_sign()
        found[0].sudo()._write_technical({"date_answered": False})
        self.env.flush_all()
        self.env.invalidate_all()
        line = self.line(card, "complaint_time")
        self.assertEqual(line.changed, "no longer what was counted")
