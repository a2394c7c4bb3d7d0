from datetime import timedelta

from odoo import api, fields, models

from ..tools.periods import Period, period

WHOLE = [
    ("year", "This Year"),
    ("first", "First Half-year"),
    ("second", "Second Half-year"),
    ("before", "Last Year"),
]


class StakeholderSpanWindow(models.AbstractModel):
    """A window that asks from when to when; at first this year."""

    _name = "stakeholder.span.window"
    _description = "Window for Days of Choice"

    whole = fields.Selection(WHOLE, "Take", default="year")
    date_from = fields.Date(
        "From", required=True, default=lambda self: self._this_year().first
    )
    date_to = fields.Date(
        "To", required=True, default=lambda self: self._this_year().last
    )

    _period_check = models.Constraint(
        "CHECK(date_from <= date_to)",
        "The period would end before it begins. Correct it.",
    )

    @api.onchange("whole")
    def _onchange_whole(self):
        """Whole ones by one click; other days are typed."""
        if self.whole:
            self.date_from, self.date_to = self._whole_spans()[self.whole]

    @api.onchange("date_from", "date_to")
    def _onchange_days(self):
        known = (self.date_from, self.date_to)
        found = [name for name, one in self._whole_spans().items() if one == known]
        self.whole = found[0] if found else False

    @api.model
    def _whole_spans(self):
        this = self._this_year()
        return {
            "year": this,
            "first": period("half", this.first),
            "second": period("half", this.last),
            "before": period("year", this.first - timedelta(days=1)),
        }

    @api.model
    def _this_year(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return period("year", today)

    def _span(self):
        return Period(self.date_from, self.date_to)
