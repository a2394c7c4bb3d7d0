from contextlib import suppress
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models

LAST_RUN = "stakeholder_relations.notice_last_run"
# The job runs every hour; a day and a bit without it is no coincidence.
LONGEST_SILENCE = timedelta(hours=26)


class StakeholderNotice(models.Model):
    """When the job last went through everything, for whoever has to miss it."""

    _inherit = "stakeholder.notice"

    @api.model
    def _note_good_run(self):
        """When everything due was last gone through: the watchdog looks at it."""
        # sudo: the moment is the machine's
        parameter = self.env["ir.config_parameter"].sudo()
        now = fields.Datetime.to_string(fields.Datetime.now())
        # Two jobs that end together note one moment; either will do.
        with suppress(OperationalError), self.env.cr.savepoint():
            parameter.set_param(LAST_RUN, now)
            self.env.flush_all()

    @api.model
    def _last_good_run(self):
        """(moment, whether that is too long ago); nothing ran yet: (False, False)."""
        text = self.env["ir.config_parameter"].sudo().get_param(LAST_RUN)
        moment = fields.Datetime.to_datetime(text or False)
        late = moment and fields.Datetime.now() - moment > LONGEST_SILENCE
        return moment or False, bool(late)
