from odoo import models
from odoo.tools import SQL

from ..tools.measure import NOT_APPLICABLE, Measure, of_periods

VERIFICATION = "stakeholder.verification"


class StakeholderIndicator(models.Model):
    """Unit information confirmed every quarter (U4.1).

    A confirmation counts for the quarter it was given in, on a day an agreement
    was in force. A quarter is owed by the rule of the terms in force.
    """

    _inherit = "stakeholder.indicator"

    def _measure_verification(self, scope, period):
        """U4.1: so many confirmations in every quarter owed."""
        spans = self._spans(scope, period)
        counts = self._confirmed(spans)
        rule = scope.policy.evaluation_proration
        found = {}
        for unit in scope.units:
            parts = spans.get(unit.id)
            if not parts:
                found[unit.id] = Measure(NOT_APPLICABLE, reason="no_agreement")
                continue
            domain = self._of_unit(unit, parts)
            found[unit.id] = of_periods(
                *("quarter", period, parts, scope.today, counts.get(unit.id, {})),
                each=self._times(),
                rule=rule,
                traces=(VERIFICATION, domain),
            )
        return scope.fold(found)

    def _confirmed(self, spans):
        """{unit id: {first day of the quarter: how many confirmations}}."""
        if not spans:
            return {}
        query = SQL(
            """
            SELECT v.partner_id, date_trunc('quarter', v.date)::date,
                   count(*)
              FROM stakeholder_verification v
              JOIN unnest(%s::int[], %s::date[], %s::date[]) AS s(unit, first, last)
                ON s.unit = v.partner_id AND v.date BETWEEN s.first AND s.last
             WHERE v.company_id = %s
             GROUP BY 1, 2
            """,
            *self._columns(spans),
            self.env.company.id,
        )
        found = {}
        for unit, quarter, count in self.env.execute_query(query):
            found.setdefault(unit, {})[quarter] = count
        return found
