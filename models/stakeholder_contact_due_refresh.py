import logging
from contextlib import suppress
from datetime import timedelta

from psycopg2 import OperationalError
from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.fields import Domain

from .stakeholder_cadence_around import LOOK_BACK

_logger = logging.getLogger(__name__)

DAY = timedelta(days=1)

# How many days before the end of its period a line asks for what is still short.
LEAD = {"month": 31, "quarter": 45, "half": 60, "year": 90}
GREETING_LEAD = 28
BATCH = 200
TRIES = 4
DONE, BUSY, FAILED = "done", "busy", "failed"


class StakeholderContactDue(models.Model):
    """Rows are there only while something is short, or somebody has it in the diary.

    Made by the nightly job; gone as soon as a contact that fits is on record.
    """

    _inherit = "stakeholder.contact.due"

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_refresh(self):
        """Bring the owed contacts of all centres up to today, in committed batches.

        When the time is up the next run goes on where this one stopped. Beside another
        run, or somebody who records, it comes back to what was busy.
        """
        companies = self.env["res.company"].search([])  # pylint: disable=no-search-all
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        # sudo: how far the job has come is its own affair
        companies = companies.sudo()._stakeholder_begin_look(today)
        left = {company: self._left_in(company) for company in companies}
        cron = self.env["ir.cron"]
        # Each batch looks with fresh eyes: what another run has done is there to see.
        cron._stakeholder_batch_done(0)
        for company, todo in left.items():
            own = self.with_company(company)
            for _attempt in range(TRIES):
                if not todo:
                    break
                todo = own._refresh_all(todo)
                if todo is None:
                    return
            company._stakeholder_mark(False)
        cron._commit_progress(remaining=0)

    @api.model
    def _left_in(self, company):
        """The parties of a centre that are still to be looked at, in their order."""
        parties = self.with_company(company)._parties()
        return parties.browse(company._stakeholder_left(parties.ids))

    @api.model
    def _refresh_all(self, parties):
        """Work through ``parties``; those that were busy, or None: the time is up."""
        cron, company = self.env["ir.cron"], self.env.company.sudo()
        busy = parties.browse()
        for start in range(0, len(parties), BATCH):
            batch = parties[start : start + BATCH]
            if self._try(batch) is not DONE:
                for party in batch:
                    result = self._try(party)
                    if result is BUSY:
                        busy |= party
                    elif result is FAILED:
                        self.env["stakeholder.notice.failure"]._keep(party)
            company._stakeholder_looked_at(batch.ids[-1])
            if not cron._stakeholder_batch_done(len(batch)):
                return None
            self.env.invalidate_all(flush=False)
        return busy

    @api.model
    def _parties(self):
        """Everybody something may be owed to, and where something still is."""
        # sudo: the job looks after all parties of the centre
        parties = self.env["res.partner"].sudo().with_context(active_test=False)
        rows = self.sudo()._search([("company_id", "=", self.env.company.id)])
        found = parties.search(
            Domain("active", "=", True)
            & Domain("stakeholder_class", "in", ("unit", "external"))
            | Domain("id", "in", rows.subselect("partner_id")),
            order="id",
        )
        return found.with_env(self.env).sudo()

    @api.model
    def _try(self, parties):
        """Refresh ``parties`` as a whole or not at all: DONE, BUSY or FAILED."""
        try:
            with self.env.cr.savepoint():
                self._refresh(parties)
                self.env.flush_all()
                self.env["stakeholder.notice.failure"]._settle(parties)
        except (OperationalError, UniqueViolation):
            # Another run, or somebody who records, was there first.
            self.env.invalidate_all(flush=False)
            return BUSY
        except Exception:
            _logger.info("owed contacts failed for %s", parties.ids, exc_info=True)
            self.env.invalidate_all(flush=False)
            return FAILED
        return DONE

    @api.model
    def _add(self, vals_list):
        quiet = {"mail_create_nolog": True, "mail_create_nosubscribe": True}
        return self.with_context(**quiet, tracking_disable=True).create(vals_list)

    @api.model
    def _lead(self, line):
        days = GREETING_LEAD if line.what == "greeting" else LEAD[line._length()]
        return timedelta(days=days)

    # ------------------------------------------------------------
    # COUNTING
    # ------------------------------------------------------------

    def _key(self):
        return (
            self.cadence_id.id,
            self.partner_id.id,
            self.date_start,
            self.festival_id.id,
        )

    @api.model
    def _rows(self, parties):
        return self.search(
            Domain("partner_id", "in", parties.ids)
            & Domain("company_id", "=", self.env.company.id)
        )

    @api.model
    def _recheck(self, parties, lost=()):
        """Something took place with ``parties``: what is met by it goes away.

        ``lost``: [Counted] communications as they counted, and count no more.
        """
        # sudo: what is owed follows from the records of everybody
        own = self.sudo()
        # Two who record at once do not collide here: the first one's count stands, and
        # the nightly job sees to the rest.
        with suppress(OperationalError), self.env.cr.savepoint():
            if rows := own._rows(parties):
                rows._count_again()
                self.env.flush_all()
        if lost:
            with suppress(OperationalError, UniqueViolation), self.env.cr.savepoint():
                own._bring_back(lost)
                self.env.flush_all()

    @api.model
    def _bring_back(self, lost):
        """Rows for what is short again; of a period that is over it was missed."""
        today = self._notice_today(self.env.company)
        owed = self.env["stakeholder.cadence"].sudo()._coverage_around(lost, today)
        parties = self.env["res.partner"].union(*(one.party for one in owed))
        fresh = []
        for one, row in self._rows(parties)._pair(owed):
            is_over = one.remaining and one.window.last < today
            state = "missed" if is_over else self._becomes(one, row, today)
            if state and not row:
                fresh.append((one, row, state))
        self._settle(fresh)

    @api.model
    def _bring_back_between(self, parties, first, last):
        """Rows for what is over and was short, of periods these days lie in."""
        today = self._notice_today(self.env.company)
        first, last = max(first, today - LOOK_BACK), min(last, today - DAY)
        if first > last:
            return
        # sudo: what was owed follows from the records of everybody
        own = self.sudo()
        with suppress(OperationalError, UniqueViolation), self.env.cr.savepoint():
            owed = own.env["stakeholder.cadence"]._coverage_between(
                parties.sudo().with_company(self.env.company), first, last
            )
            own._settle(
                [
                    (one, row, "missed")
                    for one, row in own._rows(parties)._pair(owed)
                    if one.remaining and one.window.last < today and not row
                ]
            )
            self.env.flush_all()

    def _count_again(self):
        """Count what is on record for these rows; met ones go, missed ones say so."""
        today = self._notice_today(self.env.company)
        owed = self.env["stakeholder.cadence"].sudo()._recount(self)
        met = self.browse()
        for row, done in owed.items():
            if done >= row.required:
                met |= row
            elif row.done != done:
                row.done = done
        met.unlink()
        late = (self - met).filtered(lambda one: one.date_due < today)
        late.filtered(lambda one: one.state == "open").write({"state": "missed"})

    @api.model
    def _rows_values(self, owed):
        """The columns of the rows for ``owed``, in order."""
        users = self.env["stakeholder.cadence"].sudo()._right_users(owed)
        # sudo: the department of a colleague is no secret
        everybody = self.env["res.users"].union(*users).sudo()
        departments = {one.id: one.employee_id.department_id.id for one in everybody}
        return [
            {
                "company_id": self.env.company.id,
                "partner_id": one.party.id,
                "cadence_id": one.line.id,
                "festival_id": one.festival.id,
                "user_id": user.id,
                "department_id": departments.get(user.id),
                "date_start": one.window.first,
                "date_due": one.window.last,
                "required": one.required,
                "done": one.done,
            }
            for one, user in zip(owed, users, strict=True)
        ]
