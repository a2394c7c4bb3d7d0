from odoo import models
from odoo.exceptions import UserError


class BasePartnerMerge(models.TransientModel):
    """A signed scorecard stays with the contact it was signed on (U4.10)."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _stakeholder_check_mergeable(self, partner_ids):
        # sudo: whether scorecards collide is asked of those one may not read too
        cards = self.env["stakeholder.scorecard"].sudo()
        self._stakeholder_refuse(
            cards._read_group(
                [("partner_id", "in", partner_ids)],
                ["company_id", "kind", "date_from:day"],
                ["__count"],
            ),
            self.env._(
                "Two of these contacts have a scorecard of the same period. Delete the "
                "unsigned one of the contact that goes; a signed one keeps its contact."
            ),
        )
        return super()._stakeholder_check_mergeable(partner_ids)

    def _update_foreign_keys(self, src_partners, dst_partner):
        # sudo: whether there is a signed one is asked, not what it says
        signed = self.env["stakeholder.scorecard"].sudo()
        for card in signed.search(
            [("partner_id", "in", src_partners.ids), ("state", "=", "signed")], limit=1
        ):
            raise UserError(
                self.env._(
                    "%(unit)s has a signed scorecard (%(card)s) and stays. Merge the "
                    "others into it: choose it as the contact that remains.",
                    unit=card.partner_id.display_name,
                    card=card.name,
                )
            )
        return super()._update_foreign_keys(src_partners, dst_partner)
