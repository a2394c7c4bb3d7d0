"""The indicators once more: slow and obvious, to compare with."""

from calendar import monthrange
from datetime import date, timedelta

from .common import each_date
from .scorecard_common import H1, H2, YEAR

ONSITE, MANAGEMENT = 16, 1 | 2
GAP = 60


class Recount:
    """Slow and obvious: day by day, unit by unit, over plain lists."""

    def __init__(self, spans, traces, today, minimum=1):
        self.spans, self.traces, self.today = spans, traces, today
        self.minimum = minimum
        self.days = {}

    def active_days(self, unit, period):
        if unit not in self.days:
            self.days[unit] = self._days_of(unit)
        return [one for one in self.days[unit] if period.first <= one <= period.last]

    def _days_of(self, unit):
        """In force, and those between where a renewal took sixty days at most."""
        found = []
        for first, last in sorted(self.spans[unit]):
            if found and 0 < (first - found[-1]).days <= GAP + 1:
                first = found[-1]
            found += each_date(first, last)
            found = sorted(set(found))
        return found

    def of(self, unit, period, kind):
        days = set(self.active_days(unit, period))
        return [one for one in self.traces[kind][unit] if one[0] in days]

    def onsite_contact(self, unit, period):
        return self._each(unit, period, 1, "talks", lambda one: one[1] & ONSITE)

    def verification(self, unit, period):
        return self._each(unit, period, 3, "verifications", lambda one: True)

    def _each(self, unit, period, months, kind, fits):
        days = self.active_days(unit, period)
        if not days:
            return "not_applicable", None, ()
        owed, met, missing = 0, 0, []
        for month in range(period.first.month, period.last.month + 1, months):
            last = month + months - 1
            whole = list(
                each_date(
                    date(2026, month, 1), date(2026, last, monthrange(2026, last)[1])
                )
            )
            if 2 * len(set(whole) & set(days)) < len(whole):
                continue
            owed += 1
            if any(
                one[0] in whole and fits(one) for one in self.of(unit, period, kind)
            ):
                met += 1
            elif whole[-1] < self.today:
                quarter = f"2026/Q{(month + 2) // 3}"
                missing.append(quarter if months == 3 else f"2026/{month:02}")
        if not owed:
            return "not_applicable", None, ()
        verdict = "missed" if missing else "met" if met == owed else "pending"
        return verdict, met, tuple(missing)

    def management_contact(self, unit, period):
        return self._yearly(unit, period, 2, "talks", lambda one: one[1] & MANAGEMENT)

    def work_report(self, unit, period):
        return self._yearly(unit, period, 1, "talks", lambda one: one[2])

    def recognition(self, unit, period):
        return self._yearly(unit, YEAR, 1, "praises", lambda one: True)

    def _yearly(self, unit, period, times, kind, fits):
        days = self.active_days(unit, YEAR)
        if not days:
            return "not_applicable", None, ()
        required = int(times * len(days) / 365 + 0.5)
        done = sum(
            bool(fits(one)) and one[0] <= period.last
            for one in self.of(unit, YEAR, kind)
        )
        if not required:
            return "not_applicable", None, ()
        if done >= required:
            return "met", done, ()
        over = self.today > max(days)
        return ("missed" if over else "pending"), done, ()

    def worker_rating(self, unit, period):
        return self._rating("worker", [unit])[:3]

    def service_rating(self, unit, period):
        return self._rating("service", [unit])[:3]

    def centre_rating(self, unit, period):
        return self._rating("centre", [unit])[:3]

    def rating_of(self, kind, units, worker=None):
        """(verdict, average, nothing missing, answers) over ``units``.

        ``worker``: of what was said of them, by whichever unit.
        """
        return self._rating(kind, units, worker)

    def _rating(self, kind, units, worker=None):
        asked = self.traces["scores"] if worker else units
        scores = [
            score
            for unit in asked
            for form, score, rated in self.traces["scores"][unit]
            if form == kind and worker in (None, rated)
        ]
        if scores and len(scores) >= self.minimum:
            average = round(sum(scores) / len(scores), 2)
            return ("met" if average >= 85 else "missed"), average, (), len(scores)
        if scores:
            return "no_data", None, (), len(scores)
        lengths = [len(self.active_days(unit, YEAR)) for unit in units]
        if 2 * max(lengths) < 365:
            return "not_applicable", None, (), 0
        return ("pending" if self.today <= YEAR.last else "no_data"), None, (), 0

    def complaint_time(self, unit, period):
        until = min(period.last, self.today - timedelta(days=1))
        halves = {H1: [], H2: []}
        for judged, in_time in self.traces["opinions"][unit]:
            if period.first <= judged <= until:
                halves[H1 if judged <= H1.last else H2].append(in_time)
        asked = [
            found
            for half, found in halves.items()
            if period.first <= half.first <= until
        ]
        if any(len(found) < 5 for found in asked):
            return "no_data", None, ()
        every = [one for found in asked for one in found]
        share = round(100 * sum(every) / len(every), 2)
        if share < 100:
            return "missed", share, ()
        return ("pending" if self.today <= period.last else "met"), share, ()
