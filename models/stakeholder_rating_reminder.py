from odoo import api, models

REMINDER = "stakeholder_relations.mail_template_rating_reminder"


class StakeholderRating(models.Model):
    """Whoever was asked by e-mail is reminded once before the link lapses."""

    _inherit = "stakeholder.rating"

    def _remind(self):
        """Those asked by e-mail whose link is still open, where the centre wants it."""
        for company, own in self.grouped("company_id").items():
            policy = self.env["stakeholder.policy"]._current(company)
            today = self._notice_today(company)
            asked = own.filtered(
                lambda one, today=today: (
                    one.state == "sent"
                    and one.date_mailed
                    and (not one.date_reminded or one.date_reminded < one.date_mailed)
                    and one.date_expiry >= today
                )
            )
            if asked and policy.is_rater_reminded:
                reminded = asked._send_link(REMINDER)
                reminded.write({"date_reminded": today})


class StakeholderNotice(models.Model):
    """The one job reminds the rater in the same breath as whoever asks after it."""

    _inherit = "stakeholder.notice"

    @api.model
    def _deliver(self, duties):
        """Of those in the ledger for the first time: nobody is reminded twice."""
        silent = super()._deliver(duties)
        ratings = self.env["stakeholder.rating"].union(
            *(
                duty["record"]
                for duty in duties
                if duty["record"]._name == "stakeholder.rating"
                and duty["kind"] in ("rating_warning", "rating_due")
            )
        )
        ratings._remind()
        return silent
