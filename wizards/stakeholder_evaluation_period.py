from odoo import fields, models


class StakeholderEvaluationPeriod(models.TransientModel):
    """Of which period the workbook is wanted (U4.10, X4)."""

    _name = "stakeholder.evaluation.period"
    _inherit = ["stakeholder.period.window"]
    _description = "Workbook of a Period"

    kind = fields.Selection(default="year")

    def action_download(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/stakeholder_relations/evaluation/{self.kind}/{self.day}.xlsx",
            "target": "self",
            "close": True,
        }
