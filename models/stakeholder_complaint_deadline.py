from odoo import api, models

from .stakeholder_complaint import ENDED

TERMS = ("response_days", "result_days", "result_basis", "warning_days")


class StakeholderComplaint(models.Model):
    """Deadlines that move: the calendar or the time of receipt was corrected (X1).

    What a complainant was told stays; the trail holds each date that moved.
    """

    _inherit = "stakeholder.complaint"

    def write(self, vals):
        result = super().write(vals)
        if "received_at" in vals:
            self.sudo()._restart_clocks()
        return result

    def _restart_clocks(self):
        """Count again after the time of receipt was corrected."""
        # Whose clocks began with a name given later do not count from receipt.
        counted = self.filtered(lambda one: not one.date_named)
        known = {}
        terms = [
            self._with_policy(
                {"received_at": one.received_at, "company_id": one.company_id.id},
                known,
            )
            for one in counted
        ]
        rows = [
            complaint._as_counted(vals)
            for complaint, vals in zip(counted, terms, strict=True)
        ]
        dates = self._dates_of(rows)
        moves = {}
        for complaint, vals, found in zip(counted, terms, dates, strict=True):
            if moved := complaint._changed_by(found):
                moves[complaint.id] = moved
            complaint._write_technical({**vals, **found, "date_noticed": False})
        self._log_moves(moves)

    @api.model
    def _follow_calendar(self):
        """Move the deadlines of open complaints; closed ones never move (X1)."""
        # sudo: whoever corrects the calendar moves what they may not read
        complaints = self.sudo().search([("state", "not in", ENDED)])
        by_calendar = complaints.grouped(lambda one: one.policy_id.calendar_id)
        for calendar, found in by_calendar.items():
            found._move_deadlines(calendar)

    def _move_deadlines(self, calendar):
        """Write the dates that changed, grouped, and put the move on the trail."""
        groups, moves = {}, {}
        rows = [complaint._as_counted(complaint) for complaint in self]
        for complaint, dates in zip(self, self._due_dates(calendar, rows), strict=True):
            if changed := complaint._changed_by(dates):
                key = tuple((name, date) for name, (_old, date) in changed.items())
                groups.setdefault(key, []).append(complaint.id)
                moves[complaint.id] = changed
        for key, ids in groups.items():
            # Whatever was said about the old date does not speak for the new one.
            self.browse(ids)._write_technical({**dict(key), "date_noticed": False})
        self._log_moves(moves)

    def _changed_by(self, dates):
        """{name: [date until now, date from now on]} of what ``dates`` would move."""
        return {
            name: [self[name], date]
            for name, date in dates.items()
            if self[name] != date
        }

    @api.model
    def _log_moves(self, moves):
        self.env["stakeholder.complaint.trail"]._append(
            self.browse(moves), "deadline_moved", by_id=moves
        )

    def _as_counted(self, terms):
        """The row to count by: a result date that was told is counted no more."""
        names = ("policy_id", "date_received", *TERMS)
        row = {name: terms[name] for name in names}
        return {**row, "result_basis": "notice"} if self._is_result_told() else row

    def _is_result_told(self):
        """Whether the date for the result was set by hand and told (C3.4).

        By a notice, with a further round, or by another date than the first one.
        """
        return bool(
            self.date_notice
            or self.round_number > 1
            or self.date_result_due != self.date_result_first
        )
