import logging

from odoo import api, models

_logger = logging.getLogger(__name__)


class StakeholderNotice(models.Model):
    """Months that wait to be signed get their task before the job says what is due."""

    _inherit = "stakeholder.notice"

    @api.model
    def _cron_notify(self):
        for company in self.env["res.company"].search([]):
            self._ask_for_signing(company)
        return super()._cron_notify()

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
