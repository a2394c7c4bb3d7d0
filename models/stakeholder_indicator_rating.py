from odoo import api, models
from odoo.fields import Domain

from ..tools.measure import NO_DATA, NOT_APPLICABLE, PENDING, Measure, of_average, owed

RATING = "stakeholder.rating"


class StakeholderIndicator(models.Model):
    """What units said of the worker, the service and the centre (U4.6-U4.8).

    The average over all answers of the year; fewer than the minimum of the terms in
    force are shown with their number and not judged. Forms are owed from a unit whose
    agreement was in force long enough; an answer that came all the same is judged.
    """

    _inherit = "stakeholder.indicator"

    def _measure_worker_rating(self, scope, period):
        """U4.6: rating form only; of a worker over all units that rated them."""
        return self._measure_rating(scope, period, "worker")

    def _measure_service_rating(self, scope, period):
        """U4.7: rating form or interview record."""
        return self._measure_rating(scope, period, "service")

    def _measure_centre_rating(self, scope, period):
        """U4.8: rating form or interview record."""
        return self._measure_rating(scope, period, "centre")

    def _measure_rating(self, scope, period, kind):
        year = self._year(period)
        name = "partner_id"
        if scope.kind == "worker" and kind == "worker":
            name = "rated_user_id"
        sums = self._rated(scope, year, name)
        answers = [*self._scored(year), ("kind", "=", kind)]
        found = {}
        for key, members in self._members(scope).items():
            ids = [key] if name == "rated_user_id" else [one.id for one in members]
            rows = [sums[kind, one] for one in ids if (kind, one) in sums]
            n = sum(count for count, _total in rows)
            traces = (RATING, [*answers, (name, "in", ids)])
            if n < max(scope.policy.rating_minimum, 1):
                found[key] = self._unjudged(scope, year, members, n)._replace(
                    target=self.threshold, traces=traces
                )
                continue
            average = sum(total for _count, total in rows) / n
            found[key] = of_average(average, n, self.threshold, traces=traces)
        return found

    @api.model
    def _members(self, scope):
        """{key: its units}."""
        found = {}
        for unit in scope.units:
            if unit.id in scope.keys:
                found.setdefault(scope.keys[unit.id], []).append(unit)
        return found

    def _unjudged(self, scope, year, units, n):
        if n:
            return Measure(NO_DATA, n=n, reason="few_answers")
        rule = scope.policy.evaluation_proration
        spans = self._spans(scope, year)
        known = [spans[one.id] for one in units if one.id in spans]
        if not known:
            return Measure(NOT_APPLICABLE, reason="no_agreement")
        if not any(owed(1, year, parts, rule) for parts in known):
            return Measure(NOT_APPLICABLE, reason="short")
        if scope.today <= year.last:
            return Measure(PENDING, reason="none_yet")
        return Measure(NO_DATA, reason="no_answers")

    @api.model
    def _rated(self, scope, year, name):
        """{(form, unit or worker id): (answers, their sum)}, read once a scope."""
        return scope.once(
            ("rated", year, name), lambda: self._sum_ratings(scope, year, name)
        )

    @api.model
    def _sum_ratings(self, scope, year, name):
        wanted = Domain.TRUE
        if name == "partner_id":
            wanted = Domain(name, "in", scope.units.ids)
        # sudo: an average tells nothing about one answer; who sees it is asked there
        groups = (
            self.env["stakeholder.rating"]
            .sudo()
            ._read_group(
                Domain(self._scored(year)) & wanted,
                ["kind", name],
                ["__count", "score:sum"],
            )
        )
        return {(kind, one.id): (n, total) for kind, one, n, total in groups}

    @api.model
    def _scored(self, year):
        return [
            ("company_id", "=", self.env.company.id),
            ("year", "=", str(year.first.year)),
            ("state", "=", "answered"),
            ("is_scored", "=", True),
        ]
