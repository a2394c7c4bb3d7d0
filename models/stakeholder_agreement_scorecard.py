from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.periods import Period, bridged, within

DAYS = {"date_start", "date_end", "date_ended_early"}


class StakeholderAgreement(models.Model):
    """What a signed scorecard found rests on an agreement in its period (U4.10).

    Days are corrected with their trace; but no correction takes the ground away from
    what was signed, as a withdrawal would.
    """

    _inherit = "stakeholder.agreement"

    def write(self, vals):
        signed = self.filtered(lambda one: one.state == "signed")
        cards = signed._signed_scorecards() if vals.keys() & DAYS else {}
        result = super().write(vals)
        for agreement, found in cards.items():
            agreement._check_ground_stays(found)
        return result

    def _signed_scorecards(self):
        """{agreement: the signed scorecards of periods it is in force in}."""
        # sudo: that there is a signed one is asked, not what it says
        cards = self.env["stakeholder.scorecard"].sudo()
        found = cards.search(
            Domain("partner_id", "in", self.partner_id.ids)
            & Domain("company_id", "in", self.company_id.ids)
            & Domain("state", "=", "signed")
        )
        return {
            one: found.filtered(
                lambda card, one=one: (
                    (card.partner_id, card.company_id)
                    == (one.partner_id, one.company_id)
                    and card.date_from <= one.date_last
                    and card.date_to >= one.date_start
                )
            )
            for one in self
        }

    def _check_ground_stays(self, cards):
        known = self._days_in_force()
        for card in cards:
            if not within(known, Period(card.date_from, card.date_to)):
                raise UserError(
                    self.env._(
                        "%(agreement)s: by these days no agreement would be in force "
                        "in the period of %(card)s, which is signed. Enter days that "
                        "lie in it.",
                        agreement=self.name,
                        card=card.name,
                    )
                )

    def _days_in_force(self, without=()):
        """The days of the party under agreements but those ``without``, as Periods."""
        # sudo: when it was active is no secret to whoever sees the party
        signed = self.sudo().search(
            Domain("partner_id", "=", self.partner_id.id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "signed")
            & Domain("id", "not in", without)
        )
        return bridged([(one.date_start, one.date_last) for one in signed], 0)

    def _resting(self):
        """Scorecards as well, unless their days are under another agreement, too."""
        names = super()._resting()
        cards = self._signed_scorecards()[self]
        if not cards:
            return names
        now, then = self._days_in_force(), self._days_in_force(without=self.ids)
        periods = {card: Period(card.date_from, card.date_to) for card in cards}
        return names + [
            card.name
            for card, whole in periods.items()
            if within(now, whole) != within(then, whole)
        ]
