from odoo import api, fields, models

from ..tools.clock import Clock
from .stakeholder_complaint import ENDED
from .stakeholder_policy import RESULT_BASES
from .stakeholder_urgency_mixin import URGENCIES


class StakeholderComplaint(models.Model):
    """The clocks of a complaint: answer and result (C3.1, C3.4), and hand-over (C3.2).

    All due dates are dates where the centre is. Nothing pauses or extends them.
    """

    _inherit = "stakeholder.complaint"

    # the terms it keeps for life (X7)
    response_days = fields.Integer(readonly=True)
    result_days = fields.Integer(readonly=True)
    result_basis = fields.Selection(RESULT_BASES, readonly=True)
    warning_days = fields.Integer(readonly=True)
    # hand-over
    date_received = fields.Date("Received On", readonly=True)
    is_handover_late = fields.Boolean(
        "Handed Over Late",
        compute="_compute_is_handover_late",
        store=True,
        help="Handed over on a later day than it was received (guideline 3.4.3).",
    )
    # answer
    date_response_warning = fields.Date(readonly=True)
    date_response_due = fields.Date("Answer Due", readonly=True)
    date_answered = fields.Date("Answered On", readonly=True)
    date_response_done = fields.Date(
        "Answer Given", compute="_compute_date_response_done", store=True
    )
    # result
    date_result_warning = fields.Date(readonly=True)
    date_result_due = fields.Date("Result Due", readonly=True)
    date_result_first = fields.Date("Result First Due", readonly=True)
    date_handled = fields.Date("Handled On", readonly=True)
    date_handled_first = fields.Date(
        readonly=True,
        help="Handled for the first time: reopening does not judge the answer anew.",
    )

    is_provisional = fields.Boolean(
        "Provisional",
        readonly=True,
        help="A deadline lies in a year whose holidays are not announced yet; it "
        "follows when they are.",
    )
    date_due = fields.Date(
        "Next Deadline", compute="_compute_date_due", store=True, index=True
    )
    remaining_days = fields.Integer(
        "Working Days Left", compute="_compute_remaining_days"
    )
    remaining_label = fields.Char("Time Left", compute="_compute_remaining_days")
    urgency = fields.Selection(URGENCIES, compute="_compute_remaining_days")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("received_at", "handed_over_at")
    def _compute_is_handover_late(self):
        for complaint in self:
            calendar = complaint.policy_id.calendar_id
            handed_over = complaint.handed_over_at
            # By the moments themselves: the clocks may begin later (C5.3).
            complaint.is_handover_late = handed_over and (
                calendar._stakeholder_local_date(handed_over)
                > calendar._stakeholder_local_date(complaint.received_at)
            )

    @api.depends("date_answered", "date_handled_first", "party_class")
    def _compute_date_response_done(self):
        """Units are answered *and* handled within the term, all others answered."""
        for complaint in self:
            answered, handled = complaint.date_answered, complaint.date_handled_first
            if complaint.party_class == "unit":
                both = answered and handled
                complaint.date_response_done = both and max(answered, handled)
            else:
                complaint.date_response_done = answered

    @api.depends("state", "date_response_due", "date_response_done", "date_result_due")
    def _compute_date_due(self):
        for complaint in self:
            clocks = complaint._running_clocks().values()
            complaint.date_due = min((clock.due for clock in clocks), default=False)

    @api.depends("date_due", "policy_id", "warning_days")
    def _compute_remaining_days(self):
        self.remaining_days = 0
        self.remaining_label = False
        self.urgency = False
        running = self.filtered("date_due")
        for policy, complaints in running.grouped("policy_id").items():
            calendar = policy.calendar_id
            today = calendar._stakeholder_today()
            due_dates = complaints.mapped("date_due")
            days = calendar._stakeholder_days_around([today, *due_dates], 0)
            alike = complaints.grouped(lambda one: (one.date_due, one.warning_days))
            for (due, warning), same in alike.items():
                left = days.between(today, due)
                same.remaining_days = left
                same.urgency = calendar._stakeholder_urgency(today, due, left, warning)
                same.remaining_label = calendar._stakeholder_left_in_words(
                    today, due, left
                )

    def _running_clocks(self):
        """{"response": Clock, "result": Clock} of the deadlines not yet met."""
        self.ensure_one()
        clocks = {}
        if self.state in ENDED:
            return clocks
        if self.date_response_due and not self.date_response_done:
            clocks["response"] = Clock(
                self.date_response_warning, self.date_response_due
            )
        if self.date_result_due and not self.date_handled:
            clocks["result"] = Clock(self.date_result_warning, self.date_result_due)
        return clocks

    # ------------------------------------------------------------
    # TERMS AND DUE DATES
    # ------------------------------------------------------------

    @api.model
    def _with_terms(self, vals_list):
        """``vals_list`` completed by the terms in force and the due dates."""
        known = {}
        completed = [self._with_policy(vals, known) for vals in vals_list]
        for vals, dates in zip(completed, self._dates_of(completed), strict=True):
            vals.update(dates)
        return completed

    @api.model
    def _dates_of(self, rows):
        """The due dates of each of ``rows``, by the calendar of its policy."""
        Policy = self.env["stakeholder.policy"]
        by_calendar = {}
        for index, row in enumerate(rows):
            calendar = Policy.browse(row["policy_id"]).calendar_id
            by_calendar.setdefault(calendar, []).append(index)
        dates = {}
        for calendar, found in by_calendar.items():
            own = self._due_dates(calendar, [rows[index] for index in found])
            dates |= dict(zip(found, own, strict=True))
        return [dates[index] for index in range(len(rows))]

    @api.model
    def _with_policy(self, vals, known):
        company_id = vals.get("company_id") or self.env.company.id
        received_at = vals.get("received_at") or fields.Datetime.now()
        received_at = fields.Datetime.to_datetime(received_at)
        policy, day = self._policy_at(company_id, received_at, known)
        return {
            **vals,
            "company_id": company_id,
            "received_at": received_at,
            "date_received": day,
            "policy_id": policy.id,
            "response_days": policy.response_days,
            "result_days": policy.result_days,
            "result_basis": policy.result_basis,
            "warning_days": policy.warning_days,
        }

    @api.model
    def _policy_at(self, company_id, received_at, known):
        """The policy and the local date of a receipt; ``known`` saves the look-ups."""
        Policy = self.env["stakeholder.policy"]
        company = self.env["res.company"].browse(company_id)
        if company not in known:
            known[company] = Policy._current(company).calendar_id
        day = known[company]._stakeholder_local_date(received_at)
        if (company, day) not in known:
            known[company, day] = Policy._current(company, day)
        return known[company, day], day

    @api.model
    def _due_dates(self, calendar, rows):
        """The due dates of each of ``rows`` (values or records), by one calendar."""
        starts = [row["date_received"] for row in rows]
        longest = max(row["result_days"] for row in rows)
        days = calendar._stakeholder_days_around(starts, longest)
        return [self._due_dates_of(calendar, days, row) for row in rows]

    @api.model
    def _due_dates_of(self, calendar, days, row):
        start = row["date_received"]
        response = calendar._stakeholder_after(days, start, row["response_days"])
        dates = {
            "date_response_due": response,
            "date_response_warning": days.after(response, -row["warning_days"]),
            "is_provisional": days.is_provisional(start, response),
        }
        if row["result_basis"] == "receipt":
            result = calendar._stakeholder_after(days, start, row["result_days"])
            dates |= {
                "date_result_due": result,
                "date_result_first": result,
                "date_result_warning": days.after(result, -row["warning_days"]),
                "is_provisional": days.is_provisional(start, result),
            }
        return dates
