from odoo import api, fields, models
from odoo.fields import Command

WEEKDAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]


class StakeholderDeadline(models.TransientModel):
    """A deadline explained day by day, so that nobody has to trust it (X1)."""

    _name = "stakeholder.deadline"
    _description = "Deadline Explained"
    _rec_name = "date_due"

    calendar_id = fields.Many2one("resource.calendar", readonly=True)
    date_start = fields.Date("Counted From", readonly=True)
    date_due = fields.Date("Last Day in Time", readonly=True)
    count = fields.Integer("Working Days", readonly=True)
    is_provisional = fields.Boolean(readonly=True)
    line_ids = fields.One2many("stakeholder.deadline.line", "deadline_id")

    @api.model
    def _open(self, calendar, start, due, count):
        """The window that explains why ``due`` is what it is."""
        days = calendar._stakeholder_working_days(start, max(start, due))
        deadline = self.create(
            {
                "calendar_id": calendar.id,
                "date_start": start,
                "date_due": due,
                "count": days.between(start, due),
                "is_provisional": days.is_provisional(start, due),
                "line_ids": [
                    Command.create(self._line(*line))
                    for line in days.explain(start, due)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Why This Date?"),
            "res_model": self._name,
            "res_id": deadline.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _line(self, date, day, number):
        return {
            "date": date,
            "weekday": str(date.weekday()),
            "kind": day.kind,
            "reason": day.reason,
            "number": number or 0,
        }


class StakeholderDeadlineLine(models.TransientModel):
    _name = "stakeholder.deadline.line"
    _description = "Day of a Deadline"
    _order = "date"

    deadline_id = fields.Many2one(
        "stakeholder.deadline", required=True, ondelete="cascade"
    )
    number = fields.Integer("No.")
    date = fields.Date()
    weekday = fields.Selection(WEEKDAYS)
    kind = fields.Selection(
        [
            ("work", "Working day"),
            ("makeup", "Make-up working day"),
            ("weekend", "Weekend"),
            ("holiday", "Holiday"),
            ("leave", "Centre closed"),
        ]
    )
    reason = fields.Char()
