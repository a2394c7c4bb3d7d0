import doctest
from datetime import date

from odoo.tests import BaseCase

from ..tools import (
    clock,
    form_dates,
    masked,
    measure,
    neutral_cell,
    periods,
    plain_text,
    receipt_code,
    sheet_values,
    small_groups,
    working_days,
)
from ..tools.working_days import HOLIDAY, Day, OutOfRangeError, WorkingDays


class TestTools(BaseCase):
    def _days(self, exceptions=()):
        return WorkingDays.build(
            date(2026, 3, 1),
            date(2026, 3, 31),
            {0, 1, 2, 3, 4},
            dict(exceptions),
            {2026},
        )

    def test_doctests(self):
        for module in (
            working_days,
            clock,
            form_dates,
            masked,
            measure,
            neutral_cell,
            periods,
            plain_text,
            receipt_code,
            sheet_values,
            small_groups,
        ):
            result = doctest.testmod(module)
            self.assertTrue(result.attempted)
            self.assertFalse(result.failed)

    def test_nothing_beyond_what_was_loaded(self):
        days = self._days()
        self.assertEqual(days.after(date(2026, 3, 30), 1), date(2026, 3, 31))
        for start, count in ((date(2026, 3, 30), 2), (date(2026, 3, 2), -1)):
            with self.assertRaises(OutOfRangeError):
                days.after(start, count)

    def test_no_day_is_that_day(self):
        self.assertEqual(self._days().after(date(2026, 3, 8), 0), date(2026, 3, 8))

    def test_forward_and_back_meet(self):
        days = self._days([(date(2026, 3, 11), Day(HOLIDAY))])
        for day in (date(2026, 3, 9), date(2026, 3, 10), date(2026, 3, 12)):
            self.assertEqual(days.after(days.after(day, 5), -5), day)

    def test_explanation_counts_what_between_counts(self):
        days = self._days([(date(2026, 3, 11), Day(HOLIDAY, "Arbour Day"))])
        start, end = date(2026, 3, 7), date(2026, 3, 20)
        lines = days.explain(start, end)
        self.assertEqual(lines[-1][2], days.between(start, end))
        self.assertEqual([line[2] for line in lines].count(None), 5)
        self.assertIn((date(2026, 3, 11), Day(HOLIDAY, "Arbour Day"), None), lines)
