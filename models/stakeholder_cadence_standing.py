from odoo import api, models

from ..tools.periods import bridged, outside


class StakeholderCadence(models.Model):
    """On which days a party was active, and on which potential (U1.1, U2.5)."""

    _inherit = "stakeholder.cadence"

    @api.model
    def _standing(self, parties):
        """{(class, status): [(party, its days of that status)]} of whom lines ask for.

        Nothing is asked of what was archived, and no care of a party without prospect.
        """
        groups = {}
        for status, days in self._days_of(parties).items():
            for party, spans in days.items():
                if spans and self._is_kept(party, status):
                    key = party.stakeholder_class, status
                    groups.setdefault(key, []).append((party, spans))
        return groups

    @api.model
    def _is_kept(self, party, status):
        return party.active and (status == "active" or party._is_worth_keeping())

    def _asks(self, party):
        """Whether this line asks for anything of ``party``, as it is today."""
        is_own = party.stakeholder_class == self.party_class
        return is_own and self._is_kept(party, self.status)

    @api.model
    def _days_of(self, parties):
        """{status: {party: Periods in order}}, in a few queries for all.

        Active from one agreement to the next where only a renewal lies between them
        (`renewal_gap_days`), potential on all other days since it came to the centre.
        """
        parties.fetch(
            ["active", "create_date", "stakeholder_class"]
            + ["stakeholder_date_prospect", "stakeholder_prospect"]
        )
        intervals = self.env["stakeholder.agreement"]._intervals(parties)
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        active, potential = {}, {}
        for party in parties:
            own = bridged(intervals.get(party.id, ()), policy.renewal_gap_days)
            active[party] = own
            potential[party] = outside(own, self._first_day(party, own, policy))
        return {"active": active, "potential": potential}

    @api.model
    def _first_day(self, party, spans, policy):
        """Since when the centre has known ``party``, by what is on record of it."""
        created = policy.calendar_id._stakeholder_local_date(party.create_date)
        known = party.stakeholder_date_prospect or created
        return min(created, known, *(one.first for one in spans[:1]))
