from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..tools.periods import bridged

# Whoever was asked for the year before so short a time ago is not asked before leaving.
ASKED_LATELY = timedelta(days=90)


class StakeholderRating(models.Model):
    """Who is to be asked today: all from a month on, those that leave in good time.

    A unit whose service ends before the round, or soon after it has begun, is asked as
    long before its last day as a form is open: nobody else could say how it was.
    """

    _inherit = "stakeholder.rating"

    @api.model
    def _round_domain(self):
        """The active units of this centre whose time to rate this year has come."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        today = policy.calendar_id._stakeholder_today()
        if not policy.rating_month:
            return Domain.FALSE
        units = Domain("stakeholder_class", "=", "unit")
        units &= Domain("stakeholder_status", "=", "active")
        if today.month >= int(policy.rating_month):
            return units
        return units & Domain("id", "in", self._leaving_ids(policy, today))

    @api.model
    def _leaving_ids(self, policy, today):
        """The units whose service ends while a form sent today would be open.

        A renewal that is signed goes on; one not signed yet is not waited for.
        """
        soon = today + timedelta(days=policy.rating_days)
        # sudo: the status is open to everybody who sees the contact; agreements are not
        agreements = self.env["stakeholder.agreement"].sudo()
        ending = agreements.search(
            agreements._in_force_domain(today) & Domain("date_last", "<=", soon)
        ).partner_id
        if not ending:
            return []
        lately = self._asked_lately(ending, today)
        return [
            unit
            for unit, known in agreements._intervals(ending - lately).items()
            if any(
                one.overlap(today, today) and one.last <= soon
                for one in bridged(known, policy.renewal_gap_days)
            )
        ]

    @api.model
    def _asked_lately(self, units, today):
        # sudo: that they were asked is looked up, nothing of what they said
        groups = self.sudo()._read_group(
            Domain("company_id", "=", self.env.company.id)
            & Domain("partner_id", "in", units.ids)
            & Domain("year", "=", str(today.year - 1))
            & Domain("date_sent", ">", today - ASKED_LATELY),
            ["partner_id"],
        )
        return units.browse().union(*(unit for (unit,) in groups))
