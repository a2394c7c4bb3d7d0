from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .common import CANARY, StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintCourse(StakeholderCase):
    def _letter(self, complaint, user, kind, **values):
        letter = (
            self.as_user(self.env["stakeholder.complaint.letter"], user)
            .with_context(default_complaint_id=complaint.id, default_kind=kind)
            .create({})
        )
        if values:
            letter.write(values)
        return letter

    def _tell(self, complaint, user, kind, **values):
        letter = self._letter(complaint, user, kind, **values)
        if kind == "acknowledgement":
            letter.text = letter.text.replace("……", "We speak to the worker.")
        else:
            letter.text = "In plain words."
        letter.action_confirm()

    # C3.6: told what will be done and when the first answer comes
    def test_acknowledgement_says_what_comes_and_when(self):
        complaint = self.assigned()
        letter = self._letter(complaint, "officer", "acknowledgement")
        self.assertIn("2026/12/03", letter.text)
        self.assertIn("0769-12345678", letter.text)
        self.assertIn(complaint.name, letter.text)

    # C3.6 C5.1: by mail from the identity, and no reader learns the address
    def test_mail_to_the_complainant_leaves_from_the_identity(self):
        complaint = self.assigned()
        before = self.env["mail.mail"].search([])
        letter = self._letter(complaint, "officer", "acknowledgement")
        self.assertEqual(letter.channel, "email")
        letter.text = letter.text.replace("……", "We speak to the worker.")
        letter.action_confirm()
        mail = self.env["mail.mail"].search([]) - before
        self.assertEqual(mail.email_to, f"{CANARY}@home.example")
        self.assertEqual(mail.model, "stakeholder.complaint.identity")
        self.assertFalse(letter.exists())
        messages = self.as_user(complaint, "officer").message_ids
        for message in messages:
            self.assertNotIn(CANARY, f"{message.email_from} {message.body}")
        with self.assertRaises(AccessError):
            self.as_user(mail.mail_message_id, "officer").read(["body"])

    def test_without_an_address_it_is_told_another_way(self):
        complaint = self.assigned(complainant_email=False)
        letter = self._letter(complaint, "officer", "acknowledgement")
        self.assertEqual(letter.channel, "phone")
        letter.text = letter.text.replace("……", "We speak to the worker.")
        letter.channel = "email"
        with self.assertRaisesRegex(UserError, "no e-mail address"):
            letter.action_confirm()

    # C3.1: acknowledging stops no clock
    def test_acknowledging_stops_no_clock(self):
        complaint = self.assigned()
        self._tell(complaint, "officer", "acknowledgement")
        self.assertEqual(complaint.state, "acknowledged")
        self.assertFalse(complaint.date_response_done)
        self.assertEqual(complaint.date_due, date(2026, 12, 3))

    # C3.1: all others are answered within the term
    def test_recipient_is_answered(self):
        complaint = self.assigned()
        self._tell(complaint, "officer", "answer")
        self.assertEqual(complaint.date_response_done, date(2026, 11, 24))
        self.assertEqual(complaint.reply, "In plain words.")
        # what is not settled still owes a result
        self.assertEqual(complaint.date_due, complaint.date_result_due)

    # C3.1: units are answered and handled
    def test_unit_is_answered_and_handled(self):
        complaint = self.assigned(party_class="unit")
        self._tell(complaint, "officer", "answer")
        self.assertFalse(complaint.date_response_done)
        self.assertEqual(complaint.date_due, date(2026, 12, 3))
        self.at(self.local(2026, 12, 4))
        self._tell(complaint, "officer", "result")
        self.assertEqual(complaint.date_response_done, date(2026, 12, 4))
        settled = self.assigned(party_class="unit")
        self._tell(settled, "officer", "answer", is_settled=True)
        self.assertEqual(settled.date_response_done, date(2026, 12, 4))

    # C3.4: the person in charge sets the date for the result
    def test_what_is_not_resolved_gets_a_result_date(self):
        complaint = self.assigned()
        self._tell(complaint, "officer", "answer")
        with self.assertRaises(AccessError):
            self._tell(complaint, "officer", "notice")
        self._tell(complaint, "director", "notice", date_result_due=date(2026, 12, 18))
        self.assertEqual(complaint.state, "pending")
        self.assertEqual(complaint.date_result_due, date(2026, 12, 18))
        self.assertEqual(complaint.date_result_first, date(2026, 12, 14))
        self.assertEqual(complaint.date_result_warning, date(2026, 12, 16))
        # a date that was promised stays when the calendar is corrected
        self.env["stakeholder.calendar.day"].create(
            {"date": "2026-12-10", "kind": "holiday", "reason": "typhoon"}
        )
        self.assertEqual(complaint.date_result_due, date(2026, 12, 18))
        self._tell(complaint, "officer", "result")
        self.assertFalse(complaint.date_due)

    # X1: open ones follow the calendar, closed ones never move
    def test_closed_deadlines_never_move(self):
        closed, opened = self.closed(), self.assigned()
        self.env["stakeholder.calendar.day"].create(
            {"date": "2026-11-27", "kind": "holiday", "reason": "typhoon"}
        )
        self.assertEqual(closed.date_response_due, date(2026, 12, 3))
        self.assertEqual(opened.date_response_due, date(2026, 12, 4))
        self.assertEqual(opened.date_response_warning, date(2026, 12, 2))
        moved = opened.trail_ids.sorted("seq")[-1]
        self.assertEqual(moved.event, "deadline_moved")
        self.assertNotIn("deadline_moved", closed.trail_ids.mapped("event"))

    def test_corrected_receipt_counts_again(self):
        complaint = self.assigned()
        self.edit(complaint, "director", received_at=self.local(2026, 11, 20))
        self.assertEqual(complaint.date_received, date(2026, 11, 20))
        self.assertEqual(complaint.date_response_due, date(2026, 12, 1))
        with self.assertRaises(ValidationError):
            self.edit(complaint, "director", received_at=self.local(2026, 12, 1))

    # X1: what is left, in working days
    def test_time_left_is_in_working_days(self):
        complaint = self.assigned()
        for moment, left, urgency in (
            (self.local(2026, 11, 24), 7, "green"),
            (self.local(2026, 11, 28), 4, "green"),
            (self.local(2026, 12, 1), 2, "amber"),
            (self.local(2026, 12, 3, 23, 59), 0, "amber"),
            (self.local(2026, 12, 4, 0, 1), -1, "red"),
        ):
            self.at(moment)
            self.env.invalidate_all()
            self.assertEqual(complaint.remaining_days, left)
            self.assertEqual(complaint.urgency, urgency)

    def test_closing_names_what_is_missing_and_signs(self):
        complaint = self.assigned()
        self._tell(complaint, "officer", "answer")
        own = self.as_user(complaint, "director")
        with self.assertRaisesRegex(UserError, "opinion of the person in charge"):
            own.action_close()
        self.edit(complaint, "director", **self.settled())
        with self.assertRaises(AccessError):
            self.as_user(complaint, "officer").action_close()
        self.as_user(complaint, "director").action_close()
        self.assertEqual(complaint.state, "closed")
        self.assertEqual(complaint.signed_by_id, self.users["director"])
        self.assertEqual(complaint.date_closed, date(2026, 11, 24))
        self.assertFalse(complaint.activity_ids)
        self.assertEqual(complaint.trail_ids.sorted("seq")[-1].event, "closed")

    # C4: what was closed stays as it is
    def test_closed_is_closed_for_everybody(self):
        complaint = self.closed()
        for user in ("director", "officer"):
            with self.assertRaises(UserError):
                self.edit(complaint, user, outcome="rewritten")
        with self.assertRaises(UserError):
            complaint.sudo().write({"statement": "rewritten"})

    # C4: none disappears
    def test_nothing_is_deleted_or_duplicated(self):
        complaint = self.assigned()
        with self.assertRaises(AccessError):
            self.as_user(complaint, "director").unlink()
        with self.assertRaisesRegex(UserError, "never deleted"):
            complaint.sudo().unlink()
        with self.assertRaises(UserError):
            self.as_user(complaint, "director").copy()

    def test_the_course_cannot_be_typed_in(self):
        complaint = self.assigned()
        forged = {
            "state": "closed",
            "date_answered": date(2026, 11, 24),
            "date_response_due": date(2027, 1, 1),
            "name": "TS2026-9999",
            "statement": "He praised us.",
            "handed_over_at": self.local(2026, 11, 1),
            "is_anonymous": True,
            "trail_head": "0" * 64,
        }
        for user in ("officer", "director"):
            for name, value in forged.items():
                with self.assertRaises(AccessError, msg=name):
                    self.as_user(complaint, user).with_context(
                        stakeholder_event="closed"
                    ).write({name: value})
        with self.assertRaises(AccessError):
            self.as_user(self.Complaint, "director").create(self._values())

    # C3.3: whoever handles writes the handling, whoever decides the rest
    def test_handler_does_not_choose_the_team(self):
        complaint = self.assigned()
        self.edit(complaint, "officer", outcome="Called back.", reaction="satisfied")
        for values in (
            {"user_id": self.users["worker"].id},
            {"respondent_ids": [(5, 0, 0)]},
            {"director_opinion": "Fine."},
        ):
            with self.assertRaises(AccessError):
                self.edit(complaint, "officer", **values)

    def test_steps_out_of_order_are_refused_and_named(self):
        complaint = self.assigned()
        with self.assertRaisesRegex(UserError, "this step is for"):
            self._tell(complaint, "officer", "result")
        self._tell(complaint, "officer", "acknowledgement")
        with self.assertRaisesRegex(UserError, "this step is for"):
            self._tell(complaint, "officer", "acknowledgement")

    def test_date_told_lies_between_receipt_and_today(self):
        complaint = self.assigned()
        for day in (date(2026, 11, 23), date(2026, 11, 25)):
            with self.assertRaisesRegex(UserError, "before what it follows"):
                self._tell(complaint, "officer", "answer", date=day)

    # C3.1 U4.5: a mail leaves when it leaves; a result follows what it answers
    def test_no_letter_is_dated_back(self):
        complaint = self.assigned()
        self.at(self.local(2026, 12, 10))
        with self.assertRaisesRegex(UserError, "dated today"):
            self._tell(complaint, "officer", "answer", date=date(2026, 11, 30))
        own = self.as_user(complaint, "officer")
        own._acknowledge(complaint._today(), "We look into it.")
        own._answer(complaint._today(), "Not yet.", False)
        with self.assertRaisesRegex(UserError, "before what it follows"):
            self._tell(
                complaint, "officer", "notice", date=date(2026, 12, 1), channel="phone"
            )

    # C6: no letter with a gap in it
    def test_template_has_to_be_filled_in(self):
        complaint = self.assigned()
        letter = self._letter(complaint, "officer", "answer")
        with self.assertRaisesRegex(UserError, "replace"):
            letter.action_confirm()

    def test_whoever_answers_is_the_handler(self):
        complaint = self.register()
        self._tell(complaint, "director", "answer")
        self.assertEqual(complaint.user_id, self.users["director"])

    def test_form_of_the_handler_and_of_the_decider(self):
        complaint = self.assigned()
        with Form(self.as_user(complaint, "officer")) as form:
            self.assertFalse(form.may_decide)
        with Form(self.as_user(complaint, "director")) as form:
            self.assertTrue(form.may_decide)
        own = self.as_user(complaint, "director")
        [row] = own.web_save({"topic": "Home visit", "edit_version": 3}, {"topic": {}})
        self.assertEqual(row["topic"], "Home visit")
