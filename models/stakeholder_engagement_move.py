from odoo import api, fields, models
from odoo.exceptions import UserError

from .stakeholder_check_template import CYCLE_CLASSES, STAGES

KINDS = [
    ("forward", "In Order"),
    ("around", "By a Manager, with a Reason"),
    ("end", "Ended"),
]


class StakeholderEngagementMove(models.Model):
    """How long a cycle stood where, and who moved it on; nobody edits it (P8)."""

    _name = "stakeholder.engagement.move"
    _description = "Move of a Cycle"
    _inherit = ["stakeholder.stage.mixin"]
    _order = "id desc"
    _rec_name = "stage_to"

    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "Cycle",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one("res.company", "Centre", required=True, readonly=True)
    party_class = fields.Selection(CYCLE_CLASSES, required=True, readonly=True)
    kind = fields.Selection(KINDS, "How It Moved", required=True, readonly=True)
    stage_from = fields.Selection(STAGES, "From Stage", required=True, readonly=True)
    stage_to = fields.Selection(STAGES, "To Stage", required=True, readonly=True)
    moved_at = fields.Datetime("Moved", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Moved By", required=True, readonly=True)
    days = fields.Integer("Days in the Stage", readonly=True, aggregator="avg")
    reason = fields.Char("Why It Was Moved", readonly=True)

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("The moves of a cycle stay as they were recorded."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The moves of a cycle stay as they were recorded."))
