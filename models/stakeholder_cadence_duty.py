from odoo import models

from ..tools.periods import Period
from .stakeholder_cadence_coverage import Owed


class StakeholderCadence(models.Model):
    """Who owes it, and whether rows still stand."""

    _inherit = "stakeholder.cadence"

    def _right_user(self, party):
        """Of the tier, else whoever is responsible, else who is in charge."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        responsible = party.stakeholder_user_id
        if self.what == "contact" and not self.by_onsite:
            above = responsible._stakeholder_managers().get(responsible.id)
            candidates = {
                "by_council": policy._council(),
                "by_director_general": policy._directors(),
                "by_department": above or responsible,
                "by_supervisor": above or responsible,
            }
            for name, users in candidates.items():
                if self[name] and users:
                    return users[:1]
        return responsible[:1] or policy._directors()[:1]

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
