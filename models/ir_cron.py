from odoo import api, models


class IrCron(models.Model):
    _inherit = "ir.cron"

    @api.model
    def _stakeholder_batch_done(self, processed):
        """Commit ``processed`` records; whether there is time for the next batch.

        Says that more remains: a job whose time is up is called again at once and not
        after its interval. One that comes to its end says so by
        ``_commit_progress(remaining=0)``.
        """
        return bool(self._commit_progress(processed, remaining=1))
