from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from .stakeholder_cadence_coverage import GREETING_AFTER, GREETING_BEFORE


class StakeholderCommunication(models.Model):
    """One greeting a party and festival: whoever comes second is told (U3.1, O3)."""

    _inherit = "stakeholder.communication"

    @api.depends("festival_id")
    def _compute_warning(self):
        result = super()._compute_warning()
        for talk in self.filtered("festival_id"):
            if earlier := talk._greeted_already():
                line = self.env._(
                    "%(party)s was greeted on “%(festival)s” by %(user)s on %(date)s "
                    "already.",
                    party=talk.partner_id.name,
                    festival=talk.festival_id.name,
                    user=earlier.user_id.name,
                    date=format_date(self.env, earlier.date),
                )
                talk.warning = "\n".join(filter(None, (talk.warning, line)))
        return result

    def _greeted_already(self):
        """The greeting of a colleague on the same occasion."""
        if not (self.partner_id and self.at):
            return self.browse()
        day = self._local_date(self.company_id, self.at)
        margin = GREETING_BEFORE + GREETING_AFTER
        return self._greetings(
            Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id", "=", self.partner_id._origin.id)
            & Domain("festival_id", "=", self.festival_id.id)
            & Domain("date", ">=", day - margin)
            & Domain("date", "<=", day + margin)
            & Domain("id", "!=", self._origin.id)
        )[:1]

    @api.model
    def _greetings(self, domain):
        """Those of colleagues too; of a recipient only what one may read (X6).

        With a party it is no secret who greeted when; what they wrote is.
        """
        # sudo: with parties only, and nothing but who and when is shown
        open_ones = self.sudo().search(domain & Domain("kind", "=", "party"))
        return open_ones | self.search(domain & Domain("kind", "!=", "party")).sudo()
