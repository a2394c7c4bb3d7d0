from odoo import fields, models
from odoo.exceptions import UserError

from ..models.stakeholder_rating import SOURCES


class StakeholderRatingTyping(models.TransientModel):
    """On which day the form was filled in, before it is typed in (U4.6-U4.8)."""

    _name = "stakeholder.rating.typing"
    _description = "Typing In a Rating Form"

    rating_id = fields.Many2one(
        "stakeholder.rating", "Rating Form", required=True, readonly=True
    )
    source = fields.Selection(SOURCES, "Way Back", required=True, readonly=True)
    date = fields.Date(
        "Date on the Form",
        required=True,
        default=lambda self: self.env["resource.calendar"]._stakeholder_centre_today(),
        help="The date on the paper, or the day of the interview.",
    )

    def action_type(self):
        """Open the page on which it is typed in."""
        self.ensure_one()
        rating = self.rating_id
        rating._check_may_handle()
        today = rating._notice_today(rating.company_id)
        if not int(rating.year) <= self.date.year or self.date > today:
            raise UserError(
                self.env._(
                    "%(rating)s: a form of %(year)s was filled in in that year or "
                    "later, and not after today. Correct the date.",
                    rating=rating.display_name,
                    year=rating.year,
                )
            )
        return rating._type_in(self.source, self.date)
