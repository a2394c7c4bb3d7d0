from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CANARY, MODULE, StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintNeedToKnow(StakeholderCase):
    """Strictly confidential, anonymous about personnel, deputies, receipts, roles."""

    def _nameless(self, **values):
        nothing = {
            f"complainant_{part}": False for part in ("name", "contact", "email")
        }
        return self.register(**nothing, **values)

    # ------------------------------------------------------------
    # C5.2
    # ------------------------------------------------------------

    # C5.2: anybody on the case sets it, whoever decides lifts it with consent
    def test_strictly_confidential_is_lifted_with_consent_alone(self):
        complaint = self.assigned()
        self.edit(complaint, "officer", is_confidential=True)
        for user in ("officer", "director"):
            with self.assertRaises(AccessError):
                self.edit(complaint, user, is_confidential=False)
            for blank in (0, None):
                with self.assertRaises(AccessError):
                    self.edit(complaint, user, is_confidential=blank)
        with self.assertRaises(UserError):
            self.turn(complaint, "director", "lift")
        with self.assertRaises(AccessError):
            self.turn(complaint, "officer", "lift", words="She agreed.")
        self.turn(complaint, "director", "lift", words="She agreed by telephone.")
        self.assertFalse(complaint.is_confidential)
        self.assertEqual(
            complaint.trail_ids.sorted("seq")[-1].event, "confidentiality_lifted"
        )

    # C5.2: few are on it
    def test_more_than_five_on_a_confidential_case_need_a_reason(self):
        complaint = self.assigned(is_confidential=True)
        team = [
            self._user(f"extra{n}", f"{MODULE}.stakeholder_group_worker").id
            for n in range(5)
        ]
        with self.assertRaises(ValidationError):
            self.edit(complaint, "director", team_ids=[Command.set(team)])
        self.edit(complaint, "director", team_ids=[Command.set(team[:4])])
        self.edit(
            complaint,
            "director",
            team_ids=[Command.set(team)],
            team_reason="Two sites are concerned.",
        )
        self.assertEqual(len(complaint.team_ids), 5)

    # C5.2: its words leave in no register
    def test_register_holds_no_word_of_it(self):
        complaint = self.register(topic=CANARY, is_confidential=True)
        plain = self.register(topic=f"open {CANARY}")
        rows = self.env["stakeholder.register"]._rows(complaint | plain, ["topic"])
        self.assertNotIn(CANARY, rows[0]["topic"])
        self.assertIn(CANARY, rows[1]["topic"])

    # ------------------------------------------------------------
    # C5.3
    # ------------------------------------------------------------

    # C5.3 P21: handed over first, classed by the person in charge alone, sealed
    def test_anonymous_personnel_matter_is_set_aside_and_sealed(self):
        complaint = self._nameless(statement="The promotions were unfair.")
        self.assertEqual(complaint.activity_ids.user_id, self.users["director"])
        self.edit(complaint, "director", user_id=self.users["officer"].id)
        with self.assertRaises(AccessError):
            self.turn(complaint, "officer", "personnel", alleges_harm="no")
        self.turn(complaint, "director", "personnel", alleges_harm="no")
        self.assertEqual(complaint.state, "not_handled")
        self.assertFalse(complaint._running_clocks())
        self.assertFalse(complaint.date_next_notice)
        self.assertFalse(complaint.activity_ids)
        self.assertFalse(self._reads(complaint, "officer"))
        self.assertTrue(self._reads(complaint, "director"))
        seals = self.env["stakeholder.trail.seal"].search(
            [("complaint_id", "=", complaint.id)]
        )
        self.assertTrue(seals)
        receipt = self.env["stakeholder.complaint.receipt"]
        own = self.as_user(receipt, "clerk").search([])
        self.assertEqual(own.state, "not_handled")

    # C5.3: with a name it is handled, and so is harm to a recipient
    def test_named_or_harmful_is_never_set_aside(self):
        named = self.register()
        harmful = self._nameless(alleges_harm=True)
        for complaint in (named, harmful):
            with self.assertRaises(UserError):
                self.turn(complaint, "director", "personnel", alleges_harm="no")
        unclear = self._nameless()
        for answer in ({}, {"alleges_harm": "yes"}):
            with self.assertRaises(UserError):
                self.turn(unclear, "director", "personnel", **answer)
        self.assertEqual(unclear.state, "new")

    # C5.3: about the head, the council classes it
    def test_about_the_head_the_council_classes_it(self):
        complaint = self._nameless(
            respondent_ids=[Command.set(self.partner("director").ids)]
        )
        with self.assertRaises(AccessError):
            self.turn(complaint, "director", "personnel", alleges_harm="no")
        self.turn(complaint, "council", "personnel", alleges_harm="no")
        self.assertEqual(complaint.state, "not_handled")
        self.assertTrue(self._reads(complaint, "council"))

    # C5.3: with a name given later it opens and the clocks start
    def test_a_name_given_later_opens_it(self):
        complaint = self._nameless()
        self.turn(complaint, "director", "personnel", alleges_harm="no")
        self.at(self.local(2026, 12, 1))
        with self.assertRaises(UserError):
            self.edit(complaint, "director", topic="still shut")
        self.turn(
            complaint,
            "director",
            "named",
            complainant_name=f"Liu {CANARY}",
            complainant_contact="liu@home.example",
        )
        self.assertEqual(complaint.state, "new")
        self.assertFalse(complaint.is_anonymous)
        self.assertEqual(complaint.date_response_due, date(2026, 12, 10))
        self.assertEqual(complaint.identity_ids.email, "liu@home.example")
        self.assertFalse(complaint.is_handover_late)
        self.assertEqual(complaint.activity_ids.user_id, self.users["director"])
        self.assertNotIn(CANARY, str(complaint.trail_ids.mapped("data")))

    # ------------------------------------------------------------
    # RECEIPTS
    # ------------------------------------------------------------

    # C3.2: whoever handed it in may add, and sees no more than before
    def test_an_addendum_reaches_the_handler(self):
        complaint = self.assigned()
        receipt = self.env["stakeholder.complaint.receipt"].search(
            [("complaint_id", "=", complaint.id)]
        )
        window = self.as_user(self.env["stakeholder.complaint.addendum"], "clerk")
        window.create(
            {"receipt_id": receipt.id, "text": f"She called again {CANARY}"}
        ).action_hand_over()
        self.assertIn(CANARY, self.as_user(receipt, "clerk").own_addendum)
        self.assertIn(
            CANARY, str(self.as_user(complaint, "officer").message_ids[0].body)
        )
        self.assertIn(self.users["officer"], complaint.activity_ids.user_id)
        self.assertEqual(complaint.trail_ids.sorted("seq")[-1].event, "addendum")
        self.assertFalse(
            self.as_user(self.env["mail.message"], "clerk").search(
                [("body", "ilike", CANARY)]
            )
        )
        with self.assertRaises(AccessError):
            self.as_user(receipt, "worker")._add("me too")
        closed = self.closed()
        receipt = receipt.search([("complaint_id", "=", closed.id)])
        with self.assertRaisesRegex(UserError, "is closed"):
            self.as_user(receipt, "clerk")._add("too late")

    # C5.1: number and state for whoever is responsible for the place, and heads
    def test_the_place_and_the_heads_see_number_and_state_of_plain_ones(self):
        head = self.employee("supervisor")
        self.employee("officer", manager=head)
        place = self.env["res.partner"].create(
            {"name": "School", "stakeholder_user_id": self.users["worker"].id}
        )
        plain = self.assigned(place_id=place.id)
        secret = self.assigned(place_id=place.id, is_confidential=True)
        named = self.assigned(
            place_id=place.id,
            respondent_ids=[Command.set(self.partner("worker").ids)],
        )
        Receipt = self.env["stakeholder.complaint.receipt"]
        for user, expected in (
            ("worker", plain),
            ("supervisor", plain | named),
            ("clerk", plain | secret | named),
            ("auditor", self.Complaint),
        ):
            seen = self.as_user(Receipt, user).search([]).sudo().complaint_id
            self.assertEqual(seen, expected, user)

    # P1 channel 8: the count on the unit's form is the reader's own
    def test_the_count_on_a_unit_is_by_the_reader_s_rules(self):
        place = self.env["res.partner"].create({"name": "School"})
        self.assigned(place_id=place.id)
        self.register(place_id=place.id)
        for user, count in (("director", 2), ("officer", 1), ("worker", 0)):
            own = self.as_user(place, user)
            self.assertEqual(own.stakeholder_complaint_count, count, user)
        with self.assertRaises(AccessError):
            self.as_user(place, "clerk").read(["stakeholder_complaint_count"])

    # C6: words a complainant may not know
    def test_jargon_in_a_letter_is_shown(self):
        self.env.ref(f"{MODULE}.stakeholder_option_jargon_case").write(
            {"name": "介入", "note": "帮助"}
        )
        complaint = self.assigned()
        letter = (
            self.as_user(self.env["stakeholder.complaint.letter"], "officer")
            .with_context(default_complaint_id=complaint.id, default_kind="answer")
            .create({"text": "我们已经介入。"})
        )
        self.assertIn("<mark>介入</mark>", letter.jargon)
        letter.text = "我们会帮忙。"
        self.assertFalse(letter.jargon)

    # C3.6: the acknowledgement cannot go without when the first answer comes
    def test_acknowledgement_without_a_date_does_not_go(self):
        complaint = self.assigned()
        letter = (
            self.as_user(self.env["stakeholder.complaint.letter"], "officer")
            .with_context(
                default_complaint_id=complaint.id, default_kind="acknowledgement"
            )
            .create({})
        )
        with self.assertRaisesRegex(UserError, "replace"):
            letter.action_confirm()
        letter.text = "We look into it soon."
        with self.assertRaisesRegex(UserError, "when the first answer comes"):
            letter.action_confirm()
        self.assertEqual(complaint.state, "new")
