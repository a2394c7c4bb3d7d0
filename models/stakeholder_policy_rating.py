from odoo import api, fields, models
from odoo.exceptions import ValidationError

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class StakeholderPolicy(models.Model):
    """When units are asked to rate, and how many answers make a figure (X7)."""

    _inherit = "stakeholder.policy"

    rating_month = fields.Selection(
        MONTHS,
        "Ask Units to Rate From",
        default="11",
        help="Every year from this month on; a unit whose service ends before is asked "
        "as long before its last day as a link is open. Empty: nobody is asked by "
        "itself.",
    )
    rating_days = fields.Integer(
        "Rating Link Open For (Days)", required=True, default=21
    )
    rating_warning_days = fields.Integer(
        "Ask After a Rating Form Before (Days)", required=True, default=7
    )
    is_rater_reminded = fields.Boolean(
        "Remind Raters by E-mail",
        default=True,
        help="Once, on the day the form is asked after, before the link lapses.",
    )
    rating_minimum = fields.Integer(
        "Fewest Answers for a Figure",
        required=True,
        default=1,
        help="With fewer the number is shown and nothing is judged.",
    )

    @api.constrains("rating_days", "rating_warning_days", "rating_minimum")
    def _check_rating(self):
        for policy in self:
            if not 0 <= policy.rating_warning_days < policy.rating_days <= 366:
                raise ValidationError(
                    self.env._(
                        "%s: a rating link is open for 1 to 366 days, and its reminder "
                        "comes within that time.",
                        policy.display_name,
                    )
                )
            if policy.rating_minimum < 1:
                raise ValidationError(
                    self.env._(
                        "%s: at least one answer makes a figure.", policy.display_name
                    )
                )
