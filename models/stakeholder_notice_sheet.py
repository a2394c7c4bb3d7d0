import logging
from functools import partial

from odoo import api, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain

from ..tools.periods import period

_logger = logging.getLogger(__name__)


class StakeholderNotice(models.Model):
    """Months that wait to be signed get their task before the job says what is due."""

    _inherit = "stakeholder.notice"

    @api.model
    def _cron_notify(self):
        for company in self._companies_with_months():
            self._ask_for_signing(company)
        return super()._cron_notify()

    @api.model
    def _companies_with_months(self):
        """Where a contact waits for its sheet, or a sheet or task for a signature."""
        waiting = Domain("filing", "=", "monthly") & Domain("state", "=", "draft")
        drafts = Domain("state", "=", "draft")
        tasks = Domain("sheet_id", "!=", False) & Domain("state", "=", "open")
        sheets = self.env["stakeholder.communication.sheet"]
        groups = [
            *self.env["stakeholder.communication"]._read_group(waiting, ["company_id"]),
            *sheets._read_group(drafts, ["company_id"]),
            *self.env["stakeholder.action"]._read_group(tasks, ["company_id"]),
        ]
        return self.env["res.company"].union(*(company for (company,) in groups))

    @api.model
    def _ask_for_signing(self, company):
        """A sheet that cannot be made stops no reminder, and no other sheet.

        The failure list shows its unit: the sheet may not be there.
        """
        sheets = self.env["stakeholder.communication.sheet"].with_company(company)
        failures = self.env["stakeholder.notice.failure"]
        rest = Domain("partner_id", "not in", failures._waiting("res.partner"))
        if not self._try_sheets(partial(self._ask_of, sheets, rest)):
            today = sheets.env["stakeholder.communication"]._centre_today()
            for party, month in sheets._months_of(sheets._open_domain(today) & rest):
                days = period("month", month)
                own = (
                    Domain("partner_id", "=", party)
                    & Domain("date", ">=", days.first)
                    & Domain("date", "<=", days.last)
                )
                if not self._try_sheets(partial(self._ask_of, sheets, own)):
                    failures._keep(self.env["res.partner"].browse(party))
        self._try_sheets(sheets._clear_empty)

    @api.model
    def _ask_of(self, sheets, domain):
        asked = sheets._ask_for_signing(domain)
        self.env["stakeholder.notice.failure"]._settle(asked.partner_id)

    @api.model
    def _try_sheets(self, call):
        try:
            with self.env.cr.savepoint():
                call()
                self.env.flush_all()
        except ConcurrencyError:
            # Somebody collects it at this moment: there is nothing to be listed.
            self.env.invalidate_all(flush=False)
        except Exception:
            _logger.info("no tasks for sheets", exc_info=True)
            self.env.invalidate_all(flush=False)
            return False
        return True
