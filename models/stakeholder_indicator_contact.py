from odoo import api, models
from odoo.tools import SQL

from ..tools.measure import NOT_APPLICABLE, PENDING, Measure, of_periods, of_times, owed
from ..tools.periods import Period, periods, within
from .stakeholder_communication import TIER_BITS

COMMUNICATION = "stakeholder.communication"
ON_SITE, MANAGEMENT, REPORTS = range(3)


def masks(bits):
    """All values of ``our_tiers`` that hold any of ``bits``."""
    every = 2 * max(TIER_BITS.values())
    return [mask for mask in range(every) if mask & bits]


class StakeholderIndicator(models.Model):
    """Contacts and work reports on file (U4.2, U4.3, U4.4).

    What counts is signed and on file, alone or as a line of a signed monthly sheet, and
    took place on a day an agreement was in force. A month, or a part of a year, is owed
    by the rule of the terms in force (`evaluation_proration`).
    """

    _inherit = "stakeholder.indicator"

    def _measure_onsite_contact(self, scope, period):
        """U4.2: somebody on site ↔ the unit, so many times in every month owed."""
        contacts = self._contacts(scope, period)
        spans = self._spans(scope, period)
        rule = scope.policy.evaluation_proration
        onsite = [("our_tiers", "in", masks(TIER_BITS["onsite"]))]
        found = {}
        for unit in scope.units:
            parts = spans.get(unit.id)
            if not parts:
                found[unit.id] = Measure(NOT_APPLICABLE, reason="no_agreement")
                continue
            months = {
                month: row[ON_SITE]
                for month, row in contacts.get(unit.id, {}).items()
                if row[ON_SITE]
            }
            found[unit.id] = of_periods(
                *("month", period, parts, scope.today, months),
                each=self._times(),
                rule=rule,
                traces=self._filed(unit, parts, onsite),
            )
        return scope.fold(found)

    def _measure_management_contact(self, scope, period):
        """U4.3: management ↔ the unit, so many times a year.

        By mid-year none is a warning; the verdict falls at the end of the year.
        """
        who = self._management_domain(scope)
        return self._measure_yearly(scope, period, MANAGEMENT, who)

    def _measure_work_report(self, scope, period):
        """U4.4: a work report with its summary, so many times a year."""
        reports = [("channel_id", "in", self._report_channels(scope))]
        return self._measure_yearly(scope, period, REPORTS, reports)

    def _measure_yearly(self, scope, period, column, what):
        contacts = self._contacts(scope, period)
        year = self._year(period)
        spans = self._spans(scope, year)
        rule = scope.policy.evaluation_proration
        until = Period(year.first, period.last)
        found = {}
        for unit in scope.units:
            parts = spans.get(unit.id)
            if not parts:
                found[unit.id] = Measure(NOT_APPLICABLE, reason="no_agreement")
                continue
            rows = contacts.get(unit.id, {}).values()
            one = of_times(
                sum(row[column] for row in rows),
                owed(self._times(), year, parts, rule),
                scope.today > parts[-1].last,
                self._filed(unit, within(parts, until), what),
            )
            if one.verdict == PENDING and period.last < year.last:
                # The half-year may be over: it is the year that is waited for.
                one = one._replace(reason="year" if one.n else "none_year")
            found[unit.id] = one
        return scope.fold(found)

    # ------------------------------------------------------------
    # ONE PASS OVER THE CONTACTS
    # ------------------------------------------------------------

    @api.model
    def _contacts(self, scope, period):
        """{unit id: {month: (on site, management, reports)}}, read once a scope.

        From the beginning of the year to the last day of ``period``; contacts on site
        within the period alone.
        """
        return scope.once(
            ("contacts", period), lambda: self._count_contacts(scope, period)
        )

    @api.model
    def _count_contacts(self, scope, period):
        year = self._year(period)
        until = Period(year.first, period.last)
        spans = self._spans(scope, until)
        if not spans:
            return {}
        months = {
            number + 1: one.first
            for number, one in enumerate(periods("month", year.first, year.last))
        }
        found = {}
        query = self._contact_query(scope, spans, period)
        for unit, month, *counts in self.env.execute_query(query):
            found.setdefault(unit, {})[months[month]] = counts
        return found

    @api.model
    def _contact_query(self, scope, spans, period):
        return SQL(
            """
            SELECT c.partner_id, EXTRACT(MONTH FROM c.date)::int,
                   count(*) FILTER (WHERE c.our_tiers & %s <> 0 AND c.date >= %s),
                   count(*) FILTER (WHERE %s),
                   count(*) FILTER (WHERE c.channel_id = ANY(%s))
              FROM stakeholder_communication c
              JOIN unnest(%s::int[], %s::date[], %s::date[]) AS s(unit, first, last)
                ON s.unit = c.partner_id AND c.date BETWEEN s.first AND s.last
             WHERE c.company_id = %s AND c.kind = 'party' AND c.state = 'filed'
               AND c.date BETWEEN %s AND %s
             GROUP BY 1, 2
            """,
            TIER_BITS["onsite"],
            period.first,
            self._management_condition(scope),
            self._report_channels(scope),
            *self._columns(spans),
            self.env.company.id,
            self._year(period).first,
            period.last,
        )

    @api.model
    def _management_condition(self, scope):
        heads = self._heads(scope)
        by_head = SQL(
            """c.our_tiers & %s <> 0 AND c.id IN (
                SELECT r.stakeholder_communication_id
                  FROM stakeholder_communication_our_rel r
                 WHERE r.res_partner_id = ANY(%s))""",
            TIER_BITS["department"],
            heads,
        )
        bits = sum(TIER_BITS[tier] for tier in scope.policy._management_tiers())
        as_a_whole = SQL("c.our_tiers & %s <> 0", bits)
        return SQL("(%s OR %s)", as_a_whole, by_head) if heads else as_a_whole

    @api.model
    def _management_domain(self, scope):
        bits = sum(TIER_BITS[tier] for tier in scope.policy._management_tiers())
        domain = [("our_tiers", "in", masks(bits))]
        if heads := self._heads(scope):
            in_department = ("our_tiers", "in", masks(TIER_BITS["department"]))
            domain = ["|", *domain, "&", in_department, ("our_ids", "in", heads)]
        return domain

    @api.model
    def _heads(self, scope):
        """The contacts of the heads of department, where they are management."""
        if not scope.policy.management_head:
            return []
        return scope.once("heads", self._department_heads)

    @api.model
    def _department_heads(self):
        # sudo: who heads a department is no secret
        departments = self.env["hr.department"].sudo()
        heads = departments.search(
            [
                ("manager_id", "!=", False),
                ("company_id", "in", [self.env.company.id, False]),
            ]
        ).manager_id
        return sorted((heads.user_id.partner_id | heads.work_contact_id).ids)

    @api.model
    def _report_channels(self, scope):
        """Work reports, under whatever name the list has had them (X7)."""
        # sudo: which entries are work reports is no secret
        options = self.env["stakeholder.option"].sudo()
        known = [("kind", "=", "channel"), ("code", "=", "work_report")]
        return scope.once("report_channels", lambda: options.search(known).ids)

    @api.model
    def _filed(self, unit, parts, what):
        """(model, domain) of contacts with ``unit`` on file that are ``what``."""
        on_file = [("kind", "=", "party"), ("state", "=", "filed")]
        return COMMUNICATION, self._of_unit(unit, parts) + on_file + what
