from datetime import timedelta

from odoo import api, models
from odoo.tools import SQL

from ..tools.measure import MET, NO_DATA, PENDING, Measure, of_share
from ..tools.periods import period as period_of
from ..tools.periods import periods
from ..tools.small_groups import SMALLEST, protected

COMPLAINT = "stakeholder.complaint"
# Ended without an answer of their own: no clock to be judged by.
ASIDE = ("not_handled", "merged")


class StakeholderIndicator(models.Model):
    """Opinions answered and handled in time, by the clocks without pause (U4.5).

    Each is judged once, in the half-year in which its last deadline fell. A figure
    over fewer than five of them is shown to nobody, and neither is one from which such
    a figure could be reckoned: none, one and four look alike, so that a scorecard tells
    nothing about one complaint.
    """

    _inherit = "stakeholder.indicator"

    def _measure_complaint_time(self, scope, period):
        """U4.5: the share of opinions about the unit that kept every deadline."""
        counts = self._judged_opinions(scope, period)
        hidden = Measure(NO_DATA, target=self.threshold, reason="hidden")
        halves = periods("half", period.first, min(period.last, self._until(scope)))
        groups = self._opinion_groups(scope)
        firsts = [one.first for one in halves]
        shown = self._shown_groups(scope, counts, groups, firsts)
        found = {}
        for key, units in groups.items():
            if key not in shown:
                found[key] = hidden
                continue
            rows = self._by_half(counts, units)
            n = sum(count for count, _good in rows.values())
            good = sum(count for _n, count in rows.values())
            traces = self._opinion_traces(scope, period, units)
            one = of_share(good, n, self.threshold, traces)
            if one.verdict == MET and scope.today <= period.last:
                one = one._replace(verdict=PENDING, reason="open")
            found[key] = one
        return found

    @api.model
    def _shown_groups(self, scope, counts, groups, halves):
        """Keys with five and more in each half-year, of which nothing can be reckoned.

        Figures of units stand on their scorecards; what is left of a department, a
        worker or the centre without them is none or five and more, and so it is of
        those hidden together.
        """
        shown = set(groups) if halves else set()
        for half in halves:
            ns = {unit: rows.get(half, (0, 0))[0] for unit, rows in counts.items()}
            rests = {}
            for key, units in groups.items():
                own = [ns.get(unit, 0) for unit in (ns if units is None else units)]
                rests[key] = sum(n for n in own if n < SMALLEST)
                if sum(own) < SMALLEST:
                    shown.discard(key)
            if scope.kind == "unit":
                continue
            for part in self._told_apart(scope, rests):
                hidden = protected(part)
                shown -= {key for key, rest in hidden.items() if rest is None}
        return shown

    @api.model
    def _told_apart(self, scope, rests):
        """Groups whose sum is told too: workers add up to their department."""
        if scope.kind != "worker":
            return [rests]
        users = self.env["res.users"].browse(list(rests))
        departments = self._departments(users)
        parts = users.grouped(lambda one: departments.get(one))
        return [{one.id: rests[one.id] for one in part} for part in parts.values()]

    @api.model
    def _until(self, scope):
        """What fell due before today is decided."""
        return scope.today - timedelta(days=1)

    @api.model
    def _opinion_groups(self, scope):
        """{key: ids of the units, None for all opinions there are}."""
        if scope.kind == "centre":
            return {self.env.company.id: None}
        return {
            key: [unit.id for unit in units]
            for key, units in self._members(scope).items()
        }

    @api.model
    def _by_half(self, counts, units):
        """{first day of the half-year: (opinions, in time)} of these units."""
        rows = {}
        chosen = counts if units is None else [one for one in units if one in counts]
        for unit in chosen:
            for half, (n, good) in counts[unit].items():
                known = rows.get(half, (0, 0))
                rows[half] = (known[0] + n, known[1] + good)
        return rows

    @api.model
    def _judged_opinions(self, scope, period):
        """{unit id: {first day of the half: (opinions, in time)}}, read once."""
        return scope.once(
            ("opinions", period), lambda: self._count_opinions(scope, period)
        )

    @api.model
    def _count_opinions(self, scope, period):
        late = SQL("FALSE")
        if scope.policy.evaluation_handover:
            late = SQL("COALESCE(is_handover_late, FALSE)")
        where = SQL("TRUE")
        if scope.kind != "centre":
            where = SQL("place_id = ANY(%s)", scope.units.ids)
        query = SQL(
            """
            SELECT place_id,
                   EXTRACT(YEAR FROM judged)::int,
                   CASE WHEN EXTRACT(MONTH FROM judged) > 6 THEN 7 ELSE 1 END AS half,
                   count(*),
                   count(*) FILTER (
                     WHERE date_response_done <= date_response_due
                       AND (date_result_first IS NULL
                            OR date_handled <= date_result_first)
                       AND NOT %s)
              FROM (SELECT *, GREATEST(date_response_due, date_result_first) AS judged
                      FROM stakeholder_complaint
                     WHERE company_id = %s AND state NOT IN %s
                       AND date_response_due IS NOT NULL AND %s) AS c
             WHERE judged BETWEEN %s AND %s
             GROUP BY 1, 2, 3
            """,
            late,
            self.env.company.id,
            ASIDE,
            where,
            period.first,
            min(period.last, self._until(scope)),
        )
        found = {}
        for unit, year, month, n, good in self.env.execute_query(query):
            half = period_of("half", period.first.replace(year, month, 1)).first
            found.setdefault(unit, {})[half] = (n, good)
        return found

    @api.model
    def _opinion_traces(self, scope, period, units):
        """(model, domain): their last deadline lies in the period and is over."""
        last = min(period.last, self._until(scope))
        domain = [
            ("company_id", "=", self.env.company.id),
            ("state", "not in", ASIDE),
            *("|", ("date_response_due", ">=", period.first)),
            ("date_result_first", ">=", period.first),
            ("date_response_due", "<=", last),
            *("|", ("date_result_first", "=", False)),
            ("date_result_first", "<=", last),
        ]
        if units is not None:
            domain.append(("place_id", "in", units))
        return COMPLAINT, domain
