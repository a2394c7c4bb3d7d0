from datetime import timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain

from ..tools.periods import period
from .stakeholder_cadence_coverage import GREETING_AFTER, GREETING_BEFORE, around
from .stakeholder_communication import LEVEL_BITS, TIER_BITS

# Of what is further back nobody is told any more.
LOOK_BACK = timedelta(days=366)
# The lines that a communication may satisfy.
RECORDED = Domain("what", "!=", "verification")


class Counted(NamedTuple):
    """A communication, by all that decides for which lines it counts."""

    id: int
    company: object
    party: object
    day: object
    kind: str
    tiers: int
    levels: int
    festival: object
    maintenance: object


class StakeholderCadence(models.Model):
    """What was owed around days on which something counted, and counts no more (U3.2).

    A record that is corrected or deleted may leave a period short that is long over.
    """

    _inherit = "stakeholder.cadence"

    @api.model
    def _coverage_around(self, lost, today):
        """[Owed] for which one of the Counted ``lost`` counted in the last year.

        The number of queries depends on the lines, not on how many were lost.
        """
        lost = [one for one in lost if one.day >= today - LOOK_BACK]
        if not lost:
            return []
        days, owed = {one.day for one in lost}, {}
        parties = self.env["res.partner"].union(*(one.party for one in lost))
        standing = self._standing(parties, self._year_around(min(days), max(days)))
        lines = self._in_force_around(days)
        dates = lines._festivals_near(days)
        for line in lines:
            fitting = {}
            for one in lost:
                if line._was_met_by(one):
                    fitting.setdefault(one.party, set()).add(one.day)
            own = standing.get((line.party_class, line.status), {})
            for one in line._owed_around(own, days, dates, lines):
                own_days = fitting.get(one.party, ())
                if any(one.window.overlap(day, day) for day in own_days):
                    owed.setdefault(line, []).append(one)
        return self._counted(owed)

    @api.model
    def _coverage_between(self, parties, first, last):
        """[Owed] of ``parties`` in all periods that days from first to last lie in."""
        days = {first + timedelta(days=one) for one in range((last - first).days + 1)}
        owed = {}
        standing = self._standing(parties, self._year_around(first, last))
        lines = self._in_force_around(days, Domain.TRUE)
        dates = lines._festivals_near(days)
        for line in lines:
            own = standing.get((line.party_class, line.status), {})
            owed[line] = line._owed_around(own, days, dates, lines)
        return self._counted(owed)

    def _was_met_by(self, one):
        """Whether Counted ``one`` counts for this line, as ``_fits`` has it in SQL."""
        if self.what == "greeting":
            return one.festival in self.festival_ids
        if self.what == "maintenance":
            return one.maintenance == self.maintenance_id
        sides = (
            (one.tiers, self._tiers(), TIER_BITS),
            (one.levels, self._levels(), LEVEL_BITS),
        )
        return all(
            not codes or mask & sum(bits[code] for code in codes)
            for mask, codes, bits in sides
        )

    @api.model
    def _in_force_around(self, days, what=RECORDED):
        """Those lines that ask for something near one of ``days``.

        ``what``: by default those that a communication may satisfy.
        """
        first, last = period("year", min(days)).first, period("year", max(days)).last
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", last)
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", first)
        asked = what & Domain("period", "!=", "need")
        centre = Domain("company_id", "in", [False, self.env.company.id])
        return self.search(begun & running & asked & centre)

    def _festivals_near(self, days):
        """[(festival, date)] of which one of ``days`` is a day to greet on."""
        if not self.festival_ids:
            return []
        dates = self.env["stakeholder.festival"]._between(
            min(days) - GREETING_AFTER, max(days) + GREETING_BEFORE
        )
        return [
            (festival, date)
            for festival, own in dates.items()
            for date in own
            if any(around(date).overlap(day, day) for day in days)
        ]

    def _owed_around(self, groups, days, dates, lines):
        """The Owed of this one line in each of its periods that ``days`` lie in."""
        if self.what == "greeting":
            own = [one for one in dates if one[0] in self.festival_ids]
            return self._owed_greetings(groups, own)
        after = lines.filtered(lambda line: line.replaces_id == self)
        return [
            one
            for whole in sorted({self._period_around(day) for day in days})
            if not after._go_on_in(whole, self)
            for one in self._owed(groups, whole.last)
        ]

    def _go_on_in(self, whole, before):
        """Whether one of these lines asks in ``whole`` for the line ``before`` too."""
        return any(
            line._length() == before._length()
            and whole.overlap(line.date_from, line.date_to)
            for line in self
        )
