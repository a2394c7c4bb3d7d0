from datetime import date, datetime, timedelta

from odoo.tests import HttpCase, tagged

from ..tools.periods import period, periods
from .scorecard_common import ScorecardCase


@tagged("post_install", "-at_install")
class TestScorecardTours(ScorecardCase, HttpCase):
    """A half-year judged, signed and mended, in a real browser, in Chinese."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.whole = date(2020, 1, 1), date(2099, 12, 31)
        cls.school = cls._unit("示范测试小学", *cls.whole)
        cls.hospital = cls._unit("示范测试医院", *cls.whole)

    def setUp(self):
        super().setUp()
        self._stop_clock()
        for user in self.users.values():
            user.lang = "zh_CN"
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        self.half = period("half", period("half", today).first - timedelta(days=1))

    def _put_on_file(self, unit):
        """All that is owed in the half-year that is over."""
        for one in periods("month", *self.half):
            moment = datetime.combine(one.first, datetime.min.time())
            self.met(
                (1, 1),
                unit=unit,
                at=moment + timedelta(days=9, hours=4),
                summary="了解本月服务情况",
            )
        for one in periods("quarter", *self.half):
            self.env["stakeholder.verification"].create(
                {
                    "partner_id": unit.id,
                    "company_id": self.env.company.id,
                    "user_id": self.users["worker"].id,
                    "date": one.first + timedelta(days=9),
                    "quarter": one.first,
                    "snapshot": {},
                }
            )
        for month in (1, 2):
            moment = datetime.combine(self.half.first, datetime.min.time())
            at = moment + timedelta(days=30 * month, hours=4)
            self.met((1, 1), unit=unit, at=at, tier="council")

    # U4.10: for a unit and a period; proof by one click, comment, signature, frozen
    def test_from_making_one_to_signing_it(self):
        self._put_on_file(self.school)
        self.start_tour(
            "/odoo/scorecards", "stakeholder_scorecard_signed", login="t_director"
        )
        card = self.Scorecard.search([("partner_id", "=", self.school.id)])
        self.assertEqual(
            (card.kind, card.date_from, card.state, card.signed_by_id),
            ("half", self.half.first, "signed", self.users["director"]),
        )
        self.assertEqual(card.comment, "各项按时完成，下半年继续保持。")
        self.assertTrue(card.seal)
        self.assertFalse(card.alarm)

    # U4.10: what was missed is mended by its owner, and another looks at it
    def test_from_a_missed_line_to_what_worked(self):
        card = self.card("half", self.half.last, self.hospital)
        self.start_tour(
            "/odoo/scorecards", "stakeholder_scorecard_improvement", login="t_director"
        )
        self.env.invalidate_all()
        self.assertEqual(card.state, "signed")
        action = self.line(card, "onsite_contact").action_ids
        self.assertEqual(action.user_id, self.users["worker"])
        url = f"/odoo/stakeholder-actions/{action.id}"
        self.start_tour(url, "stakeholder_improvement_done", login="t_worker")
        self.start_tour(url, "stakeholder_improvement_checked", login="t_director")
        self.env.invalidate_all()
        self.assertEqual((action.state, action.check_result), ("done", "worked"))
