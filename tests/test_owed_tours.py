from datetime import date

from odoo.tests import HttpCase, tagged

from .cadence_common import CadenceCase


@tagged("post_install", "-at_install")
class TestOwedTours(CadenceCase, HttpCase):
    """What is owed, in a real browser, in Chinese, on the real clock."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.school = cls._unit("示范测试小学")
        cls._agree(cls.school, date(2020, 1, 1), date(2099, 12, 31))
        clerk = cls.school.child_ids.filtered(
            lambda one: one.stakeholder_level == "clerk"
        )
        clerk.name = "郭主任"
        # What is asked in every month and quarter, whatever the day this runs on.
        asked = cls.env["stakeholder.cadence"].search(
            [("period", "in", ("day", "quarter"))]
        )
        others = cls.env["stakeholder.cadence"].search([("id", "not in", asked.ids)])
        others.date_to = date(2000, 1, 1)
        asked.filtered(lambda one: one.period == "quarter").period = "month"

    def setUp(self):
        super().setUp()
        self._stop_clock()
        for user in self.users.values():
            user.lang = "zh_CN"

    # U3.2 U4.1: coverage, planned, done: the cell is green
    def test_from_coverage_to_planned_to_done(self):
        self.start_tour(
            "/odoo/coverage", "stakeholder_coverage_to_done", login="t_worker"
        )
        talk = self.env["stakeholder.communication"].search(
            [("partner_id", "=", self.school.id)]
        )
        self.assertEqual(talk.summary, "了解本月服务情况")
        self.assertFalse(self._due(self.school))

    # U3.2 U4.1: mine, settled from My Day
    def test_my_day_of_a_worker(self):
        self.unit.stakeholder_user_id = self.users["officer"]
        self._refresh(self.school)
        self.assertEqual(len(self._due(self.school)), 2)
        self.start_tour("/odoo/my-day", "stakeholder_day_worker", login="t_worker")
        self.env.invalidate_all()
        self.assertFalse(self._due(self.school))
        self.assertTrue(self.school.stakeholder_is_verified)

    # heads see the same per department, and plan it
    def test_my_day_of_the_director(self):
        head = self.employee("director")
        service = self.env["hr.department"].create({"name": "测试服务部"})
        self.employee("worker", manager=head, department_id=service.id)
        self._refresh(self.school)
        self.start_tour("/odoo/my-day", "stakeholder_day_director", login="t_director")
        self.env.invalidate_all()
        planned = self._due(self.school)._planned()
        self.assertEqual(planned.user_id, self.users["director"])
