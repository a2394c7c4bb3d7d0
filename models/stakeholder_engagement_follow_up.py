from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_date

from .stakeholder_engagement import AFTER_END_FIELDS

# What is still written once the cycle is closed and its visits run.
VISIT_FIELDS = {"follow_up_ids", "priority", "supervisor_id", "topic", "user_id"}


class StakeholderEngagement(models.Model):
    """Follow-up visits, and the new cycle that a new need opens (P7)."""

    _inherit = "stakeholder.engagement"

    follow_up_ids = fields.One2many(
        "stakeholder.follow.up", "engagement_id", "Follow-up Visits"
    )
    date_next_follow_up = fields.Date(
        "Next Visit", compute="_compute_date_next_follow_up", store=True
    )
    has_new_need = fields.Boolean("New Need", compute="_compute_has_new_need")

    @api.depends("follow_up_ids.date_due", "follow_up_ids.state")
    def _compute_date_next_follow_up(self):
        for engagement in self:
            visits = engagement.follow_up_ids.filtered(lambda one: one.state == "open")
            dates = filter(None, visits.mapped("date_due"))
            engagement.date_next_follow_up = min(dates, default=False)

    @api.depends("follow_up_ids.has_new_need")
    def _compute_has_new_need(self):
        for engagement in self:
            engagement.has_new_need = any(
                engagement.follow_up_ids.mapped("has_new_need")
            )

    def _check_may_write(self, names):
        result = super()._check_may_write(names)
        if names - VISIT_FIELDS - AFTER_END_FIELDS - {"stage"}:
            self._check_not_closed()
        return result

    def _check_not_closed(self):
        """What belongs to plan and evaluation stays as it was closed."""
        # sudo: whether it is closed is asked, whoever is at work
        for engagement in self.sudo():
            engagement._check_running()
            if engagement.stage == "follow_up" and not self.env.su:
                raise UserError(
                    self.env._(
                        "%(number)s was closed on %(date)s; only its follow-up goes "
                        "on. A manager can go back with a reason.",
                        number=engagement.name,
                        date=engagement.date_closed,
                    )
                )

    # ------------------------------------------------------------
    # VISITS
    # ------------------------------------------------------------

    @api.model
    def _missing_depends(self):
        return [*super()._missing_depends(), "follow_up_ids.state"]

    def _missing_follow_up(self):
        # sudo: the gate looks at all visits, whoever completes the cycle
        visits = self.sudo().follow_up_ids
        if not visits:
            return [self.env._("a follow-up visit")]
        return [
            self.env._(
                "the follow-up visit due on %s", format_date(self.env, visit.date_due)
            )
            for visit in visits.filtered(lambda one: one.state == "open")
        ]

    def _schedule_follow_ups(self):
        """After so many months each, as the terms of the class say."""
        # sudo: the terms are read for whoever closes the cycle
        policy = self.env["stakeholder.policy"].sudo()._current(self.company_id)
        self.env["stakeholder.follow.up"].create(
            [
                {
                    "engagement_id": self.id,
                    "date_due": self.date_closed + relativedelta(months=months),
                }
                for months in policy._follow_up_months(self.party_class)
            ]
        )

    def _step_to(self, stage, kind, reason=False, **vals):
        """Back from follow-up it is closed no more: what the closing set goes."""
        result = super()._step_to(stage, kind, reason, **vals)
        if self.date_closed and kind != "end" and stage != "follow_up":
            self._take_closing_back()
        return result

    def _take_closing_back(self):
        self._write_course({"date_closed": False})
        self._drop_open_visits(
            self.env._("Went back; visits follow when it is closed again")
        )
        self._drop_settled_activities()

    def _drop_open_visits(self, reason):
        pending = self.follow_up_ids.filtered(lambda one: one.state == "open")
        pending.write({"drop_reason": reason})

    def _complete(self):
        """The visits are made: the cycle is over."""
        self._check_running()
        if missing := self._missing("follow_up"):
            self._refuse("follow_up", missing)
        self._finish()

    def _finish(self):
        self._step_to(
            self.stage,
            "end",
            state="completed",
            date_ended=self._today(),
            date_stage=self.date_stage,
        )
        self._drop_settled_activities()

    # ------------------------------------------------------------
    # A NEW CYCLE
    # ------------------------------------------------------------

    def action_new_cycle(self):
        """A new or changed need goes into a cycle of its own, linked to this one."""
        self.ensure_one()
        self.check_access("write")
        # sudo: that the next cycle exists is asked, whoever is on it
        if following := self.sudo().search([("previous_id", "=", self.id)], limit=1):
            return following.sudo(False)._open_form()
        if self.state == "open" and self.stage != "follow_up":
            raise UserError(
                self.env._(
                    "%s is still under way: a new need belongs into it until it is "
                    "closed.",
                    self.name,
                )
            )
        # sudo: where a cycle comes from is the machine's to write
        following = self.sudo().create(self._next_values()).sudo(False)
        if self.state == "open":
            self._superseded_by(following)
        return following._open_form()

    def _next_values(self):
        visits = self.follow_up_ids.filtered("has_new_need")
        return {
            "previous_id": self.id,
            "company_id": self.company_id.id,
            "party_class": self.party_class,
            "recipient_id": self.recipient_id.id,
            "partner_id": self.partner_id.id,
            "user_id": self._next_user().id,
            "supervisor_id": self.supervisor_id.id,
            "topic": self.topic,
            "need": "\n".join(filter(None, visits.mapped("finding"))) or False,
        }

    def _next_user(self):
        """Whoever was responsible; where they have left, whoever opens the next one."""
        has_left = self.party_class != "recipient" and self.user_id.stakeholder_has_left
        return self.env.user if has_left else self.user_id

    def _superseded_by(self, following):
        """The visits that were still to come go over into the new cycle."""
        self._drop_open_visits(self.env._("Continued as %s", following.name))
        self._finish()

    def action_open_previous(self):
        self.ensure_one()
        return self.previous_id._open_form()

    def _open_form(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "views": [(False, "form")],
        }
