from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.stakeholder_check_template import STAGES
from ..tools.plain_text import says


class StakeholderEngagementOverride(models.TransientModel):
    """A manager's way around a gate, back, or out of an end; with a reason (P8)."""

    _name = "stakeholder.engagement.override"
    _description = "Move with a Reason"

    engagement_id = fields.Many2one(
        "stakeholder.engagement", required=True, ondelete="cascade"
    )
    stage = fields.Selection(STAGES, "Move To", required=True)
    missing = fields.Text(
        "Still Missing", related="engagement_id.missing", related_sudo=False
    )
    reason = fields.Char("Reason on Record", required=True)

    @api.model
    def default_get(self, fields):
        self._check_manager(
            self.env["stakeholder.engagement"].browse(
                self.env.context.get("default_engagement_id")
            )
        )
        return super().default_get(fields)

    def _check_manager(self, engagement):
        if engagement and not engagement.may_go_around:
            raise UserError(
                self.env._(
                    "%s is moved past its gates by a manager who may read it.",
                    engagement.name,
                )
            )

    def action_confirm(self):
        self.ensure_one()
        engagement = self.engagement_id
        if not says(self.reason):
            raise UserError(self.env._("%s: write down the reason.", engagement.name))
        if engagement.state == "open" and engagement.stage == self.stage:
            raise UserError(self.env._("%s is at this stage already.", engagement.name))
        engagement._go_around(self.stage, self.reason)
        self.sudo().unlink()
        return {"type": "ir.actions.client", "tag": "soft_reload"}
