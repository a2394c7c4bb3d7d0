import logging

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

_logger = logging.getLogger(__name__)

BATCH = 500
TRIES = 5


class StakeholderNotice(models.Model):
    """The ledger of what was said, and the one job that says it.

    A row is unique for record, kind and date, so that no run, however often killed
    or doubled, says a thing twice. It holds model and id only.
    """

    _name = "stakeholder.notice"
    _description = "Notice Given"
    _order = "id desc"
    _rec_name = "kind"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    kind = fields.Char(required=True, readonly=True)
    date = fields.Date(required=True, readonly=True, help="The deadline spoken of.")

    _notice_uniq = models.UniqueIndex("(res_model, res_id, kind, date)")

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_notify(self):
        """Say what is due, in committed batches; a bad record stops no other."""
        for name in self.env["stakeholder.duty.mixin"]._duty_models():
            for company in self._companies_with_something_due(self.env[name]):
                if not self._notify_all(self.env[name].with_company(company)):
                    return
        self.env["ir.cron"]._commit_progress(remaining=0)
        self._note_good_run()

    @api.model
    def _companies_with_something_due(self, model):
        """Where it is worth to look: one probe of an index when nothing is due."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        due = model._read_group([("date_next_notice", "<=", today)], ["company_id"])
        return [company for (company,) in due]

    @api.model
    def _notify_all(self, model):
        """Work through what is due; False when the job's time is up."""
        cron = self.env["ir.cron"]
        today = model._notice_today(self.env.company)
        while batch := self._next_batch(model, today):
            if not self._try(batch, today):
                for record in batch:
                    if not self._try(record, today):
                        self.env["stakeholder.notice.failure"]._keep(record)
            if not cron._stakeholder_batch_done(len(batch)):
                return False
            model.env.invalidate_all(flush=False)
        return True

    @api.model
    def _next_batch(self, model, today):
        """The next due records, locked; those that failed wait for their turn."""
        for _attempt in range(TRIES):
            try:
                return self._lock_due(model, today)
            except OperationalError:
                # Somebody saved between our look and our lock: look again.
                self.env.cr.rollback()
        return model.browse()

    @api.model
    def _lock_due(self, model, today):
        failing = self.env["stakeholder.notice.failure"]._waiting(model._name)
        due = model.search(
            Domain("date_next_notice", "<=", today)
            & Domain("company_id", "=", model.env.company.id)
            & Domain("id", "not in", failing),
            order="id",
            limit=BATCH,
        )
        return due.try_lock_for_update(allow_referencing=True)

    @api.model
    def _try(self, records, today):
        """Notify ``records`` as a whole or not at all; False and rolled back if not."""
        try:
            with self.env.cr.savepoint():
                self._notify(records, today)
                self.env.flush_all()
        except Exception:
            # The failure list shows it; the text of a record stays out of the log.
            _logger.info(
                "notices failed for %s %s", records._name, records.ids, exc_info=True
            )
            self.env.invalidate_all(flush=False)
            return False
        return True

    @api.model
    def _notify(self, records, today):
        duties = []
        for record in records:
            for name, clock in record._running_clocks().items():
                said = record.date_noticed and record.date_noticed >= today
                if (kind := clock.kind(today)) and not said:
                    duties.append(self._duty(record, f"{name}_{kind}", clock.due))
        if silent := self._deliver(self._enter(duties)):
            raise UserError(
                self.env._(
                    "There is nobody who may be told about %s. Name a person in "
                    "charge and a council member in the settings.",
                    ", ".join(duty["record"]._notice_name() for duty in silent),
                )
            )
        records._write_technical({"date_noticed": today})
        self.env["stakeholder.notice.failure"]._settle(records)

    @api.model
    def _duty(self, record, kind, deadline):
        return {
            "record": record,
            "kind": kind,
            "deadline": deadline,
            "users": record._notice_users(kind),
            **record._notice_values(kind, deadline),
        }

    @api.model
    def _enter(self, duties):
        """Put ``duties`` in the ledger; returns those that were not there yet."""
        if not duties:
            return []
        model = duties[0]["record"]._name
        known = {
            (notice.res_id, notice.kind, notice.date)
            for notice in self.search(
                [
                    ("res_model", "=", model),
                    ("res_id", "in", [duty["record"].id for duty in duties]),
                ]
            )
        }
        fresh = [
            duty
            for duty in duties
            if (duty["record"].id, duty["kind"], duty["deadline"]) not in known
        ]
        self.create(
            [
                {
                    "res_model": model,
                    "res_id": duty["record"].id,
                    "kind": duty["kind"],
                    "date": duty["deadline"],
                }
                for duty in fresh
            ]
        )
        return fresh

    # ------------------------------------------------------------
    # SAYING IT
    # ------------------------------------------------------------

    @api.model
    def _deliver(self, duties):
        """An activity for each duty and one mail a person, to who may read it.

        Returns the duties of which nobody may be told.
        """
        addressed, silent = self._address(duties)
        self._replace_activities(addressed)
        # Who may read was asked a moment ago; no mail for each activity.
        quick = {"mail_activity_quick_update": True, "stakeholder_may_read": True}
        self.env["mail.activity"].with_context(**quick).create(
            [
                {
                    "res_model_id": self.env["ir.model"]._get_id(duty["record"]._name),
                    "res_id": duty["record"].id,
                    "activity_type_id": duty["activity_type_id"],
                    "summary": duty["summary"],
                    "date_deadline": duty["deadline"],
                    "user_id": user.id,
                    "automated": True,
                }
                for duty, user in addressed
            ]
        )
        self._send_digests(addressed)
        return silent

    @api.model
    def _address(self, duties):
        """[(duty, first of its users who may read the record now)], [the others]."""
        readable = {}
        for user in self.env["res.users"].union(*(duty["users"] for duty in duties)):
            records = [duty["record"] for duty in duties if user in duty["users"]]
            records = records[0].union(*records)
            readable[user] = set(user._stakeholder_readable(records).ids)
        addressed, silent = [], []
        for duty in duties:
            entitled = [
                user
                for user in duty["users"]
                if user.active and duty["record"].id in readable[user]
            ]
            if entitled:
                spoken = {**duty, "summary": self._summary(duty, entitled[0])}
                addressed.append((spoken, entitled[0]))
            else:
                silent.append(duty)
        return addressed, silent

    @api.model
    def _summary(self, duty, user):
        """What is wanted, in the language of whoever is told."""
        model = duty["record"].browse().with_context(lang=user.lang or self.env.lang)
        return model._notice_summary(duty["kind"])

    @api.model
    def _replace_activities(self, addressed):
        """What was said before, in the same kind, gives way to the new."""
        ids = {}
        for duty, _user in addressed:
            key = duty["record"]._name, duty["activity_type_id"]
            ids.setdefault(key, []).append(duty["record"].id)
        domain = Domain.OR(
            Domain("res_model", "=", model)
            & Domain("activity_type_id", "=", type_id)
            & Domain("res_id", "in", found)
            for (model, type_id), found in ids.items()
        )
        self.env["mail.activity"].search(domain).unlink()

    @api.model
    def _send_digests(self, addressed):
        """One mail a person: numbers, what is wanted until when, a link; no secret."""
        by_user = {}
        for duty, user in addressed:
            by_user.setdefault(user, []).append(duty)
        # The records of one run are of one centre.
        companies = self.env["res.company"].union(
            *(duty["record"].company_id for duty, _user in addressed)
        )
        policy = self.env["stakeholder.policy"]._current(companies[:1])
        mails = [
            self._digest_values(user, duties, policy)
            for user, duties in by_user.items()
            if user.email
        ]
        self.env["mail.mail"].create(mails)

    @api.model
    def _digest_values(self, user, duties, policy):
        own = self.with_context(lang=user.lang or self.env.lang)
        dates = {duty["deadline"] for duty in duties}
        body = own.env["ir.qweb"]._render(
            "stakeholder_relations.notice_digest",
            {
                "duties": [
                    {**duty, "name": own._name_of(duty["record"])} for duty in duties
                ],
                "dates": {date: format_date(own.env, date) for date in dates},
                "base_url": own.get_base_url(),
                "asked": ", ".join(self._whom_to_ask(user, duties, policy)),
                "phone": policy.phone,
            },
        )
        return {
            "subject": own.env._("%s matters need you", len(duties)),
            "body_html": body,
            "email_to": user.email_formatted,
            "auto_delete": True,
        }

    def _name_of(self, record):
        """What a mail calls ``record``, in the language of whoever gets it."""
        return record.with_context(lang=self.env.lang)._notice_name()

    @api.model
    def _whom_to_ask(self, user, duties, policy):
        """Who is in charge, unless a case of the mail is kept from them (C5.3)."""
        heads = policy._directors() - user
        for duty in duties:
            if "denied_ids" in duty["record"]._fields:
                heads -= duty["record"].denied_ids
        return heads.mapped("name")
