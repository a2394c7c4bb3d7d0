from odoo import models
from odoo.tools import SQL

from ..tools.measure import NOT_APPLICABLE, Measure, of_times, owed

RECOGNITION = "stakeholder.recognition"


class StakeholderIndicator(models.Model):
    """Praise and encouragement received from the unit (U4.9)."""

    _inherit = "stakeholder.indicator"

    def _measure_recognition(self, scope, period):
        """U4.9: oral praise, certificate, … from the unit, so many times a year."""
        year = self._year(period)
        spans = self._spans(scope, year)
        counts = self._recognised(spans)
        rule = scope.policy.evaluation_proration
        found = {}
        for unit in scope.units:
            parts = spans.get(unit.id)
            if not parts:
                found[unit.id] = Measure(NOT_APPLICABLE, reason="no_agreement")
                continue
            received = [("kind", "=", "party"), ("direction", "=", "received")]
            domain = self._of_unit(unit, parts) + received
            found[unit.id] = of_times(
                counts.get(unit.id, 0),
                owed(self._times(), year, parts, rule),
                scope.today > parts[-1].last,
                (RECOGNITION, domain),
            )
        return scope.fold(found)

    def _recognised(self, spans):
        """{unit id: how often}, on the days an agreement was in force."""
        if not spans:
            return {}
        query = SQL(
            """
            SELECT r.partner_id, count(*)
              FROM stakeholder_recognition r
              JOIN unnest(%s::int[], %s::date[], %s::date[]) AS s(unit, first, last)
                ON s.unit = r.partner_id AND r.date BETWEEN s.first AND s.last
             WHERE r.company_id = %s AND r.kind = 'party'
               AND r.direction = 'received'
             GROUP BY r.partner_id
            """,
            *self._columns(spans),
            self.env.company.id,
        )
        return dict(self.env.execute_query(query))
