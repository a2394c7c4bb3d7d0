from odoo.exceptions import UserError
from odoo.tests import tagged

from .engagement_common import EngagementCase, date


@tagged("post_install", "-at_install")
class TestEngagementParty(EngagementCase):
    """A party that is archived or merged in mid-cycle."""

    def test_a_unit_in_mid_cycle_is_not_archived(self):
        engagement = self.opened("unit")
        for call in (
            self.unit.action_archive,
            lambda: self.unit.write({"active": False}),
        ):
            with self.assertRaisesRegex(UserError, engagement.name):
                call()
        self.assertTrue(self.unit.active)

    # X6: a refusal would say that somebody is a recipient
    def test_a_recipient_s_contact_is_and_the_team_is_told(self):
        engagement = self.opened("recipient")
        self.as_user(self.person, "officer").action_archive()
        own = self.as_user(engagement, "worker")
        self.assertTrue(own.is_partner_archived)
        self.fill(own, "contact")
        own.action_next()
        self.assertEqual(own.stage, "assessment")

    def test_merged_in_mid_cycle_the_cycle_goes_on(self):
        engagement = self.at_stage("plan")
        twin = self.env["res.partner"].create(
            {"name": "The Bureau", "is_company": True}
        )
        self._merge(self.unit | twin, twin)
        self.assertEqual(engagement.partner_id, twin)
        own = self.as_user(engagement, "worker")
        self.fill(own, "plan")
        own.action_next()
        self.assertEqual(own.stage, "execution")
        self.assertEqual(self.as_user(twin, "worker").stakeholder_engagement_ids, own)

    def test_two_classes_are_not_one(self):
        self.opened("unit")
        self.opened("external")
        with self.assertRaisesRegex(UserError, "different classes"):
            self._merge(self.unit | self.sponsor, self.unit)

    def _merge(self, partners, kept):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge(partners.ids, kept)
        self.env.invalidate_all()

    # U5.1 O4: an agreement that ends without a next one
    def test_an_agreement_that_ends_asks_for_the_type(self):
        agreement = self.sign(self.unit, date_end=date(2026, 11, 30))
        agreement.user_id = self.users["officer"]
        self.at(self.local(2026, 12, 1))
        self.run_job()
        self.run_job()
        task = agreement.activity_ids
        self.assertEqual(task.user_id, self.users["officer"])
        self.assertIn("of what type is the end", task.summary)
        self.at(self.local(2026, 12, 9))
        self.run_job()
        self.assertEqual(agreement.activity_ids.user_id, self.users["director"])
        types = self.env["stakeholder.option"].search(
            [("kind", "=", "closure_type"), ("party_class", "=", "unit")]
        )
        self.assertEqual(len(types), 3)
        own = self.as_user(agreement, "officer")
        own.closure_type_id = types[0]
        self.assertFalse(agreement.sudo().activity_ids)
        self.at(self.local(2027, 1, 10))
        self.run_job()
        self.assertFalse(agreement.activity_ids)

    # U5.1
    def test_one_that_is_continued_asks_nothing(self):
        agreement = self.sign(self.unit, date_end=date(2026, 11, 30))
        self.sign(
            self.unit,
            name="Next",
            date_start=date(2026, 12, 1),
            date_end=date(2027, 11, 30),
        )
        self.at(self.local(2026, 12, 9))
        self.run_job()
        self.assertNotIn("type", agreement.activity_ids.summary or "")
        self.assertTrue(agreement.has_next)
