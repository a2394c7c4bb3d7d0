from datetime import timedelta
from typing import NamedTuple

from odoo import api, models
from odoo.tools import SQL

from ..tools.periods import Period, period, prorated, within
from .stakeholder_communication import LEVEL_BITS, TIER_BITS

# A greeting counts from two weeks before the festival to one week after it.
GREETING_BEFORE = timedelta(days=14)
GREETING_AFTER = timedelta(days=7)
# And is asked for a little earlier still.
NOTICE = timedelta(days=7)


def around(date):
    """The days on which a greeting for the festival of ``date`` counts."""
    return Period(date - GREETING_BEFORE, date + GREETING_AFTER)


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
    def is_free(self):
        """Done as needed: nothing is owed, and what took place is seen."""
        return not self.required

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

        ``done`` counts up to ``most`` (None: up to what is required, and nothing of
        what is done as needed). The number of queries depends on the lines, not on the
        parties.
        """
        owed = {}
        standing = self._standing(parties, self._year_around(day, day))
        for line in self._valid_on(day, self.env.company):
            own = standing.get((line.party_class, line.status))
            if own and (most or line.period != "need"):
                owed[line] = line._owed(own, day)
        return self._counted(owed, most)

    @api.model
    def _year_around(self, first, last):
        """The days that the periods and festivals around these days may lie in."""
        begin = min(period("year", first).first, first - GREETING_AFTER)
        end = max(period("year", last).last, last + GREETING_BEFORE + NOTICE)
        return Period(begin, end)

    @api.model
    def _counted(self, owed, most=None):
        """[Owed] of ``owed`` {line: [Owed]} with what was done; a query for each line
        and festival.
        """
        return [
            Owed(*one[:-1], done) if done else one
            for line, own in owed.items()
            for festival, alike in line._by_festival(own).items()
            for one, done in line._count(alike, festival, most)
        ]

    def _by_festival(self, owed):
        """{festival: [Owed]} of this line; only a greeting has any."""
        festivals = self.env["stakeholder.festival"]
        if self.what != "greeting":
            return {festivals: owed} if owed else {}
        found = {}
        for one in owed:
            found.setdefault(one.festival, []).append(one)
        return found

    def _owed(self, groups, day):
        """The Owed of this one line, nothing counted yet; none that ask nothing.

        A line that begins or ends within the period asks for its share of it, as an
        agreement does; changed from a day on, it goes on from the line before.
        ``groups``: {on which days they had its status: parties of its class}.
        """
        if self.what == "greeting":
            return self._owed_greetings(groups, self._festivals_around(day))
        no_festival = self.env["stakeholder.festival"]
        whole = self._period_around(day)
        shares = self._shares(whole)
        found = []
        for spans, parties in groups.items():
            if asked := self._asked_in(spans, whole, shares):
                found += [Owed(self, one, *asked, no_festival) for one in parties]
        return found

    def _asked_in(self, spans, whole, shares):
        """(the days it counts, how often it is owed) in ``whole``; None: not at all."""
        if not shares:
            return None
        parts = within(spans, Period(shares[-1][1].first, shares[0][1].last))
        is_free = self.period == "need"
        required = 0 if is_free else prorated(shares, whole, parts)
        if not parts or not (required or is_free):
            return None
        return Period(parts[0].first, parts[-1].last), required

    def _owed_greetings(self, groups, dates):
        """One greeting a festival, on the days around it, whoever gives it (U3.1).

        ``dates``: [(festival, its date)].
        """
        return [
            Owed(self, party, around(date), 1, festival)
            for festival, date in dates
            if Period(date, date).overlap(self.date_from, self.date_to)
            for spans, parties in groups.items()
            if within(spans, Period(date, date))
            for party in parties
        ]

    def _festivals_around(self, day):
        """[(festival, date)] of the year, and those beside it whose time it is."""
        dates = self.env["stakeholder.festival"]._between(*self._year_around(day, day))
        return [
            (festival, date)
            for festival in self.festival_ids
            for date in dates.get(festival, ())
            if around(date).first - NOTICE <= day
        ]

    # ------------------------------------------------------------
    # WHAT WAS DONE
    # ------------------------------------------------------------

    def _count(self, owed, festival, most=None):
        """[(Owed, how often it was met)], by an index probe for each.

        Mostly all are asked for once in the same days: that is asked the short way.
        """
        first = owed[0]
        alike, others = [], []
        for one in owed:
            is_alike = one.window == first.window and one.required == 1 and not most
            (alike if is_alike else others).append(one)
        found = []
        if alike:
            ids = [one.party.id for one in alike]
            met = self._met_at_all(ids, first.window, festival)
            found += [
                (one, int(id_ in met)) for one, id_ in zip(alike, ids, strict=True)
            ]
        if others:
            found += self._count_each(others, festival, most)
        return found

    def _met_at_all(self, party_ids, window, festival):
        """{ids of those of ``party_ids`` that were met on the days of ``window``}."""
        table, fits = self._fits(festival)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.party FROM unnest(%s::int[]) AS o(party)
                 WHERE EXISTS (
                    SELECT 1 FROM %s AS t
                     WHERE t.company_id = %s AND t.partner_id = o.party
                       AND t.date BETWEEN %s AND %s AND %s)
                """,
                # One constant: quicker to read than an ARRAY of a thousand of them.
                f"{{{','.join(map(str, party_ids))}}}",
                table,
                self.env.company.id,
                *window,
                fits,
            )
        )
        return {id_ for (id_,) in rows}

    def _count_each(self, owed, festival, most):
        table, fits = self._fits(festival)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT o.number, c.count
                  FROM unnest(%s::int[], %s::date[], %s::date[], %s::int[])
                       WITH ORDINALITY AS o(party, first, last, most, number)
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
                [one.party.id for one in owed],
                [one.window.first for one in owed],
                [one.window.last for one in owed],
                [most or one.required for one in owed],
                table,
                self.env.company.id,
                fits,
            )
        )
        return [(owed[number - 1], count) for number, count in rows]

    def _met_by(self, one):
        """The records that count for ``one`` Owed, whoever may read them."""
        table, fits = self._fits(one.festival)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT t.id FROM %s AS t
                 WHERE t.company_id = %s AND t.partner_id = %s
                   AND t.date BETWEEN %s AND %s AND %s
                 ORDER BY t.date DESC, t.id DESC
                """,
                table,
                self.env.company.id,
                one.party.id,
                one.window.first,
                one.window.last,
                fits,
            )
        )
        return self.env[self._met_in()].browse(id_ for (id_,) in rows)

    def _met_in(self):
        """The model whose records satisfy this line."""
        if self.what == "verification":
            return "stakeholder.verification"
        return "stakeholder.communication"

    def _fits(self, festival):
        """(table, condition on its rows t) of what satisfies this line.

        A talk about somebody as a recipient or a colleague satisfies none.
        """
        if self.what == "verification":
            return self._asked_of("stakeholder.verification", "date"), SQL("TRUE")
        found = {
            "greeting": SQL("t.festival_id = %s", festival.id),
            "maintenance": SQL("t.maintenance_id = %s", self.maintenance_id.id),
            "contact": SQL(
                "%s AND %s",
                self._any_of("our_tiers", self._tiers(), TIER_BITS),
                self._any_of("their_levels", self._levels(), LEVEL_BITS),
            ),
        }[self.what]
        table = self._asked_of(
            "stakeholder.communication",
            *("kind", "date", "festival_id", "maintenance_id"),
            *("our_tiers", "their_levels"),
        )
        return table, SQL("t.kind = 'party' AND %s", found)

    def _any_of(self, column, codes, bits):
        """The column holds one of ``codes``; none given (as needed): whoever it is."""
        if not codes:
            return SQL("TRUE")
        mask = sum(bits[code] for code in codes)
        return SQL("%s & %s <> 0", SQL.identifier("t", column), mask)

    @api.model
    def _asked_of(self, name, *columns):
        """The table of a model, what is still to be written of it written first."""
        self.env[name].flush_model(["company_id", "partner_id", *columns])
        return SQL.identifier(self.env[name]._table)
