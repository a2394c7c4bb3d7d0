"""Day arithmetic for deadlines, in plain Python.

A deadline here is a *date*: the day a term starts is not counted (Civil Code of the
PRC, art. 201), and the n-th working day after it is the last day in time.

>>> from datetime import date
>>> days = WorkingDays.build(
...     date(2026, 9, 14),
...     date(2026, 10, 31),
...     weekdays={0, 1, 2, 3, 4},
...     exceptions={
...         date(2026, 9, 20): Day(MAKEUP, "National Day"),
...         date(2026, 9, 25): Day(HOLIDAY, "Mid-Autumn"),
...     },
...     years={2026},
... )

Friday 18 September plus seven: Sunday the 20th is worked, Friday the 25th is not.

>>> days.after(date(2026, 9, 18), 7)
datetime.date(2026, 9, 29)
>>> days.after(date(2026, 9, 28), -2)
datetime.date(2026, 9, 23)
>>> days.between(date(2026, 9, 18), date(2026, 9, 29))
7
>>> days.between(date(2026, 9, 29), date(2026, 9, 18))
-7
"""

from bisect import bisect_left, bisect_right
from datetime import timedelta
from typing import NamedTuple

WORK = "work"
WEEKEND = "weekend"
HOLIDAY = "holiday"
MAKEUP = "makeup"
LEAVE = "leave"

WORKED = frozenset((WORK, MAKEUP))


class OutOfRangeError(LookupError):
    """The answer lies outside the days that were loaded."""


class Day(NamedTuple):
    """What kind of day it is, and by which name or notice."""

    kind: str
    reason: str = ""


def each_day(first, last):
    """Every date from ``first`` to ``last``, both included.

    >>> from datetime import date
    >>> [day.day for day in each_day(date(2026, 2, 27), date(2026, 3, 2))]
    [27, 28, 1, 2]
    """
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


class WorkingDays:
    """The calendar of one stretch of time, built once and asked many times."""

    def __init__(self, days, years):
        """``days``: {date: Day} without holes; ``years``: those that are announced."""
        self.days = days
        self.years = frozenset(years)
        self._worked = [day for day, kind in days.items() if kind.kind in WORKED]

    @classmethod
    def build(cls, first, last, weekdays, exceptions, years):
        """Lay ``exceptions`` {date: Day} over the regular week.

        ``weekdays`` holds the numbers worked (Monday is 0), or is a function that
        answers for a date, for weeks that differ from one another.
        """
        works = weekdays if callable(weekdays) else (lambda d: d.weekday() in weekdays)
        regular = {True: Day(WORK), False: Day(WEEKEND)}
        return cls(
            {
                day: exceptions.get(day) or regular[bool(works(day))]
                for day in each_day(first, last)
            },
            years,
        )

    def is_working(self, day):
        return self.days[day].kind in WORKED

    def after(self, day, count):
        """The ``count``-th working day after ``day``; before it when negative.

        ``count`` 0 gives ``day`` itself. Raises OutOfRangeError.
        """
        if not count:
            return day
        if count > 0:
            index = bisect_right(self._worked, day) + count - 1
        else:
            index = bisect_left(self._worked, day) + count
        if not 0 <= index < len(self._worked):
            raise OutOfRangeError(day)
        return self._worked[index]

    def between(self, start, end):
        """How many working days lie after ``start`` up to and with ``end``."""
        return bisect_right(self._worked, end) - bisect_right(self._worked, start)

    def is_provisional(self, start, end):
        """Whether the stretch touches a year whose holidays are not announced."""
        return not self.years.issuperset(range(start.year, end.year + 1))

    def explain(self, start, end):
        """Day by day after ``start`` up to ``end``: (date, Day, number or None)."""
        number = 0
        lines = [(start, self.days[start], None)]
        for day in each_day(start + timedelta(days=1), end):
            worked = self.is_working(day)
            number += worked
            lines.append((day, self.days[day], number if worked else None))
        return lines
