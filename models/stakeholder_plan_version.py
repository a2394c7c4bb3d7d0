from odoo import fields, models
from odoo.exceptions import UserError


class StakeholderPlanVersion(models.Model):
    """The plan as it was agreed at one time; a change makes a new version (S7)."""

    _name = "stakeholder.plan.version"
    _description = "Version of a Plan"
    _order = "engagement_id, number desc"
    _rec_name = "number"

    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "Cycle",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    number = fields.Integer("Version", required=True, readonly=True, aggregator=None)
    made_at = fields.Datetime("Agreed", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "Set Down By", required=True, readonly=True)
    reason = fields.Char("Why It Changed", readonly=True)
    plan = fields.Text("Goals and Actions", required=True, readonly=True)

    _number_uniq = models.UniqueIndex("(engagement_id, number)")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A version of a plan stays as it was agreed."))
