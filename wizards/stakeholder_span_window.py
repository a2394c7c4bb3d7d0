from odoo import api, fields, models

from ..tools.periods import Period, period


class StakeholderSpanWindow(models.AbstractModel):
    """A window that asks from when to when; at first this year."""

    _name = "stakeholder.span.window"
    _description = "Window for Days of Choice"

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

    @api.model
    def _this_year(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return period("year", today)

    def _span(self):
        return Period(self.date_from, self.date_to)
