from datetime import timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.periods import Period, period, prorated
from .stakeholder_communication import LEVEL_BITS, TIER_BITS

# A greeting counts from two weeks before the festival to one week after it.
GREETING_BEFORE = timedelta(days=14)
GREETING_AFTER = timedelta(days=7)
# And is asked for a little earlier still.
NOTICE = timedelta(days=7)


class Owed(NamedTuple):
    """What one line asks of one party on some days of a period."""

    line: object
    party: object
    window: Period  # the days on which it is owed and counts
    required: int
    festival: object  # of a greeting
    done: int = 0

    @property
    def remaining(self):
        return max(self.required - self.done, 0)

    @property
    def key(self):
        return (self.line.id, self.party.id, self.window.first, self.festival.id)


class StakeholderCadence(models.Model):
    """What is owed against what took place (U3.2, U3.1, O3, U4.1).

    Any communication that fits counts, whoever wrote it down, for every line it fits.
    """

    _inherit = "stakeholder.cadence"

    # ------------------------------------------------------------
    # WHAT IS OWED
    # ------------------------------------------------------------

    @api.model
    def _coverage(self, parties, day, most=None):
        """[Owed] of all lines in force, for ``parties`` in the periods around ``day``.

        ``done`` counts up to ``most`` (None: up to what is required). The number of
        queries depends on the lines, not on the parties.
        """
        groups = {}
        for line in self._valid_on(day, self.env.company):
            for one in line._owed(parties, day):
                groups.setdefault((line, one.festival), []).append(one)
        return [
            one._replace(done=done)
            for (line, festival), owed in groups.items()
            for one, done in line._count(owed, festival, most)
        ]

    def _owed(self, parties, day):
        """The Owed of this one line, nothing counted yet; none that ask nothing."""
        parties = parties.filtered(
            lambda one: one.stakeholder_class == self.party_class
        )
        if self.what == "greeting":
            return self._owed_greetings(parties, day)
        whole = period(self.period, day)
        found = []
        no_festival = self.env["stakeholder.festival"]
        for party, part in self._parts(parties, whole):
            required = prorated(self.times, whole, part)
            if required:
                found.append(Owed(self, party, part, required, no_festival))
        return found

    def _owed_greetings(self, parties, day):
        """One greeting a festival, on the days around it, whoever gives it (U3.1)."""
        whole = period("year", day)
        found = []
        dates = self.env["stakeholder.festival"]._between(whole.first, whole.last)
        for festival in self.festival_ids:
            for date in dates.get(festival, ()):
                window = Period(date - GREETING_BEFORE, date + GREETING_AFTER)
                if window.first - NOTICE <= day:
                    found += [
                        Owed(self, party, window, 1, festival)
                        for party, _part in self._parts(parties, Period(date, date))
                    ]
        return found

    def _parts(self, parties, whole):
        """(party, the days of ``whole`` on which it had this line's status)."""
        spans = self.env["stakeholder.agreement"]._spans_in_force(parties, whole)
        for party in parties:
            active = spans.get(party.id)
            if self.status == "active" and active:
                yield party, active
            elif (
                self.status == "potential" and not active and party._is_worth_keeping()
            ):
                yield party, whole

    # ------------------------------------------------------------
    # WHAT WAS DONE
    # ------------------------------------------------------------

    def _count(self, owed, festival, most=None):
        """[(Owed, how often it was met)] in order, by an index probe for each."""
        rows = [
            (number, one.party.id, one.window.first, one.window.last)
            + (most or one.required,)
            for number, one in enumerate(owed)
        ]
        if self.what == "verification":
            table, fits = "stakeholder_verification", SQL("TRUE")
        else:
            table, fits = "stakeholder_communication", self._fits(festival)
        self.env[table.replace("_", ".", 1)].flush_model()
        self.env.cr.execute(
            SQL(
                """
                SELECT o.number, c.count
                  FROM (VALUES %s) AS o(number, party, first, last, most)
                  CROSS JOIN LATERAL (
                    SELECT count(*) FROM (
                        SELECT 1 FROM %s AS t
                         WHERE t.company_id = %s AND t.partner_id = o.party
                           AND t.date BETWEEN o.first AND o.last AND %s
                         LIMIT o.most
                    ) AS met
                  ) AS c
                 ORDER BY o.number
                """,
                SQL(", ").join(
                    SQL("(%s, %s, %s::date, %s::date, %s)", *r) for r in rows
                ),
                SQL.identifier(table),
                self.env.company.id,
                fits,
            )
        )
        return [(owed[number], count) for number, count in self.env.cr.fetchall()]

    def _fits(self, festival):
        """Which communications satisfy this line."""
        if self.what == "greeting":
            return SQL("t.festival_id = %s", festival.id)
        if self.what == "maintenance":
            return SQL("t.maintenance_id = %s", self.maintenance_id.id)
        return SQL(
            "t.our_tiers & %s <> 0 AND t.their_levels & %s <> 0",
            sum(TIER_BITS[code] for code in self._tiers()),
            sum(LEVEL_BITS[code] for code in self._levels()),
        )

    def _fits_domain(self, one):
        """The communications that count for ``one`` Owed, to be shown."""
        domain = (
            Domain("partner_id", "=", one.party.id)
            & Domain("date", ">=", one.window.first)
            & Domain("date", "<=", one.window.last)
        )
        if self.what == "greeting":
            return domain & Domain("festival_id", "=", one.festival.id)
        if self.what == "maintenance":
            return domain & Domain("maintenance_id", "=", self.maintenance_id.id)
        return domain
