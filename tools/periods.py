"""Calendar periods in plain Python: month, quarter, half-year, year.

>>> from datetime import date
>>> period("quarter", date(2026, 11, 24))
Period(first=datetime.date(2026, 10, 1), last=datetime.date(2026, 12, 31))
>>> [str(one.first) for one in periods("half", date(2026, 3, 1), date(2027, 1, 1))]
['2026-01-01', '2026-07-01', '2027-01-01']
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
DAY = timedelta(days=1)


class Period(NamedTuple):
    """From ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def days(self):
        """How many days it has.

        >>> Period(date(2026, 2, 1), date(2026, 2, 28)).days
        28
        """
        return (self.last - self.first).days + 1

    def overlap(self, first, last):
        """The days from ``first`` to ``last`` (None: open) that lie in it, as a Period.

        >>> year = period("year", date(2026, 5, 1))
        >>> year.overlap(date(2026, 12, 1), None)
        Period(first=datetime.date(2026, 12, 1), last=datetime.date(2026, 12, 31))
        >>> year.overlap(date(2027, 1, 1), None) is None
        True
        """
        begin = max(self.first, first) if first else self.first
        end = min(self.last, last) if last else self.last
        return Period(begin, end) if begin <= end else None


def period(kind, day):
    """The period of ``kind`` that ``day`` lies in.

    >>> period("month", date(2024, 2, 29)).last.day
    29
    """
    length = MONTHS[kind]
    start = (day.month - 1) // length * length + 1
    end = start + length - 1
    last = monthrange(day.year, end)[1]
    return Period(date(day.year, start, 1), date(day.year, end, last))


def periods(kind, first, last):
    """The periods of ``kind`` that touch the days from ``first`` to ``last``."""
    found = []
    while first <= last:
        found.append(period(kind, first))
        first = found[-1].last + timedelta(days=1)
    return found


def prorated(shares, whole, parts):
    """How often is owed in ``parts`` of the period ``whole``, rounded to whole times.

    ``shares``: [(times, the days on which so many were asked a period)]. From half a
    time on it counts as one: nobody owes in the last week what takes half a year, and
    nobody is let off for a missing week.

    >>> half = period("half", date(2026, 3, 1))
    >>> once, april = [(1, half)], Period(date(2026, 4, 1), half.last)
    >>> prorated(once, half, [half]), prorated(once, half, [april])
    (1, 1)
    >>> june = Period(date(2026, 6, 1), half.last)
    >>> prorated(once, half, [june]), prorated(once, half, [])
    (0, 0)
    >>> prorated([(2, half)], half, [Period(date(2026, 4, 2), half.last)])
    1

    Twice a half-year until March, four times from April on:

    >>> before = Period(half.first, date(2026, 3, 31))
    >>> prorated([(2, before), (4, april)], half, [half])
    3

    Of several parts their days are summed up:

    >>> january = Period(half.first, date(2026, 1, 31))
    >>> prorated(once, half, [january, june]), prorated(once, half, [before, june])
    (0, 1)
    """
    days = 0
    for times, asked in shares:
        owned = within(parts, asked)
        days += times * sum(one.days for one in owned)
    return (2 * days + whole.days) // (2 * whole.days)


def within(spans, whole):
    """What of the Periods ``spans`` lies in ``whole``, in their order.

    >>> year = period("year", date(2026, 5, 1))
    >>> spans = [Period(date(2025, 1, 1), date(2026, 1, 3)), period("year", date.max)]
    >>> [str(one.last) for one in within(spans, year)]
    ['2026-01-03']
    """
    return [part for one in spans if (part := whole.overlap(*one))]


def bridged(intervals, gap):
    """``intervals`` (first, last day) as Periods in order, joined over a renewal.

    A gap of up to ``gap`` days between two agreements excuses nobody: the relationship
    is taken as running. A longer one is none of its days.

    >>> first = (date(2026, 1, 1), date(2026, 3, 31))
    >>> second = (date(2026, 5, 1), date(2026, 8, 31))
    >>> [str(one.last) for one in bridged([second, first], 30)]
    ['2026-08-31']
    >>> [str(one.last) for one in bridged([second, first], 29)]
    ['2026-03-31', '2026-08-31']
    """
    found = []
    for first, last in sorted(intervals):
        if last < first:
            # It ended before it began.
            continue
        if found and (first - found[-1].last).days - 1 <= gap:
            found[-1] = Period(found[-1].first, max(found[-1].last, last))
        else:
            found.append(Period(first, last))
    return tuple(found)


def outside(spans, begin):
    """The days from ``begin`` on that lie in none of ``spans``, as Periods in order.

    >>> spans = bridged([(date(2026, 3, 1), date(2026, 4, 30))], 0)
    >>> [str(one.first) for one in outside(spans, date(2026, 1, 5))]
    ['2026-01-05', '2026-05-01']
    >>> [str(one.first) for one in outside(spans, date(2026, 4, 1))]
    ['2026-05-01']
    >>> outside([Period(date(2026, 3, 1), date.max)], date(2026, 3, 1))
    ()
    """
    found = []
    for first, last in spans:
        if begin < first:
            found.append(Period(begin, first - DAY))
        if last == date.max:
            return tuple(found)
        begin = max(begin, last + DAY)
    return (*found, Period(begin, date.max))
