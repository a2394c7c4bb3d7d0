import logging

from odoo import api, models
from odoo.fields import Domain

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
        """Where a contact waits for its sheet, or a task for its signature."""
        waiting = Domain("filing", "=", "monthly") & Domain("state", "=", "draft")
        tasks = Domain("sheet_id", "!=", False) & Domain("state", "=", "open")
        groups = [
            *self.env["stakeholder.communication"]._read_group(waiting, ["company_id"]),
            *self.env["stakeholder.action"]._read_group(tasks, ["company_id"]),
        ]
        return self.env["res.company"].union(*(company for (company,) in groups))

    @api.model
    def _ask_for_signing(self, company):
        """A sheet that cannot be made stops no reminder."""
        try:
            with self.env.cr.savepoint():
                sheets = self.env["stakeholder.communication.sheet"]
                sheets.with_company(company)._ask_for_signing()
                self.env.flush_all()
        except Exception:
            _logger.info("no tasks for the sheets of company %s", company.id)
            self.env.invalidate_all(flush=False)
