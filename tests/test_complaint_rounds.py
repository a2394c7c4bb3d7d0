from datetime import date, timedelta

from lxml import etree

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CANARY, StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintRounds(StakeholderCase):
    """Not content, reopened, continued, merged, and what was learned."""

    def _again(self, complaint, user="officer", **values):
        self.turn(complaint, user, "dissatisfied", **{"words": "Not so.", **values})

    # C3.4: not content with the answer, the next round with the second date
    def test_not_satisfied_begins_a_round_with_a_date(self):
        complaint = self.answered(party_class="unit")
        self.assertEqual(complaint.response_outcome, "met")
        self._again(complaint, words="Nobody called.")
        self.assertEqual(complaint.state, "pending")
        self.assertEqual(complaint.round_number, 2)
        self.assertEqual(complaint.date_due, date(2026, 12, 3))
        # the claim to have handled it is void: the unit's clock runs again
        self.assertFalse(complaint.response_outcome)
        [kept] = complaint.round_ids
        self.assertEqual(
            (kept.number, kept.reason, kept.words),
            (1, "dissatisfied", "Nobody called."),
        )
        # it stands on the form, which is Chinese whoever writes
        self.assertIn("不满意：Nobody called.", complaint.outcome)
        # whoever decides is asked to tell how it goes on
        [task] = complaint.activity_ids
        self.assertEqual(task.user_id, self.users["director"])
        self.assertIn("how it goes on", task.summary)

    # C3.4
    def test_not_satisfied_is_not_closed_over(self):
        complaint = self.answered()
        with self.assertRaisesRegex(UserError, "Not Satisfied"):
            self.edit(complaint, "officer", reaction="dissatisfied")
        self._again(complaint)
        own = self.as_user(complaint, "director")
        own._give_notice(complaint._today(), "We go there.", date(2026, 12, 14))
        own._report_result(complaint._today(), "We were there.")
        self.edit(complaint, "director", **self.settled(reaction="dissatisfied"))
        self.as_user(complaint, "director").action_close()
        self.assertEqual(complaint.state, "closed")

    # C3.4: what was promised is told before anybody signs
    def test_a_promised_result_is_reported_before_closing(self):
        complaint = self.answered()
        self._again(complaint)
        own = self.as_user(complaint, "director")
        own._give_notice(complaint._today(), "We go there.", date(2026, 12, 14))
        self.edit(complaint, "director", **self.settled(reaction="dissatisfied"))
        with self.assertRaisesRegex(UserError, "waits for the result.*notice board"):
            self.as_user(complaint, "director").action_close()
        self.assertEqual(complaint.state, "pending")
        self.assertFalse(complaint.result_outcome)
        form = self.env["stakeholder.complaint"].get_views([(False, "form")])
        arch = etree.fromstring(form["views"]["form"]["arch"])
        for button in arch.iterfind(".//button[@name='action_close']"):
            self.assertIn("state != 'answered'", button.get("invisible"))
        self._on_the_board(complaint)
        self.as_user(complaint, "director").action_close()
        self.assertEqual(complaint.state, "closed")
        self.assertEqual(complaint.told_ids.mapped("kind"), ["notice", "result"])

    def _on_the_board(self, complaint):
        """Nobody could be reached: the result hangs on the notice board."""
        letter = self.as_user(self.env["stakeholder.complaint.letter"], "director")
        letter.with_context(
            default_complaint_id=complaint.id, default_kind="result"
        ).create({"text": "We were there.", "channel": "notice"}).action_confirm()

    # C3.4: each clock's outcome is kept, late by n working days
    def test_each_clock_keeps_its_outcome(self):
        complaint = self.assigned()
        self.at(self.local(2026, 12, 7))  # the second working day late
        self.as_user(complaint, "officer")._answer(date(2026, 12, 7), "Sorry.", False)
        self.assertEqual(complaint.response_outcome, "late")
        self.assertEqual(complaint.response_late_days, 2)
        self.at(self.local(2026, 12, 14))
        self.as_user(complaint, "officer")._report_result(date(2026, 12, 14), "Done.")
        self.assertEqual(complaint.result_outcome, "met")
        self.assertEqual(complaint.result_late_days, 0)

    # C3.4: the date may be moved, the first one is judged
    def test_a_moved_result_date_is_judged_by_the_first(self):
        complaint = self.answered()
        own = self.as_user(complaint, "director")
        own._give_notice(complaint._today(), "It takes longer.", date(2026, 12, 18))
        self.at(self.local(2026, 12, 16))
        self.as_user(complaint, "officer")._report_result(date(2026, 12, 16), "Done.")
        self.assertEqual(complaint.result_outcome, "late")
        self.assertEqual(complaint.result_late_days, 2)

    # C3.1 C3.2 C3.4: three bars
    def test_three_bars_say_how_much_is_left(self):
        complaint = self.assigned()
        self.at(self.local(2026, 12, 2))
        [handover, answer, result] = self.as_user(complaint, "officer").clock_bars
        self.assertEqual(handover["state"], "met")
        self.assertEqual((answer["used"], answer["total"]), (6, 7))
        self.assertEqual(answer["state"], "amber")
        self.assertEqual(answer["words"], "1 working days left")
        self.assertEqual(result["state"], "green")
        late = self.register(received_at=self.local(2026, 12, 1))
        self.assertEqual(late.clock_bars[0]["state"], "late")
        self.assertEqual(late.handover_hours, 24)

    # reopening within the period is a round; the answer is not judged anew
    def test_reopened_until_the_last_day_of_the_period(self):
        complaint = self.closed(party_class="unit")
        with self.assertRaises(AccessError):
            self.turn(complaint, "officer", "reopened", words="It is not over.")
        self.at(self.local(2026, 12, 24, 23, 30))  # 30 days after
        self.turn(complaint, "director", "reopened", words="It is not over.")
        self.assertEqual(complaint.state, "pending")
        self.assertEqual(complaint.response_outcome, "met")
        self.assertFalse(complaint.signed_by_id)
        # 14 working days from Thursday 24 December, new year's days apart
        self.assertGreater(complaint.date_result_due, date(2027, 1, 8))
        self.assertEqual(complaint.round_ids.signed_by_id, self.users["director"])
        self.assertEqual(complaint.round_ids.date_closed, date(2026, 11, 24))
        self.assertEqual(list(complaint._running_clocks()), ["result"])

    # C5.2 C5.4: what goes on is as secret, and as grave, as what it continues
    def test_too_late_to_reopen_a_new_one_continues_it(self):
        complaint = self.closed(
            is_confidential=True,
            alleges_harm=True,
            respondent_ids=[Command.set(self.partner("worker").ids)],
            withheld_ids=[Command.set(self.partner("supervisor").ids)],
        )
        self.at(self.local(2026, 12, 25, 0, 30))
        with self.assertRaisesRegex(UserError, "could be reopened until"):
            self.turn(complaint, "director", "reopened", words="It is not over.")
        action = self.as_user(complaint, "director").action_continue()
        self.assertEqual(action["context"]["default_origin_id"], complaint.id)
        intake = (
            self.as_user(self.env["stakeholder.complaint.intake"], "director")
            .with_context(**action["context"])
            .create({"way_in_id": self.way_in.id, "statement": "Again."})
        )
        receipt = self.env["stakeholder.complaint.receipt"].browse(
            intake.action_hand_over()["res_id"]
        )
        new = receipt.sudo().complaint_id
        self.assertEqual(new.origin_id, complaint)
        self.assertEqual(complaint.continuation_ids, new)
        self.assertTrue(new.is_confidential and new.alleges_harm)
        self.assertEqual(new.respondent_ids, self.partner("worker"))
        self.assertEqual(new.withheld_ids, self.partner("supervisor"))

    # a clerk cannot probe for cases by "continues"
    def test_nobody_continues_what_they_may_not_read(self):
        complaint = self.closed()
        intake = self.as_user(self.env["stakeholder.complaint.intake"], "clerk")
        values = {
            "way_in_id": self.way_in.id,
            "party_class": "unit",
            "statement": "Again.",
            "origin_id": complaint.id,
        }
        with self.assertRaises(AccessError):
            intake.create(values)

    # merged: nothing lost, the earlier receipt counts, who is shut out stays so
    def test_a_duplicate_is_merged(self):
        main = self.assigned()
        double = self.register(
            received_at=self.now - timedelta(days=4),
            statement=f"Second time {CANARY}",
            withheld_ids=[Command.set(self.partner("worker").ids)],
            is_confidential=True,
        )
        with self.assertRaises(AccessError):
            self.turn(double, "officer", "merge", main_id=main.id)
        self.turn(double, "director", "merge", main_id=main.id)
        self.assertEqual(double.state, "merged")
        self.assertEqual(double.merged_into_id, main)
        self.assertFalse(double._running_clocks())
        self.assertEqual(main.date_received, date(2026, 11, 20))
        self.assertEqual(main.date_response_due, date(2026, 12, 1))
        self.assertIn(self.users["worker"], main.denied_ids)
        self.assertTrue(main.is_confidential)
        self.assertIn(CANARY, double.statement)
        with self.assertRaises(UserError):
            self.turn(main, "director", "merge", main_id=double.id)

    # C3.3 C4: an investigation is on record, step by step
    def test_steps_of_the_investigation_stay(self):
        complaint = self.assigned()
        Step = self.as_user(self.env["stakeholder.complaint.step"], "officer")
        step = Step.create(
            {
                "complaint_id": complaint.id,
                "note": f"Asked the worker {CANARY}",
                "user_id": self.users["clerk"].id,
            }
        )
        self.assertEqual(step.user_id, self.users["officer"])
        self.assertEqual(complaint.trail_ids.sorted("seq")[-1].event, "investigated")
        with self.assertRaises(UserError):
            step.note = "Asked nobody."
        with self.assertRaises(UserError):
            step.sudo().note = "Asked nobody."
        for outsider in ("worker", "clerk", "council", "auditor"):
            with self.assertRaises(AccessError):
                self.as_user(step, outsider).read(["note"])
        with self.assertRaises(AccessError):
            self.as_user(Step.browse(), "worker").create(
                {"complaint_id": complaint.id, "note": "I was not there."}
            )
        with self.assertRaisesRegex(UserError, "between the receipt"):
            self.as_user(Step.browse(), "officer").create(
                {"complaint_id": complaint.id, "note": "x", "date": "2026-11-25"}
            )

    # C3.5: founded or not, a closed one says what was learned
    def test_closing_asks_for_finding_cause_and_lesson(self):
        complaint = self.answered()
        for missing, words in (
            ("finding", "the finding"),
            ("cause_id", "the cause"),
            ("lesson", "what was learned"),
        ):
            self.edit(complaint, "director", **self.settled(**{missing: False}))
            with self.assertRaisesRegex(UserError, words):
                self.as_user(complaint, "director").action_close()
        unfounded = self.settled(finding="unfounded", cause_id=False)
        self.edit(complaint, "director", **unfounded)
        self.as_user(complaint, "director").action_close()
        praise = self.answered(nature="satisfied", form_type="suggestion")
        opinion = {"director_opinion": "Thank you.", "reaction": "satisfied"}
        self.edit(praise, "director", **opinion)
        self.as_user(praise, "director").action_close()
        self.assertEqual(praise.state, "closed")

    # C3.5: so that the same does not happen again
    def test_the_same_cause_at_the_same_place_shows(self):
        place = self.env["res.partner"].create({"name": "School"})
        first = self.closed(place_id=place.id)
        action = self.as_user(self.env["stakeholder.action"], "director").create(
            {
                "name": "Confirm visits",
                "complaint_id": first.id,
                "user_id": self.users["officer"].id,
                "date_due": date(2026, 11, 30),
            }
        )
        action = self.as_user(action, "officer")
        action.result = "Confirmed."
        self.at(self.local(2026, 11, 30))
        action.action_done()
        cause = first.cause_id.id
        for moment, expected in (
            (self.local(2026, 12, 1), first),
            (self.local(2027, 11, 30), first),
            (self.local(2027, 12, 1), self.Complaint),
        ):
            self.at(moment)
            again = self.register(place_id=place.id, cause_id=cause)
            self.assertEqual(again.recurrence_of_id, expected, moment)
        other = self.env["res.partner"].create({"name": "Hospital"})
        self.at(self.local(2026, 12, 1))
        elsewhere = self.register(place_id=other.id, cause_id=cause)
        self.assertFalse(elsewhere.recurrence_of_id)

    # P13: nothing is overwritten in silence
    def test_the_second_to_save_is_told_what_the_first_changed(self):
        complaint = self.assigned()
        seen = self.as_user(complaint, "officer").edit_version
        self.edit(complaint, "officer", outcome="Called at ten.")
        director = self.as_user(complaint, "director")
        with self.assertRaisesRegex(UserError, "t_officer.*Result or Other Matters"):
            director.write({"topic": "Visit", "edit_version": seen})
        with self.assertRaisesRegex(UserError, "which version"):
            director.write({"topic": "Visit"})
        # what changes nothing is in nobody's way
        seen = self.as_user(complaint, "director").edit_version
        self.as_user(complaint, "officer")._log_opening("to call back")
        self.as_user(complaint, "director").write(
            {"topic": "Visit", "edit_version": seen}
        )
        self.assertEqual(complaint.topic, "Visit")
