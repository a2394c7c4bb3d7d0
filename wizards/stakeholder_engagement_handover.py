from odoo import fields, models

from ..models.res_users_case import with_a_role


class StakeholderEngagementHandover(models.TransientModel):
    """Give a cycle, and a recipient's record with it, into other hands (X6).

    Whoever gives it away may not read it any more: so it is done in a window, which
    leads back to the board.
    """

    _name = "stakeholder.engagement.handover"
    _description = "Hand Over a Cycle"

    engagement_id = fields.Many2one(
        "stakeholder.engagement", required=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible Worker",
        required=True,
        domain=with_a_role,
        default=lambda self: self._current("user_id"),
    )
    supervisor_id = fields.Many2one(
        "res.users",
        "Named Supervisor",
        domain=with_a_role,
        default=lambda self: self._current("supervisor_id"),
    )

    def _current(self, name):
        engagement = self.env["stakeholder.engagement"].browse(
            self.env.context.get("default_engagement_id")
        )
        return engagement[name]

    def action_confirm(self):
        self.ensure_one()
        self.engagement_id.write(
            {
                "user_id": self.user_id.id,
                "supervisor_id": self.supervisor_id.id,
                "edit_version": self.engagement_id.edit_version,
            }
        )
        self.sudo().unlink()
        return self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_engagement_action"
        )
