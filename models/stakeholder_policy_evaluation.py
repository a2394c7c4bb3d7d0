from odoo import api, fields, models
from odoo.exceptions import ValidationError

PRORATIONS = [
    ("half", "From Half a Period On"),
    ("any", "From the First Day On"),
    ("whole", "For Whole Periods Only"),
]


class StakeholderPolicy(models.Model):
    """How units are evaluated where the guideline leaves a choice (U4.1-U4.10, X7)."""

    _inherit = "stakeholder.policy"

    evaluation_proration = fields.Selection(
        PRORATIONS,
        "What Is Owed Counts",
        required=True,
        default="half",
        help="Of an agreement that began or ended within a month, quarter or year.",
    )
    evaluation_handover = fields.Boolean(
        "A Late Hand-over Is Late",
        default=True,
        help="Whether an opinion handed over on a later day counts as not in time.",
    )
    evaluation_needs_action = fields.Boolean(
        "Signed Only with Improvements",
        default=True,
        help="Each missed indicator has an improvement action before a scorecard is "
        "signed.",
    )
    scorecard_from = fields.Date(
        "Scorecards From",
        default=fields.Date.context_today,
        help="Of periods that end from this day on they are made by themselves. Empty: "
        "only by hand.",
    )
    improvement_days = fields.Integer(
        "Improve Within (Days)", required=True, default=30
    )
    # U4.3: who is management
    management_council = fields.Boolean("Council Members Count", default=True)
    management_director_general = fields.Boolean(
        "Director-General and Deputies Count", default=True
    )
    management_head = fields.Boolean("Heads of Department Count", default=True)
    management_department = fields.Boolean("Everybody in a Department Counts")

    @api.constrains("improvement_days")
    def _check_improvement_days(self):
        for policy in self:
            if not 0 < policy.improvement_days <= 366:
                raise ValidationError(
                    self.env._(
                        "%s: an improvement is due within 1 to 366 days.",
                        policy.display_name,
                    )
                )

    def _management_tiers(self):
        """The tiers that are management as a whole; heads of department apart."""
        self.ensure_one()
        tiers = ("council", "director_general", "department")
        return [tier for tier in tiers if self[f"management_{tier}"]]
