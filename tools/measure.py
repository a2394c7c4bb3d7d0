"""What a figure says, in plain Python: met, missed, not due yet, no data.

Nothing to measure is a result of its own, never 0 and never "missed".
"""

from functools import lru_cache
from typing import NamedTuple

from .periods import periods, within

# What an average, a share or a count of nothing is.
NO_DATA, NOT_APPLICABLE = "no_data", "not_applicable"
MET, MISSED, PENDING = "met", "missed", "pending"
JUDGED = (MET, MISSED)


class Measure(NamedTuple):
    """One indicator of one unit, department, worker or centre in one period."""

    verdict: str
    figure: float | None = None  # None: there is none, or it is not shown
    target: float | None = None
    n: int = 0  # how many traces, answers or units the figure rests on
    missing: tuple = ()  # the periods or units that fell short, named
    reason: str = ""  # why it is not met, as a code
    traces: tuple = ()  # (model, domain) of exactly what was counted


def owed(times, whole, parts, rule="half"):
    """How often is owed in the Periods ``parts`` of the period ``whole``.

    ``rule``: "half": from half a time on it counts as one; "any": from the first day
    on; "whole": for whole periods only.

    >>> from datetime import date
    >>> [year] = periods("year", date(2026, 1, 1), date(2026, 1, 1))
    >>> late = [year.overlap(date(2026, 7, 3), None)]
    >>> [owed(1, year, late, rule) for rule in ("half", "any", "whole")]
    [0, 1, 0]
    >>> half = [year.overlap(date(2026, 7, 2), None)]
    >>> [owed(1, year, half), owed(2, year, half), owed(2, year, [])]
    [1, 1, 0]
    >>> owed(1, year, [year.overlap(None, date(2026, 1, 2)), *late])
    1
    """
    days = times * sum(part.days for part in parts)
    if rule == "any":
        return -(-days // whole.days)
    if rule == "whole":
        return days // whole.days
    return (2 * days + whole.days) // (2 * whole.days)


def of_times(done, required, is_over, traces=()):
    """So many times against so many owed.

    >>> of_times(2, 2, True).verdict, of_times(1, 2, True).verdict
    ('met', 'missed')
    >>> of_times(1, 2, False).verdict, of_times(1, 0, True).verdict
    ('pending', 'not_applicable')
    """
    if not required:
        return Measure(NOT_APPLICABLE, n=done, reason="short", traces=traces)
    found = Measure(MET, done, required, done, traces=traces)
    if done >= required:
        return found
    if is_over:
        return found._replace(verdict=MISSED, reason="fewer")
    return found._replace(verdict=PENDING, reason="open" if done else "none_yet")


def of_periods(kind, whole, parts, today, counts, each=1, rule="half", traces=()):
    """Every month or quarter of ``whole`` that is owed, so many times ``each``.

    ``parts``: the Periods in force, as a tuple.
    ``counts``: {first day of the month or quarter: how often}. One not over yet is
    not missing.

    >>> from datetime import date
    >>> [half] = periods("half", date(2026, 1, 1), date(2026, 1, 1))
    >>> of_periods("quarter", half, (half,), date(2026, 7, 1),
    ...            {date(2026, 1, 1): 1})[:5]
    ('missed', 1, 2, 1, ('2026/Q2',))
    >>> of_periods("quarter", half, (half,), date(2026, 6, 30),
    ...            {date(2026, 1, 1): 3}).verdict
    'pending'
    """
    due = _owed_periods(kind, whole, parts, rule)
    n = sum(counts.values())
    if not due:
        return Measure(NOT_APPLICABLE, n=n, reason="short", traces=traces)
    short = [one for one in due if counts.get(one.first, 0) < each]
    missing = tuple(label(kind, one) for one in short if one.last < today)
    verdict, reason = MET, ""
    if missing:
        verdict, reason = MISSED, "missing"
    elif short:
        verdict, reason = PENDING, "open"
    figure = len(due) - len(short)
    return Measure(verdict, figure, len(due), n, missing, reason, traces)


@lru_cache(1024)
def _owed_periods(kind, whole, parts, rule):
    """The same few for thousands of units."""
    return tuple(
        one
        for one in periods(kind, whole.first, whole.last)
        if owed(1, one, within(parts, one), rule)
    )


def of_share(good, n, threshold, traces=()):
    """A share in percent; of nothing it is no data.

    >>> of_share(17, 20, 85).verdict, of_share(16, 20, 85).verdict
    ('met', 'missed')
    >>> of_share(0, 0, 85).verdict
    'no_data'
    """
    if not n:
        return Measure(NO_DATA, target=threshold, reason="nothing", traces=traces)
    return of_average(100 * good / n, n, threshold, "late", traces)


def of_average(average, n, threshold, reason="below", traces=()):
    """An average in percent against the threshold, to the hundredth of a point.

    >>> of_average(84.996, 3, 85).verdict, of_average(84.99, 3, 85).verdict
    ('met', 'missed')
    """
    figure = round(average, 2)
    if figure >= threshold:
        return Measure(MET, figure, threshold, n, traces=traces)
    return Measure(MISSED, figure, threshold, n, reason=reason, traces=traces)


def of_units(measures):
    """Several units as one: the share of those judged that met it, all of them owed.

    ``measures``: [(name of the unit, Measure)].

    >>> met, missed = Measure(MET), Measure(MISSED)
    >>> of_units([("A", met), ("B", missed), ("C", Measure(NO_DATA))])[:5]
    ('missed', 50.0, 100, 2, ('B',))
    >>> of_units([("C", Measure(PENDING)), ("A", met)]).verdict
    'pending'
    >>> of_units([("C", Measure(NOT_APPLICABLE))]).verdict
    'not_applicable'
    """
    verdicts = [one.verdict for _name, one in measures]
    judged = [verdict for verdict in verdicts if verdict in JUDGED]
    waits = PENDING in verdicts
    if not judged:
        empty = NO_DATA if NO_DATA in verdicts else NOT_APPLICABLE
        verdict = PENDING if waits else empty
        return Measure(verdict, reason="open" if waits else "nothing")
    missed = tuple(name for name, one in measures if one.verdict == MISSED)
    figure = round(100 * judged.count(MET) / len(judged), 2)
    if missed:
        return Measure(MISSED, figure, 100, len(judged), missed, "units")
    if waits:
        return Measure(PENDING, figure, 100, len(judged), reason="open")
    return Measure(MET, figure, 100, len(judged))


def overall(lines):
    """(score in percent by weight, verdict) of [(verdict, weight)] judged or not.

    What could not be judged weighs nothing; one missed is enough to be missed.

    >>> overall([("met", 2), ("missed", 1), ("no_data", 5)])
    (66.67, 'missed')
    >>> overall([("met", 1), ("pending", 1)])
    (100.0, 'pending')
    >>> overall([("no_data", 1)])
    (None, 'no_data')
    """
    judged = [(verdict, weight) for verdict, weight in lines if verdict in JUDGED]
    verdicts = {verdict for verdict, _weight in lines}
    weights = sum(weight for _verdict, weight in judged)
    if not judged:
        return None, PENDING if PENDING in verdicts else NO_DATA
    met = sum(weight for verdict, weight in judged if verdict == MET)
    score = round(100 * met / weights, 2) if weights else None
    if MISSED in verdicts:
        return score, MISSED
    return score, PENDING if PENDING in verdicts else MET


def label(kind, one):
    """The name of a period in every language.

    >>> from datetime import date
    >>> [label(kind, periods(kind, date(2026, 8, 1), date(2026, 8, 1))[0])
    ...  for kind in ("month", "quarter", "half", "year")]
    ['2026/08', '2026/Q3', '2026/H2', '2026']
    """
    year, month = one.first.year, one.first.month
    return {
        "month": f"{year}/{month:02}",
        "quarter": f"{year}/Q{(month + 2) // 3}",
        "half": f"{year}/H{1 if month == 1 else 2}",
        "year": str(year),
    }[kind]
