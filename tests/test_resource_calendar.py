from datetime import date, datetime, timedelta

import chinese_calendar
import holidays

from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import StakeholderCase, each_date

FIRST, LAST = date(2018, 1, 1), date(2026, 11, 30)


@tagged("post_install", "-at_install")
class TestResourceCalendar(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # Time Off reads the bounds of a public holiday in the zone of its author.
        cls.env.user.tz = "Asia/Shanghai"

    def _due(self, start, count=7):
        return self.calendar._stakeholder_add_days(start, count)

    def _leave(self, start, end, **values):
        """A leave from ``start`` to ``end`` on the wall clock in Dongguan."""
        return self.env["resource.calendar.leaves"].create(
            {
                "name": "Typhoon",
                "calendar_id": self.calendar.id,
                "date_from": self.local(*start),
                "date_to": self.local(*end),
                **values,
            }
        )

    # X1
    def test_shipped_days_equal_two_independent_sources(self):
        days = self.calendar._stakeholder_working_days(FIRST, date(2026, 12, 31))
        china = holidays.country_holidays("CN", years=range(2018, 2027))
        for day in each_date(FIRST, date(2026, 12, 31)):
            worked = days.is_working(day)
            self.assertEqual(worked, chinese_calendar.is_workday(day), day)
            self.assertEqual(worked, china.is_working_day(day), day)

    # C3.1 C3.4 X1
    def test_every_deadline_equals_a_slow_count(self):
        days = self.calendar._stakeholder_days_around([FIRST, LAST], 14)
        for start in each_date(FIRST, LAST):
            if start > date(2026, 11, 30):
                break
            day, counted, found = start, 0, {}
            while counted < 14 and day < date(2026, 12, 31):
                day += timedelta(days=1)
                counted += chinese_calendar.is_workday(day)
                if chinese_calendar.is_workday(day):
                    found[counted] = day
            self.assertEqual(days.after(start, 7), found[7], start)
            self.assertEqual(days.after(start, 14), found[14], start)

    # X1: around the Spring Festival and National Day, worked out by hand
    def test_deadlines_known_by_hand(self):
        for start, seventh, fourteenth in (
            (date(2025, 1, 24), date(2025, 2, 10), date(2025, 2, 19)),
            (date(2025, 9, 26), date(2025, 10, 13), date(2025, 10, 22)),
            (date(2026, 2, 12), date(2026, 2, 28), date(2026, 3, 10)),
            (date(2026, 9, 18), date(2026, 9, 29), date(2026, 10, 14)),
        ):
            self.assertEqual(self._due(start), seventh)
            self.assertEqual(self._due(start, 14), fourteenth)

    # X1: the day is the one in Dongguan, whoever asks
    def test_local_date_is_the_centre_s_whoever_asks(self):
        friday_night = datetime(2026, 11, 20, 15, 30)  # 23:30
        after_midnight = datetime(2026, 11, 20, 16, 30)  # Saturday 00:30
        for zone in (False, "UTC", "Asia/Kolkata", "America/Los_Angeles"):
            user = self.users["clerk"]
            user.tz = zone
            calendar = self.calendar.with_user(user)
            self.assertEqual(
                calendar._stakeholder_local_date(friday_night), date(2026, 11, 20)
            )
            self.assertEqual(
                calendar._stakeholder_local_date(after_midnight), date(2026, 11, 21)
            )
        self.assertEqual(self._due(date(2026, 11, 20)), date(2026, 12, 1))
        self.assertEqual(self._due(date(2026, 11, 21)), date(2026, 12, 1))

    # X1
    def test_leave_counts_only_when_it_takes_the_whole_working_day(self):
        monday = date(2026, 11, 23)
        self.assertEqual(self._due(monday, 1), date(2026, 11, 24))
        half = self._leave((2026, 11, 24, 12), (2026, 11, 24, 19))
        self.assertEqual(self._due(monday, 1), date(2026, 11, 24))
        half.write({"date_from": self.local(2026, 11, 24, 8, 30)})
        self.assertEqual(self._due(monday, 1), date(2026, 11, 25))
        half.time_type = "other"
        self.assertEqual(self._due(monday, 1), date(2026, 11, 24))

    def test_leave_of_one_person_or_of_another_centre_does_not_count(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        employee = self.employee("clerk")
        whole = ((2026, 11, 24, 0), (2026, 11, 24, 23, 59))
        self._leave(*whole, resource_id=employee.resource_id.id, calendar_id=False)
        leave = self._leave(*whole, calendar_id=other.resource_calendar_id.id)
        self.assertEqual(leave.company_id, other)
        self.assertEqual(self._due(date(2026, 11, 23), 1), date(2026, 11, 24))

    # X1: our make-up day wins
    def test_make_up_day_wins_over_a_leave(self):
        saturday = date(2026, 11, 28)
        day = self.env["stakeholder.calendar.day"].create(
            {"date": saturday, "kind": "makeup", "reason": "moved"}
        )
        self._leave((2026, 11, 28, 0), (2026, 11, 28, 23, 59))
        self.assertEqual(self._due(date(2026, 11, 27), 1), saturday)
        day.unlink()
        self.assertEqual(self._due(date(2026, 11, 27), 1), date(2026, 11, 30))

    def test_day_of_one_calendar_wins_over_the_day_of_all(self):
        friday = date(2026, 11, 27)
        Day = self.env["stakeholder.calendar.day"]
        Day.create({"date": friday, "kind": "holiday", "reason": "for all"})
        self.assertEqual(self._due(date(2026, 11, 26), 1), date(2026, 11, 30))
        Day.create(
            {
                "date": friday,
                "kind": "makeup",
                "reason": "not here",
                "calendar_id": self.calendar.id,
            }
        )
        self.assertEqual(self._due(date(2026, 11, 26), 1), friday)

    # X1: Time Off beside us
    def test_public_holiday_of_time_off_is_read_and_none_is_written(self):
        leaves = self.env["resource.calendar.leaves"]
        self.assertFalse(leaves.search_count([("name", "=", "National Day")]))
        self._leave((2026, 12, 1, 0), (2026, 12, 1, 23, 59), name="Centre's day")
        self.assertEqual(self._due(date(2026, 11, 30), 1), date(2026, 12, 2))
        # the same day in both lists does not count twice
        self.env["stakeholder.calendar.day"].create(
            {"date": date(2026, 12, 1), "kind": "holiday", "reason": "Centre's day"}
        )
        self.assertEqual(self._due(date(2026, 11, 30), 1), date(2026, 12, 2))

    def test_weeks_that_differ_from_one_another(self):
        calendar = self.env["resource.calendar"].create(
            {
                "name": "Two weeks",
                "tz": "Asia/Shanghai",
                "two_weeks_calendar": True,
                "attendance_ids": [Command.clear()]
                + [
                    Command.create(
                        {
                            "name": f"{week}-{day}",
                            "dayofweek": str(day),
                            "hour_from": 8,
                            "hour_to": 17,
                            "week_type": str(week),
                            "day_period": "full_day",
                        }
                    )
                    for week, day in ((0, 0), (1, 2))
                ],
            }
        )
        found = [
            day.weekday()
            for day in each_date(date(2026, 3, 2), date(2026, 3, 15))
            if calendar._stakeholder_working_days(day, day).is_working(day)
        ]
        self.assertEqual(sorted(found), [0, 2])

    def test_calendar_without_working_hours_says_so(self):
        calendar = self.env["resource.calendar"].create(
            {"name": "Empty Week", "attendance_ids": [Command.clear()]}
        )
        calendar.attendance_ids.unlink()
        with self.assertRaisesRegex(UserError, "Empty Week"):
            calendar._stakeholder_add_days(date(2026, 11, 24), 7)

    # X1: years not yet announced
    def test_dates_beyond_the_announced_years_are_provisional(self):
        days = self.calendar._stakeholder_days_around([date(2026, 12, 20)], 14)
        late = days.after(date(2026, 12, 24), 7)
        self.assertEqual(late.year, 2027)
        self.assertTrue(days.is_provisional(date(2026, 12, 24), late))
        self.assertFalse(
            days.is_provisional(date(2026, 12, 1), days.after(date(2026, 12, 1), 7))
        )

    def test_day_outside_its_year_is_refused(self):
        year = self.env["stakeholder.calendar.year"].search([("name", "=", "2026")])
        with self.assertRaisesRegex(ValidationError, "2027"):
            year.day_ids = [
                Command.create(
                    {"date": "2027-01-01", "kind": "holiday", "reason": "New Year"}
                )
            ]

    def test_explanation_opens_for_an_ordinary_employee(self):
        action = (
            self.env["stakeholder.deadline"]
            .with_user(self.users["clerk"])
            ._open(self.calendar, date(2026, 9, 18), date(2026, 9, 29), 7)
        )
        deadline = self.env["stakeholder.deadline"].browse(action["res_id"])
        self.assertEqual(deadline.count, 7)
        self.assertFalse(deadline.is_provisional)
        kinds = {line.date.day: line.kind for line in deadline.line_ids}
        self.assertEqual(kinds[20], "makeup")
        self.assertEqual(kinds[25], "holiday")
        self.assertEqual(deadline.line_ids.sorted("date")[-1].number, 7)

    def test_clerk_reads_days_and_changes_none(self):
        days = self.env["stakeholder.calendar.day"].with_user(self.users["clerk"])
        self.assertTrue(days.search([], limit=1).reason)
        self.assertFalse(days.has_access("write"))
        self.assertTrue(days.with_user(self.users["admin"]).has_access("create"))
