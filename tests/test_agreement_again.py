from datetime import datetime

from odoo.tests import tagged

from .engagement_common import EngagementCase, date


@tagged("post_install", "-at_install")
class TestAgreementAgain(EngagementCase):
    """An end that comes after all is told and asked about, once more (U5.1)."""

    def _told(self, agreement, *day):
        self.at(datetime(*day, 2))
        self.env.flush_all()
        self.env.invalidate_all()
        self.run_job()
        return agreement.activity_ids.activity_type_id

    # U5.1
    def test_the_end_is_told_again_when_what_followed_goes(self):
        self.at(datetime(2026, 10, 1, 2))
        first = self.sign(
            self.unit,
            name="Service",
            date_signed=date(2026, 1, 1),
            date_start=date(2026, 1, 1),
            date_end=date(2026, 12, 20),
        )
        self.assertTrue(self._told(first, 2026, 11, 1))
        renewed = self.sign(
            self.unit,
            name="Service",
            date_start=date(2026, 12, 10),
            date_end=date(2028, 1, 1),
        )
        self.assertFalse(self._told(first, 2026, 11, 2))
        renewed.withdrawn_reason = "By mistake"
        renewed.action_withdraw()
        self.assertTrue(self._told(first, 2026, 12, 20))
        self.assertTrue(self._told(first, 2027, 1, 5))

    # U5.1
    def test_what_runs_longer_has_not_ended_so(self):
        agreement = self.sign(
            self.unit,
            date_signed=date(2026, 1, 1),
            date_start=date(2026, 1, 1),
            date_end=date(2026, 11, 20),
        )
        agreement.closure_type_id = self.env["stakeholder.option"].search(
            [("kind", "=", "closure_type"), ("party_class", "=", "unit")], limit=1
        )
        agreement.date_end = date(2026, 11, 19)
        self.assertTrue(agreement.closure_type_id)
        agreement.date_end = date(2026, 12, 20)
        self.assertFalse(agreement.closure_type_id)
        closure = self.env.ref("stakeholder_relations.mail_activity_type_closure")
        self.assertNotIn(closure, self._told(agreement, 2026, 12, 20))
        self.assertIn(closure, self._told(agreement, 2026, 12, 21))
