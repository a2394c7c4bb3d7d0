from odoo import api, models
from odoo.tools import SQL

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
        before = self.partner_id
        result = super().write(vals)
        if vals.keys() & COUNTED:
            self._recheck_owed(before | self.partner_id, self.company_id)
        return result

    def unlink(self):
        before, companies = self.partner_id, self.company_id
        result = super().unlink()
        self._recheck_owed(before, companies)
        return result

    @api.model
    def _recheck_owed(self, parties, companies):
        for company in companies:
            due = self.env["stakeholder.contact.due"].with_company(company)
            due._recheck(parties)

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
