from odoo import api, models


class StakeholderCadence(models.Model):
    """What was owed in periods in which today does not lie (U3.2).

    Records, agreements and festivals are corrected after the period is over: what was
    missed then is seen by what is known now.
    """

    _inherit = "stakeholder.cadence"

    # ------------------------------------------------------------
    # ROWS THERE ARE
    # ------------------------------------------------------------

    @api.model
    def _coverage_of(self, rows):
        """{row: its Owed} of rows of contacts owed, a query for each line.

        None for those of which nothing was owed, as agreements and dates of lines are
        known now. What the party has become since does not matter; where the days have
        not changed it was asked as often as the row says, however often the line asks
        by now (X7).
        """
        found, owed = {}, {}
        due = rows.mapped("date_due")
        whole = self._year_around(min(due), max(due))
        days = {
            (status, party): spans
            for status, groups_of in self._days_of(rows.partner_id, whole).items()
            for spans, parties in groups_of.items()
            for party in parties
        }
        dates = self._dates_of(rows.filtered("festival_id"))
        for line, own in rows.grouped("cadence_id").items():
            for row, one in line._owed_of(own, days, dates):
                if one.window == (row.date_start, row.date_due):
                    one = one._replace(required=row.required)
                found[one.key] = row
                owed.setdefault(line, []).append(one)
        return {found[one.key]: one for one in self._counted(owed)}

    def _owed_of(self, rows, days, dates):
        """[(row, its Owed)] of rows of this line, nothing counted yet."""
        if self.what == "greeting":
            groups = rows.grouped(lambda row: (row.festival_id, dates.get(row)))
        else:
            groups = rows.grouped(lambda row: self._period_around(row.date_due))
        found = []
        for period, own in groups.items():
            by_party, alike = {}, {}
            for row in own:
                by_party[row.partner_id] = row
                spans = days.get((self.status, row.partner_id), ())
                alike.setdefault(spans, []).append(row.partner_id)
            if self.what != "greeting":
                owed = self._owed(alike, period.last)
            else:
                owed = self._owed_greetings(alike, [period] if period[1] else [])
            found += [(by_party[one.party], one) for one in owed]
        return found

    @api.model
    def _dates_of(self, rows):
        """{row of a greeting: the date of its festival, also where it was moved}."""
        if not rows:
            return {}
        dates = self.env["stakeholder.festival"]._between(
            min(rows.mapped("date_start")), max(rows.mapped("date_due"))
        )
        found = {}
        for row in rows:
            for date in dates.get(row.festival_id, ()):
                if row.date_start <= date <= row.date_due:
                    found[row] = date
        return found
