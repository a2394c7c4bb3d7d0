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

    # P5 P7 S1 S5.1 S10 X2 X6
    def test_a_recipient_walks_to_a_second_cycle(self):
        self._stop_clock()
        self.users["worker"].lang = "zh_CN"
        person = self.env["res.partner"].create({"name": "示范测试小林"})
        self.recipient.copy({"partner_id": person.id, "source": "self"})
        self.start_tour("/odoo", "stakeholder_engagement_recipient", login="t_worker")
        self._check_walked(person, "亲子关系")

    # O2 P5 P7 X2
    def test_a_sponsor_walks_to_a_second_cycle(self):
        self._stop_clock()
        self.users["worker"].lang = "zh_CN"
        sponsor = self.env["res.partner"].create(
            {
                "name": "示范测试书店",
                "stakeholder_class": "external",
                "stakeholder_source": "party",
            }
        )
        today = self.Engagement._centre_today()
        self.sign(
            sponsor,
            form="oral",
            date_start=today.replace(year=today.year - 1, day=1),
            date_end=today.replace(year=today.year + 1, day=1),
            date_signed=today.replace(year=today.year - 1, day=1),
        )
        self.start_tour("/odoo", "stakeholder_engagement_external", login="t_worker")
        self._check_walked(sponsor, "读书会")

    def _check_walked(self, partner, need):
        self.env.invalidate_all()
        cycles = self.Engagement.search([("partner_id", "=", partner.id)], order="id")
        self.assertEqual(cycles.mapped("state"), ["completed", "open"])
        self.assertEqual(cycles[1].previous_id, cycles[0])
        self.assertIn(need, cycles[1].need)
        action = cycles[0].action_ids
        self.assertEqual(action.state, "done")
        self.assertEqual(action.ticked_in_ids.engagement_id, cycles[0])
        self.assertEqual(len(cycles[0].move_ids), 7)


@tagged("post_install", "-at_install")
class TestEngagementPhone(EngagementCase, HttpCase):
    """In the field: ticked off in one tap each, a visit written down from My Day."""

    browser_size = "390x844"
    touch_enabled = True

    def setUp(self):
        super().setUp()
        self._stop_clock()
        self.users["worker"].lang = "zh_CN"

    # U2.1 S5.1: ticked with who and when
    def test_checks_are_ticked_on_the_telephone(self):
        cycle = self.opened()
        self.start_tour(
            f"/odoo/engagements/{cycle.id}",
            "stakeholder_engagement_tick",
            login="t_worker",
        )
        ticked = cycle.check_ids.filtered("is_done")
        self.assertEqual(len(ticked), 2)
        self.assertEqual(ticked.done_by_id, self.users["worker"])

    # P7
    def test_a_visit_is_written_down_from_my_day(self):
        cycle = self.at_stage("follow_up")
        visit = cycle.sudo().follow_up_ids[0]
        visit.date_due = cycle._today()
        self.start_tour("/odoo/my-day", "stakeholder_visit_phone", login="t_worker")
        self.env.invalidate_all()
        self.assertEqual(visit.state, "done")
        self.assertEqual(visit.finding, "一切顺利")
        self.assertEqual(visit.date_done, cycle._today())
        self.assertEqual(visit.user_id, self.users["worker"])
