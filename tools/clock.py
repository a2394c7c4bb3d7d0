"""When a running deadline has to be mentioned again, in plain Python.

A clock has three milestones: the warning, the last day in time, the first day late.

>>> from datetime import date
>>> clock = Clock(warning=date(2026, 11, 20), due=date(2026, 11, 24))
>>> [clock.kind(date(2026, 11, day)) for day in (19, 20, 23, 24, 25)]
[None, 'warning', 'warning', 'due', 'late']
>>> clock.next_milestone(None)
datetime.date(2026, 11, 20)
>>> clock.next_milestone(date(2026, 11, 20))
datetime.date(2026, 11, 24)
>>> clock.next_milestone(date(2026, 11, 24))
datetime.date(2026, 11, 25)
>>> clock.next_milestone(date(2026, 11, 25))
"""

from datetime import timedelta
from typing import NamedTuple

WARNING = "warning"
DUE = "due"
LATE = "late"


class Clock(NamedTuple):
    """A deadline that has not been met yet."""

    warning: object
    due: object

    def kind(self, today):
        """What is to be said on ``today``; None before the warning."""
        if today > self.due:
            return LATE
        if today == self.due:
            return DUE
        return WARNING if today >= self.warning else None

    def next_milestone(self, said):
        """The first date after ``said`` (None: ever) on which the kind changes."""
        late = self.due + timedelta(days=1)
        milestones = (min(self.warning, self.due), self.due, late)
        return next((day for day in milestones if said is None or day > said), None)
