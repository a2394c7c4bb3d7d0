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
        in_charge = (council & here)[:1], (directors & here)[:1]
        nobody, users = here.browse(), []
        for one in owed:
            user = one.party.stakeholder_user_id
            near = (
                user & here,
                above.get(user.id, nobody) & here,
                beside.get(user.id, nobody) & here,
            )
            users.append(one.line._first_of(*near, *in_charge))
        return users

    def _first_of(self, own, above, beside, council, directors):
        """Who owes this line, of those near the party, nearest first."""
        if self.what != "contact":
            return own or directors
        tiers = self._tiers()
        for user in own | above | beside:
            if user.partner_id.stakeholder_tier in tiers:
                return user
        head = above[:1] or own
        candidates = {
            "by_onsite": own,
            "by_department": head,
            "by_supervisor": head,
            "by_director_general": directors,
            "by_council": council,
        }
        asked = (user for name, user in candidates.items() if self[name] and user)
        return next(asked, own or directors)

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
