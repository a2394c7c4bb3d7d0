from odoo import api, models

from ..tools.periods import Period
from .stakeholder_cadence_coverage import Owed


class StakeholderCadence(models.Model):
    """Who owes it, and whether rows still stand."""

    _inherit = "stakeholder.cadence"

    @api.model
    def _right_users(self, owed):
        """[the user who owes it] for each of ``owed``, in a few queries for all.

        Of the tier, else whoever is responsible, else who is in charge.
        """
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        council, directors = policy._council()[:1], policy._directors()[:1]
        parties = self.env["res.partner"].union(*(one.party for one in owed))
        responsible = parties.stakeholder_user_id
        managers = responsible._stakeholder_managers()
        # A log-in that was closed owes nothing more.
        at_work = responsible.filtered("active")
        users = []
        for one in owed:
            own = one.party.stakeholder_user_id & at_work
            above = managers.get(one.party.stakeholder_user_id.id, own.browse())
            above = above.filtered("active")[:1] or own
            candidates = {
                "by_onsite": own,
                "by_department": above,
                "by_supervisor": above,
                "by_director_general": directors,
                "by_council": council,
            }
            users.append(one.line._first_of(candidates) or own or directors)
        return users

    def _first_of(self, candidates):
        """The one nearest to the party, of the tiers that this line names."""
        if self.what != "contact":
            return self.env["res.users"]
        for name, user in candidates.items():
            if self[name] and user:
                return user
        return self.env["res.users"]

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
