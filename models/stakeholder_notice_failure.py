from datetime import timedelta

from odoo import api, fields, models

FIRST_PAUSE = timedelta(hours=1)
LONGEST_PAUSE = timedelta(days=1)
# Whose jobs look after which records; all others are the reminder job's.
REMINDERS = ("ir_cron_stakeholder_notice_notify",)
JOBS = {
    "res.partner": (
        "ir_cron_stakeholder_contact_due_refresh",
        "ir_cron_stakeholder_scorecard_make",
    )
}


class StakeholderNoticeFailure(models.Model):
    """A record a job could not deal with: in plain sight, and tried again.

    Holds model and id only; what went wrong is in the server's log.
    """

    _name = "stakeholder.notice.failure"
    _description = "Notice That Failed"
    _order = "date_retry"
    _rec_name = "res_model"

    res_model = fields.Char("Kind of Record", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Record", model_field="res_model", required=True, readonly=True
    )
    count = fields.Integer("Tries", default=1, readonly=True)
    date_retry = fields.Datetime("Next Try", required=True, readonly=True)

    _record_uniq = models.UniqueIndex("(res_model, res_id)")

    @api.model
    def _waiting(self, model):
        """The ids of ``model`` whose next try has not come."""
        return self.search(
            [("res_model", "=", model), ("date_retry", ">", fields.Datetime.now())]
        ).mapped("res_id")

    @api.model
    def _keep(self, record):
        """Note the failure; pauses double: 1, 2, 4 … hours, at most a day."""
        known = self.search(
            [("res_model", "=", record._name), ("res_id", "=", record.id)]
        )
        pause = min(FIRST_PAUSE * 2**known.count, LONGEST_PAUSE)
        vals = {"count": known.count + 1, "date_retry": fields.Datetime.now() + pause}
        if known:
            known.write(vals)
        else:
            self.create({"res_model": record._name, "res_id": record.id, **vals})

    @api.model
    def _settle(self, records):
        self.search(
            [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        ).unlink()

    def action_retry(self):
        """Try again with the next run of the job that looks after these records."""
        self.check_access("read")
        # sudo: who sees the list may have it tried again, and changes nothing else
        self.sudo().date_retry = fields.Datetime.now()
        jobs = {job for one in self for job in JOBS.get(one.res_model, REMINDERS)}
        for job in sorted(jobs):
            self.env.ref(f"stakeholder_relations.{job}")._trigger()
