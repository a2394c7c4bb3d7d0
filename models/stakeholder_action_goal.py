from odoo import api, fields, models
from odoo.exceptions import ValidationError

# What the plan says of it; what was done may still be noted when it is closed.
PLANNED = {"date_due", "kind", "name", "partner_id", "user_id"}


class StakeholderAction(models.Model):
    """Actions taken for the goals of a plan (P4, P5)."""

    _inherit = "stakeholder.action"

    goal_id = fields.Many2one(
        "stakeholder.goal", index="btree_not_null", ondelete="restrict"
    )
    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "From the Cycle",
        related="goal_id.engagement_id",
        store=True,
        index="btree_not_null",
    )

    def _source(self):
        return self.engagement_id or super()._source()

    @api.model
    def _source_names(self):
        return [*super()._source_names(), "engagement_id"]

    @api.model
    def _centre_of(self, vals):
        if goal := vals.get("goal_id"):
            return self.env["stakeholder.goal"].browse(goal).engagement_id.company_id
        return super()._centre_of(vals)

    @api.model_create_multi
    def create(self, vals_list):
        """What is done for a goal is part of a plan, and about its party."""
        goals = self.env["stakeholder.goal"]
        for vals in vals_list:
            if vals.get("goal_id"):
                engagement = goals.browse(vals["goal_id"]).engagement_id
                vals["kind"] = "plan"
                vals["partner_id"] = engagement.partner_id.id
                vals.setdefault("user_id", engagement.user_id.id)
        return super().create(vals_list)

    def write(self, vals):
        if not self.env.su and vals.keys() & PLANNED:
            self.engagement_id._check_not_closed()
        result = super().write(vals)
        if vals.keys() & {"name", "user_id", "date_due"}:
            self.engagement_id._keep_plan_version()
        return result

    def action_done(self):
        """Settled in the window of a gate, it leads back there to what is left."""
        result = super().action_done()
        if self.env.context.get("stakeholder_gate") and self.engagement_id:
            return self.engagement_id.action_fill_in()
        return result

    def _notice_name(self):
        """Of what is planned with a recipient the number goes by mail (X6)."""
        # sudo: whoever is told may no longer be of the team
        cycle = self.sudo().engagement_id
        if cycle.party_class == "recipient":
            return cycle.name
        return super()._notice_name()

    def _may_steer(self, user):
        """The team of the cycle, whoever set the action before them."""
        # sudo: the team is compared, not shown
        team = self.sudo().engagement_id.reader_ids
        return user in team or super()._may_steer(user)

    @api.constrains("user_id", "goal_id")
    def _check_stays_with_the_team(self):
        """What is planned with a recipient is the team's alone (X6)."""
        # sudo: the team is compared, not shown
        for action in self.sudo().filtered("engagement_id"):
            engagement = action.engagement_id
            secret = engagement.party_class == "recipient"
            if secret and action.user_id not in engagement.reader_ids:
                raise ValidationError(
                    self.env._(
                        "“%(action)s”: what is planned with a recipient is done by "
                        "the social worker or the named supervisor. %(user)s is "
                        "neither.",
                        action=action.name,
                        user=action.user_id.name,
                    )
                )

    @api.constrains("date_due", "goal_id")
    def _check_due_after_the_opening(self):
        for action in self.sudo().filtered("engagement_id"):
            if action.date_due < action.engagement_id.date_open:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” would be due before the cycle was opened on "
                        "%(date)s.",
                        action=action.name,
                        date=action.engagement_id.date_open,
                    )
                )
