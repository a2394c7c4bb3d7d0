from odoo import api, models

from ..tools.periods import Period
from .stakeholder_cadence_coverage import Owed


class StakeholderCadence(models.Model):
    """Who owes it, and whether rows still stand."""

    _inherit = "stakeholder.cadence"

    @api.model
    def _right_users(self, owed):
        """[the user who owes it] for each of ``owed``, in a few queries for all.

        The nearest to the party whose visit satisfies the line: whoever is responsible,
        those above, their department. Where nobody of the tier is there, the nearest
        all the same. Whoever has left owes nothing.
        """
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        council, directors = policy._council(), policy._directors()
        parties = self.env["res.partner"].union(*(one.party for one in owed))
        responsible = parties.stakeholder_user_id
        above = responsible._stakeholder_managers()
        beside = responsible._stakeholder_colleagues()
        # sudo: whether they still work here and their tier are no secret
        everybody = (
            (responsible | council | directors)
            .sudo()
            .union(*above.values(), *beside.values())
        )
        here = everybody.filtered(lambda one: not one.stakeholder_has_left)
        own, nobody = {one.id: one & here for one in responsible}, here.browse()
        users, known = [], {}
        for one in owed:
            key = one.line.id, one.party.stakeholder_user_id.id
            if key not in known:
                heads = above.get(key[1], nobody) & here
                known[key] = one.line._nearest(
                    own.get(key[1], nobody),
                    heads,
                    beside.get(key[1], nobody) & here,
                    (council & here)[:1],
                    (directors & here)[:1],
                )
            users.append(known[key])
        return users

    def _nearest(self, own, above, beside, council, directors):
        """Who owes this line, of those near the party, nearest first."""
        near = own | above | beside
        if self.what != "contact":
            return own or directors
        tiers = self._tiers()
        of_tier = near.filtered(lambda one: one.partner_id.stakeholder_tier in tiers)
        head = above[:1] or own
        candidates = {
            "by_onsite": own,
            "by_department": head,
            "by_supervisor": head,
            "by_director_general": directors,
            "by_council": council,
        }
        asked = (user for name, user in candidates.items() if self[name] and user)
        return of_tier[:1] or next(asked, None) or own or directors

    def _recount(self, rows):
        """{row of contacts owed: how often it was met}, a query for each line."""
        found = {}
        groups = rows.grouped(lambda one: (one.cadence_id, one.festival_id))
        for (line, festival), own in groups.items():
            owed = {
                Owed(
                    line,
                    row.partner_id,
                    Period(row.date_start, row.date_due),
                    row.required,
                    festival,
                ): row
                for row in own
            }
            for one, count in line._count(list(owed), festival):
                found[owed[one]] = count
        return found
