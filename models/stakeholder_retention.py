import logging

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from .stakeholder_complaint import ENDED

_logger = logging.getLogger(__name__)

BATCH = 100
CLASSES = [
    ("identity", "Name and contact of the complainant"),
    ("words", "Words, notes and files of a closed case"),
    ("raw", "Mails as they came"),
    ("quarantine", "What was set aside, and automatic mail"),
    ("recipient", "Service recipients, after their last cycle"),
]


class StakeholderRetention(models.Model):
    """How long each class of data is kept; then it goes by itself.

    Numbers, dates, findings and the trail stay: the counts of a year never change.
    """

    _name = "stakeholder.retention"
    _description = "Retention of Data"
    _order = "data_class, id"
    _rec_name = "data_class"

    data_class = fields.Selection(CLASSES, "Class of Data", required=True)
    months = fields.Integer("Kept For (Months)", required=True)
    company_id = fields.Many2one(
        "res.company", "Centre", help="Empty: for every centre without its own row."
    )

    _class_uniq = models.UniqueIndex("(data_class, COALESCE(company_id, 0))")

    @api.constrains("months")
    def _check_months(self):
        for row in self:
            if not 1 <= row.months <= 1200:
                raise ValidationError(
                    self.env._("Data is kept for 1 to 1200 months. Correct the term.")
                )

    @api.model
    def _terms(self, company):
        """[(class in words, months)] that hold for ``company``, for anybody to read."""
        # sudo: how long something is kept is public
        rows = self.sudo().search([("company_id", "in", (False, company.id))])
        own = {
            row.data_class: row for row in rows.sorted(lambda one: one.company_id.id)
        }
        labels = dict(self._fields["data_class"]._description_selection(self.env))
        return [
            (labels[code], own[code].months) for code, _label in CLASSES if code in own
        ]

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_purge(self):
        """In committed batches; killed anywhere it goes on where it was."""
        for company in self.env["res.company"].search([("active", "=", True)]):
            for data_class, _label in CLASSES:
                if not self._purge_class(company, data_class):
                    return
        self.env["ir.cron"]._commit_progress(remaining=0)

    @api.model
    def _purge_class(self, company, data_class):
        rows = self.search(
            [
                ("data_class", "=", data_class),
                ("company_id", "in", (False, company.id)),
            ],
            order="company_id",
            limit=1,
        )
        if not rows:
            return True
        before = fields.Date.today() - relativedelta(months=rows.months)
        overdue = getattr(self, f"_overdue_{data_class}")
        drop = getattr(self, f"_drop_{data_class}")
        last = 0
        # What cannot be dropped is left behind, however much it is; the log says what.
        while batch := overdue(company, before, last):
            last = batch.ids[-1]
            done = [record for record in batch if self._try(drop, record)]
            if not self.env["ir.cron"]._stakeholder_batch_done(len(done)):
                return False
        return True

    @api.model
    def _try(self, drop, record):
        """Drop one; a bad one stays and stops no other."""
        try:
            with self.env.cr.savepoint():
                drop(record)
                self.env.flush_all()
        except Exception as error:
            self.env.invalidate_all(flush=False)
            kind = type(error).__name__
            _logger.warning(
                "%s %s could not be erased: %s", record._name, record.id, kind
            )
            return False
        return True

    @api.model
    def _ended_before(self, company, before, event, last):
        """Ended cases of which this part is still there; held ones stay."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT id FROM stakeholder_complaint c
            WHERE company_id = %s AND state IN %s AND date_closed < %s AND id > %s
              AND NOT EXISTS (
                SELECT FROM stakeholder_complaint_trail t
                WHERE t.complaint_id = c.id AND t.event = %s)
              AND NOT EXISTS (
                SELECT FROM stakeholder_legal_hold h
                WHERE h.complaint_id = c.id
                  AND (h.date_to IS NULL OR h.date_to >= CURRENT_DATE))
            ORDER BY id LIMIT %s
            """,
            [company.id, ENDED, before, last, event, BATCH],
        )
        ids = [id_ for (id_,) in self.env.cr.fetchall()]
        return self.env["stakeholder.complaint"].browse(ids)

    @api.model
    def _overdue_identity(self, company, before, last=0):
        return self._ended_before(company, before, "erased_identity", last)

    @api.model
    def _overdue_words(self, company, before, last=0):
        return self._ended_before(company, before, "erased_words", last)

    @api.model
    def _overdue_raw(self, company, before, last=0):
        states = Domain("state", "in", ("handed_over", "added"))
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        held = self.env["stakeholder.legal.hold"]._search(running)
        # What is evidence in a case that runs or is held stays with it.
        ended = Domain("complaint_id", "=", False) | (
            Domain("complaint_id.state", "in", ENDED)
            & Domain("complaint_id", "not in", held.subselect("complaint_id"))
        )
        return self._intakes(company, before, states & ended, last)

    @api.model
    def _overdue_quarantine(self, company, before, last=0):
        # What somebody still has to look at stays, and stands in nobody's way.
        automatic = Domain("reason", "in", ("auto", "bulk"))
        states = Domain("state", "=", "set_aside") | (
            Domain("state", "=", "quarantine") & automatic
        )
        return self._intakes(company, before, states, last)

    @api.model
    def _intakes(self, company, before, states, last):
        filled = Domain("raw", "!=", False) | Domain("content", "!=", False)
        return self.env["stakeholder.intake"].search(
            Domain("company_id", "=", company.id)
            & Domain("received_at", "<", before)
            & Domain("id", ">", last)
            & states
            & filled,
            order="id",
            limit=BATCH,
        )

    @api.model
    def _overdue_recipient(self, company, before, last=0):
        """Recipients all of whose cycles ended before, and who are still known."""
        self.env.flush_all()
        self.env.cr.execute(
            """
            SELECT r.id FROM stakeholder_recipient r
            WHERE r.company_id = %s AND r.id > %s
              AND EXISTS (
                SELECT FROM stakeholder_engagement e WHERE e.recipient_id = r.id)
              -- Erased as a person, wherever they are served.
              AND NOT EXISTS (
                SELECT FROM stakeholder_recipient o
                  LEFT JOIN stakeholder_engagement e ON e.recipient_id = o.id
                WHERE o.partner_id = r.partner_id
                  AND COALESCE(e.date_ended, CURRENT_DATE) >= %s)
              AND NOT EXISTS (
                SELECT FROM stakeholder_complaint_trail t
                WHERE t.complaint_id = 0 AND t.event = 'erased_party'
                  AND t.data::json ->> 'partner' = r.partner_id::text
                  AND t.data::json ->> 'part' = 'recipient')
            ORDER BY r.id LIMIT %s
            """,
            [company.id, last, before, BATCH],
        )
        ids = [id_ for (id_,) in self.env.cr.fetchall()]
        return self.env["stakeholder.recipient"].browse(ids)

    @api.model
    def _drop_recipient(self, recipients):
        recipients.partner_id._stakeholder_erase("recipient")

    @api.model
    def _drop_identity(self, complaints):
        complaints._erase("identity")

    @api.model
    def _drop_words(self, complaints):
        complaints._erase("words")

    @api.model
    def _drop_raw(self, intakes):
        intakes.write({"raw": False, "content": False, "content_digest": False})

    @api.model
    def _drop_quarantine(self, intakes):
        gone = {"raw": False, "content": False, "content_digest": False}
        intakes.write({**gone, "state": "set_aside"})


class StakeholderLegalHold(models.Model):
    """A case whose data must stay, whatever its term: a court, an inspection."""

    _name = "stakeholder.legal.hold"
    _description = "Legal Hold"
    _rec_name = "complaint_id"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, index=True, ondelete="restrict"
    )
    reason = fields.Char("Why It Is Held", required=True)
    date_from = fields.Date(
        "Held From",
        required=True,
        default=lambda self: self.env["resource.calendar"]._stakeholder_centre_today(),
    )
    date_to = fields.Date("Held Until", help="Empty: until somebody ends it.")
