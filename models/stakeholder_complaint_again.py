from datetime import timedelta

from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.form_dates import FORM_LANG
from .stakeholder_complaint import ENDED

# What a round keeps of the complaint before the next one begins.
KEPT = (
    "date_result_due",
    "date_result_first",
    "date_handled",
    "result_late_days",
    "reaction",
    "director_opinion",
    "date_closed",
)


class StakeholderComplaint(models.Model):
    """Not content, reopened, continued in a new one (C3.4)."""

    _inherit = "stakeholder.complaint"

    round_number = fields.Integer("Round", default=1, readonly=True, copy=False)
    round_ids = fields.One2many(
        "stakeholder.complaint.round", "complaint_id", "Earlier Rounds"
    )
    date_notice = fields.Date("Told of the Result Date On", readonly=True)
    origin_id = fields.Many2one(
        "stakeholder.complaint",
        "Continues",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    continuation_ids = fields.One2many(
        "stakeholder.complaint", "origin_id", "Continued In"
    )
    related_ids = fields.Many2many(
        "stakeholder.complaint",
        "stakeholder_complaint_related_rel",
        "complaint_id",
        "related_id",
        "Related To",
    )
    related_from_ids = fields.Many2many(
        "stakeholder.complaint",
        "stakeholder_complaint_related_rel",
        "related_id",
        "complaint_id",
        "Named As Related By",
        readonly=True,
    )

    def action_satisfied(self):
        self._check_state("answered")
        for complaint in self:
            complaint._step("changed", {"reaction": "satisfied"})

    def action_dissatisfied(self):
        return self._open_turn("dissatisfied", self.env._("Not Satisfied"))

    def action_reopen(self):
        return self._open_turn("reopened", self.env._("Reopen"))

    def action_merge(self):
        return self._open_turn("merge", self.env._("Merge into Another"))

    def action_continue(self):
        """Too late to reopen: a new one that continues it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_complaint_intake_action"
        )
        return {
            **action,
            "context": {
                "dialog_size": "extra-large",
                "default_origin_id": self.id,
                "default_party_class": self.party_class,
                "default_place_id": self.place_id.id,
            },
        }

    def _open_turn(self, kind, title):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "stakeholder.complaint.turn",
            "view_mode": "form",
            "target": "new",
            "context": {"default_complaint_id": self.id, "default_kind": kind},
        }

    def _last_day_to_reopen(self):
        days = self.policy_id.sudo().reopen_days
        return self.date_closed and self.date_closed + timedelta(days=days)

    def _dissatisfied(self, date, words):
        """Not content with the answer: the next round, with the second date (C3.4)."""
        self._check_state("answered")
        self._next_round("dissatisfied", date, words)
        self._notify_dissatisfied()

    def _reopen(self, date, words):
        """A closed one comes back within the period; the answer is not judged anew."""
        self._check_decider()
        self._check_state("closed")
        if (last := self._last_day_to_reopen()) < self._today():
            raise UserError(
                self.env._(
                    "%(number)s could be reopened until %(date)s. Hand in a new one "
                    "that continues it.",
                    number=self.name,
                    date=last,
                )
            )
        self._next_round("reopened", date, words)

    def _handled(self, date):
        first = self.date_handled_first or date
        return {"date_handled": date, "date_handled_first": first}

    def _unhandled(self):
        """The claim to have handled it is void, unless it was closed since."""
        was_closed = self.date_closed or self.round_ids.filtered("date_closed")
        first = self.date_handled_first if was_closed else False
        return {"date_handled": False, "date_handled_first": first}

    def _next_round(self, reason, date, words):
        own = self.sudo()
        # sudo: rounds are made by the course alone
        self.env["stakeholder.complaint.round"].sudo().create(
            {
                "complaint_id": self.id,
                "number": self.round_number,
                "reason": reason,
                "words": words,
                "date": date,
                "signed_by_id": own.signed_by_id.id,
                **{name: own[name] for name in KEPT},
            }
        )
        said = self.with_context(lang=FORM_LANG).env._("Not satisfied: %s", words)
        vals = {
            **self._unhandled(),
            **self._second_date(),
            "state": "pending",
            "round_number": self.round_number + 1,
            "outcome": self._with_line(self.outcome, said),
            "reaction": False,
            "director_opinion": False,
            "signed_by_id": False,
            "date_closed": False,
            "date_notice": False,
            "date_noticed": False,
        }
        self._step("reopened" if reason == "reopened" else "dissatisfied", vals)

    def _second_date(self):
        """The date for the result: the one that runs, else as many days from today."""
        today = self._today()
        if self.state not in ENDED and (self.date_result_due or today) > today:
            return {}
        calendar = self.policy_id.sudo().calendar_id
        due = calendar._stakeholder_add_days(today, self.result_days)
        warning = calendar._stakeholder_add_days(due, -self.warning_days)
        return {
            "date_result_due": due,
            "date_result_first": due,
            "date_result_warning": warning,
        }
