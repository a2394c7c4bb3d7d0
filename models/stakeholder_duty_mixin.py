from collections import Counter

from odoo import api, fields, models
from odoo.fields import Domain

# As many rows of one source as are looked up for My Day; the rest is counted.
DAY_LIMIT = 200


class StakeholderDutyMixin(models.AbstractModel):
    """A record with deadlines that the reminder job looks after.

    The job's cost is what is due: it asks for ``date_next_notice`` alone.
    """

    _name = "stakeholder.duty.mixin"
    _description = "Record with Deadlines"
    # Who has to settle it.
    _day_user_field = "user_id"

    date_noticed = fields.Date(
        readonly=True, copy=False, help="Up to here everything was said."
    )
    date_next_notice = fields.Date(
        compute="_compute_date_next_notice", store=True, index="btree_not_null"
    )

    def _compute_date_next_notice(self):
        for record in self:
            milestones = [
                clock.next_milestone(record.date_noticed or None)
                for clock in record._running_clocks().values()
            ]
            record.date_next_notice = min(filter(None, milestones), default=False)

    # ------------------------------------------------------------
    # TO BE ANSWERED BY EACH MODEL
    # ------------------------------------------------------------

    def _running_clocks(self):
        """{name: Clock} of the deadlines of one record not yet met."""
        return {}

    def _notice_users(self, kind):
        """Who is told of ``kind`` ("response_late"), for one record, in order."""
        return self.env["res.users"]

    def _notice_values(self, kind, deadline):
        """The activity to make: ``activity_type_id``."""
        return {}

    @api.model
    def _notice_summary(self, kind):
        """What is wanted, in the language of the context."""
        return kind

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """What ``users`` have to settle, soon or late: a list of ``_day_item``.

        About ``limit`` of them, the most urgent; None: all.
        """
        return []

    @api.model
    def _day_counts(self, users):
        """{(user id, date): how much}, of all there is; asked where much is owed."""
        rows = self._day_items(users, limit=None)
        return Counter((one["user_id"], one["date"]) for one in rows)

    @api.model
    def _day_list(self, users):
        """The list of what ``users`` have to settle."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"]._get(self._name).name,
            "res_model": self._name,
            "views": [[False, "list"], [False, "form"]],
            "domain": list(self._day_domain(users)),
        }

    @api.model
    def _day_domain(self, users):
        return Domain(self._day_user_field, "in", users.ids)

    def _day_item(self, user, what, date, kind, title=None, button=None):
        """One row of My Day: ``what`` is wanted of ``user`` by ``date``.

        ``kind`` chooses the icon; ``button``: (method, label) that settles it at once.
        """
        self.ensure_one()
        return {
            "model": self._name,
            "id": self.id,
            "title": title or self.display_name,
            "what": what,
            "date": date,
            "kind": kind,
            "user_id": user.id,
            "button": button and {"name": button[0], "label": button[1]},
        }

    def _notice_name(self):
        """What a mail and the log call it: nothing that is to stay in the house."""
        return self.display_name

    def _write_technical(self, vals):
        """Write what is the job's own; a model with a trail keeps it out of there."""
        return self.write(vals)

    @api.model
    def _follow_calendar(self):
        """Move open deadlines after the working days were corrected."""

    @api.model
    def _notice_today(self, company):
        """Today by the calendar of the centre."""
        policy = self.env["stakeholder.policy"]._current(company)
        return policy.calendar_id._stakeholder_today()

    @api.model
    def _duty_models(self):
        return [
            name
            for name in self.pool.descendants([self._name], "_inherit")
            if not self.pool[name]._abstract
        ]
