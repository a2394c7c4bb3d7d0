from datetime import date

from lunardate import LunarDate

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MODULE, StakeholderCase

LUNAR = {
    "spring": (1, 1),
    "dragon_boat": (5, 5),
    "mid_autumn": (8, 15),
    "double_ninth": (9, 9),
}


@tagged("post_install", "-at_install")
class TestVerification(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit = cls._unit("School")
        cls.head = cls.env["res.partner"].create(
            {
                "name": "Head",
                "parent_id": cls.unit.id,
                "stakeholder_level": "head",
            }
        )

    @classmethod
    def _unit(cls, name):
        return cls.env["res.partner"].create(
            {"name": name, "is_company": True, "stakeholder_class": "unit"}
        )

    def _confirm(self, units=None, user="worker"):
        self.as_user(units or self.unit, user).action_stakeholder_verify()
        return self.env["stakeholder.verification"].search([], limit=1)

    # U4.1: every quarter, in one click, nothing changed or what did
    def test_what_changed_since_last_time_is_listed(self):
        self.assertEqual(self._confirm().changes, "First confirmation")
        self.assertFalse(self._confirm().changes)
        self.unit.phone = "0769-80000001"
        self.head.stakeholder_level = "director"
        self.env["res.partner"].create({"name": "New", "parent_id": self.unit.id})
        self.assertEqual(
            self._confirm().changes.split("\n"),
            [
                "Phone: — → 0769-80000001",
                "Head Counterpart Level: Department Head → Director or Above",
                "New: New",
            ],
        )
        self.head.unlink()
        last = self._confirm()
        self.assertEqual(last.changes, "No longer there: Head")
        self.assertEqual(last.user_id, self.users["worker"])

    # U4.1: by the quarter, to the day
    def test_confirmed_until_the_last_day_of_the_quarter(self):
        Partner = self.env["res.partner"]
        verified = [("stakeholder_is_verified", "=", True)]
        self._confirm()
        for moment, expected in (
            (self.local(2026, 12, 31, 23, 59), self.unit),
            (self.local(2027, 1, 1, 0, 1), Partner),
        ):
            self.at(moment)
            found = self.as_user(Partner, "worker").search(verified)
            self.assertEqual(found, expected)
            own = self.as_user(self.unit, "worker")
            self.assertEqual(own.stakeholder_is_verified, bool(expected))

    def test_in_batch(self):
        units = self.unit | self._unit("Hospital") | self._unit("Street office")
        self._confirm(units)
        found = self.env["stakeholder.verification"].search([])
        self.assertEqual(found.partner_id, units)
        self.assertEqual(set(found.mapped("quarter")), {date(2026, 10, 1)})

    # U4.1: the list begins with one's own; who has none sees all
    def test_the_list_begins_with_one_s_own(self):
        self.unit.stakeholder_user_id = self.users["worker"]
        menu = self.env.ref(f"{MODULE}.stakeholder_menu_verification").action
        for role, own in (("worker", True), ("director", False)):
            action = self.as_user(menu, role).run()
            self.assertEqual(action["path"], "confirm-units")
            self.assertEqual("'search_default_mine': 1" in str(action["context"]), own)

    def test_bad_input_and_outsiders(self):
        sponsor = self._unit("Sponsor")
        sponsor.stakeholder_class = "external"
        with self.assertRaisesRegex(UserError, "Sponsor"):
            self._confirm(sponsor)
        with self.assertRaises(AccessError):
            self._confirm(user="clerk")
        confirmed = self._confirm()
        for user in ("clerk", "auditor", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(confirmed, user).read(["changes"])
        with self.assertRaises(AccessError):
            self.as_user(confirmed, "worker").browse().create(
                {"partner_id": self.unit.id}
            )
        with self.assertRaises(UserError):
            self.as_user(confirmed, "worker").write({"date": "2020-01-01"})

    # X3: the history stands on the information sheet
    def test_the_sheet_shows_the_last_four_quarters(self):
        self.at(self.local(2026, 8, 3))
        self._confirm()
        self.at(self.now)
        self.unit.phone = "0769-80000001"
        self._confirm()
        report = self.as_user(
            self.env["report.stakeholder_relations.report_unit"], "worker"
        )
        quarters = report._get_report_values(self.unit.ids)["sheets"][0]["quarters"]
        self.assertEqual(
            [one["label"] for one in quarters], ["2026/1", "2026/2", "2026/3", "2026/4"]
        )
        self.assertFalse(quarters[0]["changes"])
        self.assertIn("0769-80000001", quarters[3]["changes"])
        self.assertIn("Test worker", quarters[3]["by"])

    # U3.1 O3: the lunar dates equal an independent source
    def test_festivals_fall_on_the_right_day(self):
        for code, (month, day) in LUNAR.items():
            festival = self.env.ref(f"{MODULE}.stakeholder_festival_{code}")
            self.assertEqual(
                festival.date_ids.mapped("date"),
                [
                    LunarDate(year, month, day).to_solar_date()
                    for year in range(2018, 2036)
                ],
            )
        social_work = self.env.ref(f"{MODULE}.stakeholder_festival_social_work")
        # the third Tuesday of March, as announced
        known = {date(2024, 3, 19), date(2025, 3, 18), date(2026, 3, 17)}
        self.assertLessEqual(known, set(social_work.date_ids.mapped("date")))
        self.assertEqual(
            self.env.ref(f"{MODULE}.stakeholder_festival_spring").date_next,
            date(2027, 2, 6),
        )
