from contextlib import suppress
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models

from ..tools.periods import period

DAY = timedelta(days=1)


class StakeholderContactDue(models.Model):
    """What was missed is late until it took place, in the next period too (U3.2, U4.1).

    A contact of today settles nothing of last month: what was missed stays on record,
    and the row of the running period takes its place, late from its first day on.
    """

    _inherit = "stakeholder.contact.due"

    date_late = fields.Date(
        "Missed Last Time",
        readonly=True,
        index="btree_not_null",
        help="The last day of the period before, which was missed: late since then.",
    )

    @api.model
    def _refresh(self, parties):
        today = self._notice_today(self.env.company)
        # sudo: what is owed follows from the records of everybody
        missed = self.sudo()._rows(parties)._missed(today)
        own = self.with_context(stakeholder_missed=missed)
        result = super(StakeholderContactDue, own)._refresh(parties)
        self.sudo()._rows(parties)._follow_misses()
        return result

    @api.model
    def _is_asked(self, one, today, row):
        """Whoever missed the last period is asked from the first day of the next."""
        if super()._is_asked(one, today, row):
            return True
        is_running = one.remaining and one.window.first <= today <= one.window.last
        missed = self.env.context.get("stakeholder_missed")
        return bool(
            is_running
            and missed
            and self._missed_before(one.line, one.party, today, missed)
        )

    @api.model
    def _recheck(self, parties, lost=()):
        """What is written down late was no miss; what was lost may be one."""
        result = super()._recheck(parties, lost)
        # sudo: what is owed follows from the records of everybody
        rows = self.sudo()._rows(parties)
        if lost or any(rows.mapped("date_late")):
            # As with the count: of two at once the first one stands.
            with suppress(OperationalError), self.env.cr.savepoint():
                rows._follow_misses()
                self.env.flush_all()
        return result

    def _missed(self, today):
        """{(line id, party id): the last day of the latest period that was missed}."""
        found = {}
        for row in self.filtered(lambda one: one.date_due < today):
            key = row.cadence_id.id, row.partner_id.id
            found[key] = max(row.date_due, found.get(key, row.date_due))
        return found

    @api.model
    def _missed_before(self, line, party, today, missed):
        """The last day of the period before this one, if it was missed; else False.

        A festival that is over is not made good for on the next one.
        """
        if line.what == "greeting":
            return False
        first = line._period_around(today).first
        before = period(line._length(), first - DAY).first
        while line:
            day = missed.get((line.id, party.id))
            if day and before <= day < first:
                return day
            line = line.replaces_id
        return False

    def _follow_misses(self):
        """Bring rows that still run up to what was missed before them.

        ``self``: all rows of some parties.
        """
        today = self._notice_today(self.env.company)
        missed = self._missed(today)
        running = self.filtered(lambda one: one.date_due >= today)
        late = running.grouped(
            lambda one: self._missed_before(
                one.cadence_id, one.partner_id, today, missed
            )
        )
        for day, found in late.items():
            found.filtered(lambda one, day=day: one.date_late != day).date_late = day
