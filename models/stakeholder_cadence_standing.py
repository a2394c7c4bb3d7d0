from odoo import api, models

from ..tools.periods import bridged, outside


class StakeholderCadence(models.Model):
    """On which days a party was active, and on which potential (U1.1, U2.5)."""

    _inherit = "stakeholder.cadence"

    @api.model
    def _standing(self, parties, whole):
        """{(class, status): {its days of that status: parties}} of whom lines ask for.

        Only what lies in ``whole`` is told. Nothing is asked of what was archived, and
        no care of a party without prospect.
        """
        parties.fetch(["active", "stakeholder_class", "stakeholder_prospect"])
        groups = {}
        for status, days in self._days_of(parties, whole).items():
            for spans, alike in days.items():
                own = {}
                for party in alike:
                    if self._is_kept(party, status):
                        own.setdefault(party.stakeholder_class, []).append(party)
                for party_class, found in own.items():
                    groups.setdefault((party_class, status), {})[spans] = found
        return groups

    @api.model
    def _is_kept(self, party, status):
        return party.active and (status == "active" or party._is_worth_keeping())

    def _asks(self, party):
        """Whether this line asks for anything of ``party``, as it is today."""
        is_own = party.stakeholder_class == self.party_class
        return is_own and self._is_kept(party, self.status)

    @api.model
    def _days_of(self, parties, whole):
        """{status: {Periods in order: parties whose days they are}}, in a few queries.

        Active from one agreement to the next where only a renewal lies between them
        (`renewal_gap_days`), potential on all other days since it came to the centre.
        Whoever is active on all days of ``whole`` is not looked at any further.
        """
        intervals = self.env["stakeholder.agreement"]._intervals(parties)
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        # Mostly all have the same days: those are worked out once.
        alike, active, others = {}, {}, {}
        for party in parties:
            alike.setdefault(tuple(intervals.get(party.id, ())), []).append(party)
        for known, own in alike.items():
            spans = bridged(known, policy.renewal_gap_days)
            if spans:
                active.setdefault(spans, []).extend(own)
            if not any(one.overlap(*whole) == whole for one in spans):
                others.setdefault(spans, []).extend(own)
        return {"active": active, "potential": self._potential(others, policy)}

    @api.model
    def _potential(self, active, policy):
        """``active`` {days: parties} by the days they were not, since they are known.

        By what is on record: entered, in agreement, or seen to be a prospect.
        """
        ids = [party.id for own in active.values() for party in own]
        self.env["res.partner"].browse(ids).fetch(
            ["create_date", "stakeholder_date_prospect"]
        )
        found = {}
        for spans, own in active.items():
            for party in own:
                entered = policy.calendar_id._stakeholder_local_date(party.create_date)
                days = [entered, party.stakeholder_date_prospect]
                begin = min(filter(None, [*days, *(one.first for one in spans[:1])]))
                found.setdefault(outside(spans, begin), []).append(party)
        return found
