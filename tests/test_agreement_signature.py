from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .engagement_common import EngagementCase
from .test_scorecard import SignedCase


@tagged("post_install", "-at_install")
class TestAgreementSignature(SignedCase):
    """A signature is a fact: withdrawn with a reason, not written over (U1.1)."""

    def setUp(self):
        super().setUp()
        Agreement = self.env["stakeholder.agreement"]
        self.agreement = Agreement.search([("partner_id", "=", self.unit.id)])

    def _withdraw(self, agreement=None, user="officer", reason="Of another unit"):
        own = self.as_user(agreement or self.agreement, user)
        own.withdrawn_reason = reason
        own.action_withdraw()

    # U1.1: by no door, not even the superuser's
    def test_what_is_signed_is_not_written_over(self):
        other = self._unit("Other", None)
        centre = self.env["res.company"].create({"name": "Another Centre"})
        doors = (
            {"state": "draft"},
            {"state": "withdrawn", "withdrawn_reason": "x"},
            {"partner_id": other.id},
            {"company_id": centre.id},
        )
        for user in ("officer", "director", None):
            own = self.agreement.sudo()
            if user:
                own = self.as_user(self.agreement, user)
            for vals in doors:
                with self.subTest(user=user, vals=vals):
                    with self.assertRaises(UserError), self.cr.savepoint():
                        own.write(vals)
        self.assertEqual(self.agreement.state, "signed")
        # what a form saves beside it is no move
        own = self.as_user(self.agreement, "officer")
        own.write({"partner_id": self.unit.id, "state": "signed", "note": "Scan"})

    # U1.1: a mistake is mended with its reason, and nothing of it disappears
    def test_a_signature_is_withdrawn_with_a_reason(self):
        other = self._unit("Other", None)
        self.assertEqual(self.unit.stakeholder_status_group, "active")
        with self.assertRaisesRegex(UserError, "why"):
            self._withdraw(reason=" ")
        with self.assertRaises(AccessError):
            self.as_user(self.agreement, "worker").action_withdraw()
        self._withdraw()
        self.assertEqual(self.agreement.state, "withdrawn")
        self.assertEqual(self.unit.stakeholder_status_group, "potential")
        self.env.flush_all()
        self.env.cr.precommit.run()
        told = self.agreement.message_ids.tracking_value_ids
        self.assertIn("Of another unit", told.mapped("new_value_char"))
        for vals in ({"state": "draft"}, {"state": False}):
            with self.assertRaises(UserError), self.cr.savepoint():
                self.as_user(self.agreement, "officer").write(vals)
        with self.assertRaisesRegex(UserError, "stays on file"):
            self.as_user(self.agreement, "officer").unlink()
        own = self.as_user(self.agreement, "officer")
        own.partner_id = other
        own.action_sign()
        self.assertEqual(other.stakeholder_status_group, "active")
        self.assertFalse(self.agreement.withdrawn_reason)

    # U2.6: the right one is entered beside it; then the wrong one is not signed again
    def test_a_withdrawn_one_is_not_in_the_way(self):
        self.agreement.number = "A1"
        vals = {
            "name": self.agreement.name,
            "partner_id": self.unit.id,
            "date_start": self.agreement.date_start,
            "date_end": date(2027, 6, 30),
        }
        agreements = self.as_user(self.env["stakeholder.agreement"], "officer")
        for taken in (vals, {**vals, "name": "Other project", "number": "A1"}):
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                with mute_logger("odoo.sql_db"):
                    agreements.create(taken).flush_recordset()
        self._withdraw()
        right = agreements.create({**vals, "number": "A1"})
        right.action_sign()
        self.env.flush_all()
        self.assertEqual(right.state, "signed")
        self.assertFalse(right.overlap_ids)
        own = self.as_user(self.agreement, "officer")
        with self.assertRaisesRegex(UserError, "withdrawn"):
            own.action_sign()
        # the number alone is taken as well
        own.name = "Other project"
        with self.assertRaisesRegex(UserError, "A1"):
            own.action_sign()
        own.number = "A2"
        own.action_sign()
        self.assertEqual(own.state, "signed")

    # U4.10: what a signed scorecard rests on stays
    def test_what_a_signed_scorecard_rests_on_stays(self):
        card = self.signed()
        with self.assertRaisesRegex(UserError, card.name):
            self._withdraw()
        own = self.as_user(self.agreement, "officer")
        away = (
            {"date_start": date(2026, 7, 1)},
            {"date_ended_early": date(2025, 12, 31), "early_reason": "x"},
        )
        for vals in away:
            with self.assertRaisesRegex(UserError, card.name), self.cr.savepoint():
                own.write(vals)
        own.write({"date_ended_early": date(2026, 3, 31), "early_reason": "Moved"})
        self.env.invalidate_all()
        self.assertEqual(self.agreement.date_last, date(2026, 3, 31))
        # one entered twice takes no day away
        twice = self._agreement(
            self.unit, date(2026, 2, 1), date(2026, 3, 1), name="Twice"
        )
        self._withdraw(twice)
        self.assertEqual(twice.state, "withdrawn")


@tagged("post_install", "-at_install")
class TestAgreementOfCycle(EngagementCase):
    # U2.6: a cycle that was agreed on it keeps it; moved back by a manager it does not
    def test_what_a_cycle_was_agreed_on_stays(self):
        cycle = self.at_stage("execution")
        agreement = self.as_user(cycle.sudo().agreement_id, "officer")
        self.assertEqual(agreement.state, "signed")
        agreement.withdrawn_reason = "Of another unit"
        with self.assertRaisesRegex(UserError, cycle.name):
            agreement.action_withdraw()
        self.as_user(cycle, "supervisor")._go_around("plan", "Signed by mistake")
        agreement.action_withdraw()
        self.assertEqual(agreement.state, "withdrawn")
        self.assertFalse(cycle.sudo()._formal_agreement())

    # U1.1 U2.6: what was said of a signature that counts no more is said anew
    def test_one_signed_again_warns_of_its_end_again(self):
        agreement = self.sign(self.unit, date_end=date(2026, 12, 10))
        self.run_job()
        self.assertEqual(len(agreement.activity_ids), 1)
        own = self.as_user(agreement, "officer")
        own.withdrawn_reason = "Of another unit"
        own.action_withdraw()
        self.run_job()
        self.assertFalse(agreement.activity_ids)
        own.action_sign()
        for _run in range(2):
            self.run_job()
            self.assertEqual(len(agreement.activity_ids), 1)
