from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ..tools.plain_text import says

ATTAINMENTS = [
    ("reached", "Reached"),
    ("partly", "Partly Reached"),
    ("missed", "Not Reached"),
]
# What the plan says; how far a goal was reached comes later.
PLAN_FIELDS = {"name", "indicator", "recipient_part", "sequence"}


class StakeholderGoal(models.Model):
    """One goal of a plan: what shows it, what is done, what the party does (P4, S7)."""

    _name = "stakeholder.goal"
    _description = "Goal of a Plan"
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
    name = fields.Char("Goal", required=True)
    indicator = fields.Char("Shown By", help="What shows that the goal is reached.")
    recipient_part = fields.Char("The Party's Part in It")
    action_ids = fields.One2many("stakeholder.action", "goal_id", "Actions")
    action_progress = fields.Char("Actions Settled", compute="_compute_action_progress")
    # evaluated (P6, S9)
    attainment = fields.Selection(ATTAINMENTS, "How Far Reached")
    attainment_note = fields.Text("What Shows It")

    @api.depends("action_ids.state")
    def _compute_action_progress(self):
        for goal in self:
            settled = goal.action_ids.filtered(lambda one: one.state != "open")
            goal.action_progress = f"{len(settled)}/{len(goal.action_ids)}"

    @api.constrains("name")
    def _check_says_what(self):
        for goal in self:
            if not says(goal.name):
                raise ValidationError(
                    self.env._(
                        "%s: a goal is left blank. Write down what is to be reached.",
                        goal.engagement_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        goals = super().create(vals_list)
        goals._plan_changed()
        return goals

    def write(self, vals):
        self._check_running()
        result = super().write(vals)
        if vals.keys() & PLAN_FIELDS:
            self._plan_changed()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_without_actions(self):
        self._check_running()
        for goal in self:
            if goal.sudo().action_ids:
                raise UserError(
                    self.env._(
                        "“%s” has actions and stays in the plan. Drop its actions "
                        "with a reason and evaluate it as not reached.",
                        goal.name,
                    )
                )

    def unlink(self):
        engagements = self.engagement_id
        result = super().unlink()
        engagements._keep_plan_version()
        return result

    def _check_running(self):
        self.engagement_id._check_not_closed()

    def _plan_changed(self):
        self._check_running()
        self.engagement_id._keep_plan_version()
