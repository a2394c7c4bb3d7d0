from odoo import api, models
from odoo.tools import SQL

from .stakeholder_cadence_around import Counted

COUNTED = {"at", "date", "partner_id", "our_ids", "their_ids", "maintenance_id"} | {
    "festival_id",
    "kind",
}


class StakeholderCommunication(models.Model):
    """What is owed goes away with the contact, and comes back with a correction."""

    _inherit = "stakeholder.communication"

    @api.model_create_multi
    def create(self, vals_list):
        communications = super().create(vals_list)
        communications._recheck_owed(communications._counted_as())
        return communications

    def write(self, vals):
        if not vals.keys() & COUNTED:
            return super().write(vals)
        before = self._counted_as()
        result = super().write(vals)
        after = self._counted_as()
        self._recheck_owed(before | after, before - after)
        return result

    def unlink(self):
        before = self._counted_as()
        result = super().unlink()
        self._recheck_owed(before, before)
        return result

    def _counted_as(self):
        """{Counted} of these, as they stand."""
        # sudo: also of records that whoever corrects them may read no longer
        return {
            Counted(
                *(one.id, one.company_id, one.partner_id, one.date, one.kind),
                *(one.our_tiers, one.their_levels),
                *(one.festival_id, one.maintenance_id),
            )
            for one in self.sudo()
        }

    @api.model
    def _recheck_owed(self, counted, lost=()):
        """Look at what is owed again; ``lost``: what counted so, and does no more."""
        parties, gone = {}, {}
        for one in counted:
            parties[one.company] = parties.get(one.company, one.party) | one.party
        for one in lost:
            if one.party and one.kind == "party":
                gone.setdefault(one.company, []).append(one)
        for company, own in parties.items():
            due = self.env["stakeholder.contact.due"].with_company(company)
            due._recheck(own, gone.get(company, ()))

    # ------------------------------------------------------------
    # WHO MET WHOM
    # ------------------------------------------------------------

    @api.model
    def _met(self, company, partner_ids, tiers, levels, first, last):
        """{party id: how many} of contacts between any of ``tiers`` and ``levels``.

        Both are bits (TIER_BITS, LEVEL_BITS), 0 for anybody; the last day counts.
        Counted past the rules: whoever asks shows numbers, no words (U3.2).
        """
        self.flush_model()
        condition = SQL("TRUE")
        if tiers:
            condition = SQL("%s AND our_tiers & %s <> 0", condition, tiers)
        if levels:
            condition = SQL("%s AND their_levels & %s <> 0", condition, levels)
        rows = self.env.execute_query(
            SQL(
                """
                SELECT partner_id, count(*) FROM stakeholder_communication
                 WHERE company_id = %s AND partner_id = ANY(%s)
                   AND date BETWEEN %s AND %s AND kind = 'party' AND %s
                 GROUP BY partner_id
                """,
                *(company.id, list(partner_ids), first, last, condition),
            )
        )
        return dict(rows)
