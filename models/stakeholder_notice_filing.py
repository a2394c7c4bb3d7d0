import logging

from odoo import api, models

_logger = logging.getLogger(__name__)


class StakeholderNotice(models.Model):
    """The employment of a writer ends with a day: what they had to file goes over."""

    _inherit = "stakeholder.notice"

    @api.model
    def _cron_notify(self):
        self._pass_filing_on()
        return super()._cron_notify()

    @api.model
    def _pass_filing_on(self):
        """One that cannot be passed on is listed, and stops no other."""
        talks = self.env["stakeholder.communication"]
        for duty in talks._owed_by_who_left():
            try:
                with self.env.cr.savepoint():
                    (duty.communication_id or duty.sheet_id)._pass_filing_on()
                    self.env.flush_all()
            except Exception:
                _logger.info("%s not passed on", duty, exc_info=True)
                self.env.invalidate_all(flush=False)
                self.env["stakeholder.notice.failure"]._keep(duty)
