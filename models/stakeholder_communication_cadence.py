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
        communications._recheck_owed(
            communications.partner_id, communications.company_id
        )
        return communications

    def write(self, vals):
        if not vals.keys() & COUNTED:
            return super().write(vals)
        before, parties = self._counted_as(), self.partner_id
        result = super().write(vals)
        lost = before - self._counted_as()
        self._recheck_owed(parties | self.partner_id, self.company_id, lost)
        return result

    def unlink(self):
        parties, companies = self.partner_id, self.company_id
        lost = self._counted_as()
        result = super().unlink()
        self._recheck_owed(parties, companies, lost)
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
    def _recheck_owed(self, parties, companies, lost=()):
        """Look at what is owed again; ``lost``: [Counted] what counts no more."""
        for company in companies:
            own = [
                one
                for one in lost
                if one.company == company and one.party and one.kind == "party"
            ]
            due = self.env["stakeholder.contact.due"].with_company(company)
            due._recheck(parties, own)

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
