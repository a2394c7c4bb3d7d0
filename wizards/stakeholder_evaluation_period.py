from odoo import api, fields, models

from ..models.stakeholder_scorecard import KINDS
from ..tools.measure import label
from ..tools.periods import period as period_of


class StakeholderEvaluationPeriod(models.TransientModel):
    """Of which period the workbook is wanted (U4.10, X4)."""

    _name = "stakeholder.evaluation.period"
    _description = "Workbook of a Period"

    kind = fields.Selection(KINDS, "Period of", required=True, default="year")
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

    def action_download(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/stakeholder_relations/evaluation/{self.kind}/{self.day}.xlsx",
            "target": "self",
            "close": True,
        }
