from odoo.tests import HttpCase, tagged

from .engagement_common import EngagementCase


@tagged("post_install", "-at_install")
class TestEngagementTour(EngagementCase, HttpCase):
    """In a real browser, in Chinese, on the real clock."""

    # P1 P2 P3 P4 P5 P6 P7 P8 U2.1 U2.6 X2
    def test_a_unit_walks_through_the_seven_stages(self):
        self._stop_clock()
        for user in self.users.values():
            user.lang = "zh_CN"
        unit = self.env["res.partner"].create(
            {
                "name": "示范测试小学",
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_source": "party",
            }
        )
        today = self.Engagement._centre_today()
        self.sign(
            unit,
            date_start=today.replace(year=today.year - 1, day=1),
            date_end=today.replace(year=today.year + 1, day=1),
            date_signed=today.replace(year=today.year - 1, day=1),
        )
        self.start_tour("/odoo", "stakeholder_engagement_unit", login="t_officer")
        self.env.invalidate_all()
        cycles = self.Engagement.search([("partner_id", "=", unit.id)], order="id")
        self.assertEqual(cycles.mapped("state"), ["completed", "open"])
        self.assertEqual(cycles[1].previous_id, cycles[0])
        self.assertIn("家长小组", cycles[1].need)
        self.assertEqual(cycles[0].agreement_id.partner_id, unit)
        self.assertEqual(len(cycles[0].move_ids), 7)
        self.assertEqual(cycles[0].follow_up_ids[0].user_id, self.users["officer"])
