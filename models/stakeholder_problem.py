from odoo import api, fields, models

SEVERITIES = [("high", "Severe"), ("medium", "Moderate"), ("low", "Slight")]


class StakeholderProblem(models.Model):
    """One problem of a recipient, how severe, and which comes first (S5.3)."""

    _name = "stakeholder.problem"
    _description = "Problem of a Recipient"
    _inherit = ["stakeholder.engagement.part"]
    _order = "engagement_id, sequence, id"

    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "Cycle",
        required=True,
        index=True,
        ondelete="cascade",
    )
    sequence = fields.Integer("Rank", default=10)
    name = fields.Char("The Problem", required=True)
    severity = fields.Selection(SEVERITIES, required=True, default="medium")
    is_within_reach = fields.Boolean(
        "The Centre Can Handle It", help="Held against what the centre can do."
    )

    @api.model_create_multi
    def create(self, vals_list):
        problems = super().create(vals_list)
        problems.engagement_id._check_not_closed()
        return problems

    def write(self, vals):
        self.engagement_id._check_not_closed()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_while_open(self):
        self.engagement_id._check_not_closed()
