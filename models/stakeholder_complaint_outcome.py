from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

from .stakeholder_complaint import ENDED

OUTCOMES = [("met", "In Time"), ("late", "Late")]


class StakeholderComplaint(models.Model):
    """How each of the three clocks ended, and all three as bars (C3.1, C3.2, C3.4).

    What is stored is judged once, when it is done; a closed one never moves again.
    """

    _inherit = "stakeholder.complaint"

    handover_hours = fields.Float(
        "Hours Until Handed Over", compute="_compute_handover_hours"
    )
    response_outcome = fields.Selection(
        OUTCOMES, "Answer Clock", compute="_compute_response_outcome", store=True
    )
    response_late_days = fields.Integer(
        "Answer Late By (Working Days)", compute="_compute_response_outcome", store=True
    )
    result_outcome = fields.Selection(
        OUTCOMES, "Result Clock", compute="_compute_result_outcome", store=True
    )
    result_late_days = fields.Integer(
        "Result Late By (Working Days)",
        compute="_compute_result_outcome",
        store=True,
        help="By the date that was named first (guideline 3.4.5).",
    )
    is_ended = fields.Boolean(compute="_compute_is_ended")
    clock_bars = fields.Json(compute="_compute_clock_bars")

    @api.depends("state")
    def _compute_is_ended(self):
        for complaint in self:
            complaint.is_ended = complaint.state in ENDED

    @api.depends("received_at", "handed_over_at")
    def _compute_handover_hours(self):
        for complaint in self:
            passed = complaint.handed_over_at and (
                complaint.handed_over_at - complaint.received_at
            )
            complaint.handover_hours = passed and passed.total_seconds() / 3600

    @api.depends("date_response_due", "date_response_done")
    def _compute_response_outcome(self):
        self._judge("response", "date_response_due", "date_response_done")

    @api.depends("date_result_first", "date_handled")
    def _compute_result_outcome(self):
        self._judge("result", "date_result_first", "date_handled")

    def _judge(self, clock, due, done):
        self.update({f"{clock}_outcome": False, f"{clock}_late_days": 0})
        ended = self.filtered(lambda one: one[due] and one[done])
        ended.update({f"{clock}_outcome": "met"})
        late = ended.filtered(lambda one: one[done] > one[due])
        late.update({f"{clock}_outcome": "late"})
        for complaint, days in late._working_days_between(due, done):
            complaint[f"{clock}_late_days"] = days

    def _working_days_between(self, start, end):
        """(complaint, working days after ``start`` up to ``end``), a table for all."""
        for calendar, found in self.grouped(
            lambda one: one.policy_id.sudo().calendar_id
        ).items():
            dates = [one[name] for one in found for name in (start, end)]
            days = calendar._stakeholder_days_around(dates, 0)
            for one in found:
                yield one, days.between(one[start], one[end])

    # ------------------------------------------------------------
    # BARS
    # ------------------------------------------------------------

    @api.depends(
        "date_received",
        "date_response_due",
        "date_response_done",
        "date_result_due",
        "date_handled",
        "handed_over_at",
        "party_class",
        "state",
    )
    @api.depends_context("lang", "tz")
    def _compute_clock_bars(self):
        """[{key, label, state, used, total, words, detail, explain}] of each.

        ``used`` and ``total`` are working days; ``state`` is one of met, late, green,
        amber, red.
        """
        for complaint in self:
            bars = complaint._bars() if complaint.date_received else []
            complaint.clock_bars = bars

    def _bars(self):
        calendar = self.policy_id.sudo().calendar_id
        dates = [self.date_received, calendar._stakeholder_today()]
        names = ("date_response_due", "date_response_done", "date_result_due")
        dates += [self[name] for name in (*names, "date_handled") if self[name]]
        days = calendar._stakeholder_days_around(dates, 0)
        bars = [self._handover_bar()]
        if self.date_response_due:
            # A unit is answered *and* handled within the term (C3.1).
            is_unit = self.party_class == "unit"
            answer, both = self.env._("Answer"), self.env._("Answer and Handling")
            label = both if is_unit else answer
            due, done = self.date_response_due, self.date_response_done
            bars.append(self._bar(days, "response", label, due, done))
        if self.date_result_due:
            label = self.env._("Result")
            due, done = self.date_result_due, self.date_handled
            bars.append(self._bar(days, "result", label, due, done))
        return bars

    def _handover_bar(self):
        late = self.is_handover_late
        when = self.handed_over_at and format_datetime(self.env, self.handed_over_at)
        return {
            "key": "handover",
            "label": self.env._("Hand-over"),
            "state": "late" if late else "met",
            "used": 1,
            "total": 1,
            "words": self.env._("Not on the day of receipt")
            if late
            else self.env._("On the day of receipt"),
            "detail": when or "",
            "explain": False,
        }

    def _bar(self, days, key, label, due, done):
        today = self._today()
        late = days.between(due, done or today)
        left = days.between(today, due)
        if done:
            state = "late" if done > due else "met"
        elif self.state in ENDED:
            state = "off"
        else:
            calendar = self.env["resource.calendar"]
            state = calendar._stakeholder_urgency(today, due, left, self.warning_days)
        used = days.between(self.date_received, min(done or today, due))
        return {
            "key": key,
            "label": label,
            "state": state,
            "used": used,
            "total": max(days.between(self.date_received, due), 1),
            "words": self._bar_words(state, done, left, late),
            "detail": self._bar_detail(due),
            "explain": f"action_explain_{key}",
        }

    def _bar_words(self, state, done, left, late):
        if state == "off":
            return self.env._("Does not run")
        if state == "met":
            return self.env._("In time, on %s", format_date(self.env, done))
        if state == "late":
            return self.env._(
                "On %(date)s, late by %(days)s working days",
                date=format_date(self.env, done),
                days=late,
            )
        if state == "red":
            return self.env._("Late by %s working days", late)
        if not left:
            return self.env._("Due today")
        return self.env._("%s working days left", left)

    def _bar_detail(self, due):
        words = self.env._("until %s", format_date(self.env, due))
        if self.is_provisional:
            words = self.env._("%s, provisional", words)
        return words
