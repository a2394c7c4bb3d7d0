import logging
from datetime import timedelta

from psycopg2 import errors

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..tools.periods import period as period_of

_logger = logging.getLogger(__name__)

BATCH = 1000
# Another run makes or measures the same scorecards at this moment.
AT_ONCE = (errors.UniqueViolation, errors.SerializationFailure, errors.DeadlockDetected)


class StakeholderScorecard(models.Model):
    """Made by themselves when a half-year or a year is over; once for each unit.

    Each batch is committed, so that a run can end at any point; what two runs would
    both make, the unique index lets in once. A unit that cannot be measured stops no
    other: it stands in the list of failures and is tried again.
    """

    _inherit = "stakeholder.scorecard"

    @api.model
    def _cron_make(self):
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            cards = self.with_company(company)
            if not all(cards._make_due(kind) for kind in ("half", "year")):
                return
        self.env["ir.cron"]._commit_progress(remaining=0)

    @api.model
    def _make_due(self, kind):
        """The missing ones of the period that is over; False when time is up."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        today = policy.calendar_id._stakeholder_today()
        last = period_of(kind, today).first - timedelta(days=1)
        if not policy.scorecard_from or last < policy.scorecard_from:
            return True
        units = self._units_without(kind, period_of(kind, last))
        for ids in split_every(BATCH, units.ids):
            self._make_once(units.browse(ids), kind, last)
            if not self.env["ir.cron"]._stakeholder_batch_done(len(ids)):
                return False
            self.env.invalidate_all(flush=False)
        return True

    @api.model
    def _units_without(self, kind, period):
        """Those in force in ``period`` that have no scorecard and do not wait."""
        # sudo: whether there is one is asked, not what it says
        known = self.sudo()._read_group(
            Domain("company_id", "=", self.env.company.id)
            & Domain("kind", "=", kind)
            & Domain("date_from", "=", period.first),
            ["partner_id"],
        )
        done = {unit.id for (unit,) in known}
        waiting = self.env["stakeholder.notice.failure"]._waiting("res.partner")
        return self._units_in_force(period, done.union(waiting))

    @api.model
    def _units_in_force(self, period, without=()):
        """Commissioning units with an agreement in force in ``period``."""
        # sudo: the status is open to everybody who sees the contact; agreements are not
        groups = (
            self.env["stakeholder.agreement"]
            .sudo()
            ._read_group(
                Domain("company_id", "=", self.env.company.id)
                & Domain("state", "=", "signed")
                & Domain("date_start", "<=", period.last)
                & Domain("date_last", ">=", period.first),
                ["partner_id"],
            )
        )
        ids = sorted({unit.id for (unit,) in groups} - set(without))
        units = self.env["res.partner"].with_context(active_test=False).browse(ids)
        return units.filtered(lambda one: one.stakeholder_class == "unit")

    @api.model
    def _make_once(self, units, kind, day):
        """All of them, or each that can be made on its own."""
        if self._try_make(units, kind, day):
            return
        for unit in units:
            if not self._try_make(unit, kind, day, alone=True):
                self.env["stakeholder.notice.failure"]._keep(unit)

    @api.model
    def _try_make(self, units, kind, day, alone=False):
        try:
            with self.env.cr.savepoint():
                self._make(units, kind, day, anew=False)
                self.env.flush_all()
                self.env["stakeholder.notice.failure"]._settle(units)
        except AT_ONCE:
            # The next run looks again.
            _logger.info("scorecards of units %s are made elsewhere", units.ids)
            self.env.invalidate_all(flush=False)
            return True
        except Exception:  # pylint: disable=broad-except
            self.env.invalidate_all(flush=False)
            if alone:
                _logger.exception("no scorecard for unit %s", units.id)
            return False
        return True
