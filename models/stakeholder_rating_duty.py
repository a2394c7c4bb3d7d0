from datetime import timedelta

from odoo import api, models

from ..tools.clock import Clock
from .stakeholder_duty_mixin import DAY_LIMIT
from .stakeholder_rating_course import ACTIVITY


class StakeholderRating(models.Model):
    """A form that is not back is asked after before its link lapses, and once after."""

    _inherit = "stakeholder.rating"
    _day_user_field = "responsible_id"

    @api.depends("state", "date_expiry", "date_noticed", "company_id")
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    def _running_clocks(self):
        if self.state == "answered" or not self.date_expiry:
            return {}
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        early = timedelta(days=policy.rating_warning_days)
        return {"rating": Clock(self.date_expiry - early, self.date_expiry)}

    def _notice_users(self, kind):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        return self.responsible_id | policy._directors()[:1]

    def _notice_values(self, kind, deadline):
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(ACTIVITY)
        }

    @api.model
    def _notice_summary(self, kind):
        return {
            "rating_warning": self.env._("The rating form is not back yet"),
            "rating_due": self.env._("Last day of the rating form's link"),
            "rating_late": self.env._(
                "The rating form did not come back: ask for it on paper"
            ),
        }[kind]

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """Forms about to lapse, lapsed this year, or asked of nobody by e-mail."""
        today = self._notice_today(self.env.company)
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        soon = today + timedelta(days=policy.rating_warning_days)
        found = self.search(
            [
                ("responsible_id", "in", users.ids),
                ("state", "!=", "answered"),
                ("year", "=", str(today.year)),
                "|",
                ("date_expiry", "<=", soon),
                ("date_mailed", "=", False),
            ],
            order="date_expiry",
            limit=limit,
        )
        by_paper = self.env._("Bring the rating form on paper: no e-mail address")
        ask = self.env._("Ask for the rating form")
        return [
            one._day_item(
                one.responsible_id,
                ask if one.date_mailed else by_paper,
                one.date_expiry,
                "rating",
                one._title_of_day(),
            )
            for one in found
        ]

    def _title_of_day(self):
        """With the names of both sides: one unit may have the form several times."""
        # sudo: whom one is to ask about whom is no secret to whoever asks
        own = self.sudo()
        people = (own.rater_id - own.partner_id) | own.rated_user_id.partner_id
        return " · ".join((self.display_name, *people.mapped("name")))
