from odoo import api, fields, models

from ..models.stakeholder_scorecard import KINDS
from ..tools.measure import label
from ..tools.periods import period as period_of


class StakeholderPeriodWindow(models.AbstractModel):
    """A window that asks for a half-year or a year by one of its days."""

    _name = "stakeholder.period.window"
    _description = "Window for an Evaluated Period"

    kind = fields.Selection(KINDS, "Period of", required=True, default="half")
    day = fields.Date(
        "Any Day of the Period",
        required=True,
        default=lambda self: self.env["resource.calendar"]._stakeholder_centre_today(),
    )
    period = fields.Char("Evaluated Period", compute="_compute_period")

    @api.depends("kind", "day")
    def _compute_period(self):
        for window in self:
            known = window.kind and window.day
            window.period = known and label(
                window.kind, period_of(window.kind, window.day)
            )
