from datetime import date

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestPartnerMerge(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.kept = Partner.create({"name": "Bureau", "is_company": True})
        cls.twin = Partner.create(
            {"name": "The Bureau", "is_company": True, "stakeholder_class": "unit"}
        )

    def _merge(self):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.kept | self.twin).ids, self.kept)
        self.env.invalidate_all()

    def _agreement(self, partner, name="Service"):
        return self.env["stakeholder.agreement"].create(
            {
                "name": name,
                "partner_id": partner.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
                "state": "signed",
                "date_signed": date(2026, 1, 1),
            }
        )

    def test_class_agreements_and_status_come_together(self):
        agreement = self._agreement(self.twin)
        self._merge()
        self.assertFalse(self.twin.exists())
        self.assertEqual(agreement.partner_id, self.kept)
        self.assertEqual(self.kept.stakeholder_class, "unit")
        self.assertEqual(self.kept.stakeholder_status, "active")

    def test_colliding_agreements_are_refused_and_nothing_is_lost(self):
        self._agreement(self.twin)
        self._agreement(self.kept)
        with self.assertRaisesRegex(UserError, "same project"):
            self._merge()
        self.assertTrue(self.twin.exists())

    # U2.6: what was entered by mistake is in nobody's way
    def test_a_withdrawn_agreement_does_not_collide(self):
        wrong, right = self._agreement(self.twin), self._agreement(self.kept)
        wrong.withdrawn_reason = "Entered twice"
        wrong.action_withdraw()
        self._merge()
        self.assertEqual((wrong | right).partner_id, self.kept)

    def test_two_recipient_records_are_refused(self):
        for partner in (self.kept, self.twin):
            self.env["stakeholder.recipient"].create({"partner_id": partner.id})
        with self.assertRaisesRegex(UserError, "service recipient"):
            self._merge()

    def test_who_is_shut_out_follows_the_contact_that_remains(self):
        complaint = self.register(respondent_ids=[Command.set(self.twin.ids)])
        self.users["worker"].partner_id = self.kept
        self.assertFalse(complaint.denied_ids)
        self._merge()
        self.assertEqual(complaint.respondent_ids, self.kept)
        self.assertIn(self.users["worker"], complaint.denied_ids)
