import logging
from contextlib import suppress
from datetime import timedelta

from psycopg2 import OperationalError

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.clock import Clock

_logger = logging.getLogger(__name__)

CONTACT_DUE = "stakeholder_relations.mail_activity_type_contact"
# How many days before the end of its period a line asks for what is still short.
LEAD = {"month": 31, "quarter": 45, "half": 60, "year": 90}
BATCH = 200


class StakeholderContactDue(models.Model):
    """What is still owed to a party in a period: there only while it is short (U3.2).

    Made by the nightly job, gone as soon as a contact that fits is on record; what was
    missed stays to be seen.
    """

    _name = "stakeholder.contact.due"
    _description = "Contact Owed"
    _inherit = ["mail.thread", "mail.activity.mixin", "stakeholder.duty.mixin"]
    _order = "date_due, id"
    # Whoever sees what is owed may plan it.
    _mail_post_access = "read"

    company_id = fields.Many2one(
        "res.company", "Centre", required=True, readonly=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Party",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    cadence_id = fields.Many2one(
        "stakeholder.cadence", required=True, readonly=True, ondelete="cascade"
    )
    festival_id = fields.Many2one("stakeholder.festival", readonly=True)
    user_id = fields.Many2one("res.users", "Owed By", readonly=True, index=True)
    department_id = fields.Many2one(
        "hr.department", readonly=True, index="btree_not_null"
    )
    date_start = fields.Date("Counts From", required=True, readonly=True)
    date_due = fields.Date("Owed Until", required=True, readonly=True, index=True)
    required = fields.Integer(readonly=True)
    done = fields.Integer("Took Place", readonly=True)
    state = fields.Selection(
        [("open", "Still Owed"), ("missed", "Missed")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )

    _owed_uniq = models.UniqueIndex(
        "(company_id, cadence_id, partner_id, date_start, COALESCE(festival_id, 0))"
    )

    @api.depends("partner_id", "cadence_id", "festival_id")
    def _compute_display_name(self):
        for due in self:
            parts = (due.partner_id.name, due.cadence_id.name, due.festival_id.name)
            due.display_name = " · ".join(filter(None, parts))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_record(self):
        """It took place: open the record of it, filled in as far as is known."""
        self.ensure_one()
        if self.cadence_id.what == "verification":
            return self.partner_id.action_stakeholder_verify()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Contact"),
            "res_model": "stakeholder.communication",
            "view_mode": "form",
            "target": "current",
            "context": {
                "default_partner_id": self.partner_id.id,
                "default_maintenance_id": self.cadence_id.maintenance_id.id,
                "default_festival_id": self.festival_id.id,
            },
        }

    def action_plan(self):
        """Choose a day and a person for it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Put in the Diary"),
            "res_model": "mail.activity.schedule",
            "view_mode": "form",
            "target": "new",
            "context": {
                "active_model": self._name,
                "active_ids": self.ids,
                "default_date_deadline": self.date_due,
            },
        }

    # ------------------------------------------------------------
    # KEEPING UP
    # ------------------------------------------------------------

    @api.model
    def _cron_refresh(self):
        """Bring the owed contacts of all centres up to today, in committed batches."""
        cron = self.env["ir.cron"]
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            own = self.with_company(company)
            parties = own._parties()
            for start in range(0, len(parties), BATCH):
                batch = parties[start : start + BATCH]
                if not own._try(batch):
                    for party in batch:
                        if not own._try(party):
                            self.env["stakeholder.notice.failure"]._keep(party)
                if not cron._commit_progress(len(batch)):
                    return
                self.env.invalidate_all(flush=False)

    @api.model
    def _parties(self):
        """Everybody something may be owed to, and where something still is."""
        # sudo: the job looks after all parties of the centre
        parties = self.env["res.partner"].sudo()
        return parties.search(
            [("stakeholder_class", "in", ("unit", "external"))], order="id"
        )

    @api.model
    def _try(self, parties):
        try:
            with self.env.cr.savepoint():
                self._refresh(parties)
                self.env.flush_all()
        except Exception:
            _logger.info("owed contacts failed for %s", parties.ids, exc_info=True)
            self.env.invalidate_all(flush=False)
            return False
        return True

    @api.model
    def _refresh(self, parties):
        """Make, correct and remove what is owed to ``parties`` today."""
        today = self._notice_today(self.env.company)
        # sudo: what is owed follows from the lines, whoever is at work
        own = self.sudo()
        cadence = self.env["stakeholder.cadence"].sudo()
        own._recheck_rows(parties)
        owed = [
            one
            for one in cadence._coverage(parties, today)
            if one.remaining
            and one.window.last - own._lead(one.line) <= today <= one.window.last
        ]
        known = {one._key(): one for one in own._rows(parties)}
        vals_list = []
        for one in owed:
            row = known.pop(one.key, None)
            if not row:
                vals_list.append(own._row_values(one))
            elif (row.done, row.required) != (one.done, one.required):
                row.write({"done": one.done, "required": one.required})
        # Not asked any more: an agreement ended, a line was changed.
        stale = own.browse(row.id for row in known.values() if row.date_due >= today)
        stale.unlink()
        quiet = {"mail_create_nolog": True, "mail_create_nosubscribe": True}
        own.with_context(**quiet, tracking_disable=True).create(vals_list)

    @api.model
    def _lead(self, line):
        if line.what == "greeting":
            return timedelta(days=28)
        return timedelta(days=LEAD[line.period])

    def _key(self):
        return (
            self.cadence_id.id,
            self.partner_id.id,
            self.date_start,
            self.festival_id.id,
        )

    @api.model
    def _rows(self, parties):
        return self.search(
            Domain("partner_id", "in", parties.ids)
            & Domain("company_id", "=", self.env.company.id)
        )

    @api.model
    def _recheck(self, parties):
        """Something took place with ``parties``: what is met by it goes away."""
        # sudo: what is owed follows from the records of everybody
        own = self.sudo()
        # Two who record at once do not collide here: the first one's count stands, and
        # the nightly job sees to the rest.
        with suppress(OperationalError), self.env.cr.savepoint():
            if rows := own._rows(parties):
                rows._count_again()
                self.env.flush_all()

    @api.model
    def _recheck_rows(self, parties):
        self._rows(parties)._count_again()

    def _count_again(self):
        """Count what is on record for these rows; met ones go, missed ones say so."""
        today = self._notice_today(self.env.company)
        owed = self.env["stakeholder.cadence"].sudo()._recount(self)
        met = self.browse()
        for row, done in owed.items():
            if done >= row.required:
                met |= row
            elif row.done != done:
                row.done = done
        met.unlink()
        late = (self - met).filtered(lambda one: one.date_due < today)
        late.filtered(lambda one: one.state == "open").write({"state": "missed"})

    @api.model
    def _row_values(self, owed):
        user = owed.line._right_user(owed.party)
        # sudo: the department of a colleague is no secret
        employee = user.sudo().employee_id
        return {
            "company_id": self.env.company.id,
            "partner_id": owed.party.id,
            "cadence_id": owed.line.id,
            "festival_id": owed.festival.id,
            "user_id": user.id,
            "department_id": employee.department_id.id,
            "date_start": owed.window.first,
            "date_due": owed.window.last,
            "required": owed.required,
            "done": owed.done,
        }

    # ------------------------------------------------------------
    # REMINDERS
    # ------------------------------------------------------------

    @api.depends("date_due", "state", "date_noticed", "cadence_id.period")
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    def _running_clocks(self):
        if self.state != "open":
            return {}
        days = {"month": 7, "quarter": 21}.get(self.cadence_id.period, 30)
        warning = max(self.date_due - timedelta(days=days), self.date_start)
        return {"contact": Clock(warning, self.date_due)}

    def _notice_users(self, kind):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        return self.user_id | policy._directors()[:1]

    def _notice_values(self, kind, deadline):
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(CONTACT_DUE)
        }

    @api.model
    def _notice_summary(self, kind):
        return {
            "contact_warning": self.env._("A contact is still owed"),
            "contact_due": self.env._("Last day for a contact owed"),
            "contact_late": self.env._("A contact was missed"),
        }[kind]

    @api.model
    def _day_items(self, users):
        found = self.search(
            [("state", "=", "open"), ("user_id", "in", users.ids)], limit=200
        )
        label = self.env._("It Took Place")
        return [
            one._day_item(
                one.user_id,
                one.festival_id.name or one.cadence_id.name,
                one.date_due,
                "contact",
                one.partner_id.display_name,
                ("action_record", label),
            )
            for one in found
        ]
