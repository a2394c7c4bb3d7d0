from odoo import models


class BasePartnerMerge(models.TransientModel):
    """The months of two contacts come together: what was signed stays as it was.

    The second sheet of a month becomes an addendum; of those not signed one is left.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        self._stakeholder_check_mergeable(partner_ids)
        self._stakeholder_join_sheets(partner_ids)
        return super()._merge(partner_ids, dst_partner, extra_checks)

    def _stakeholder_join_sheets(self, partner_ids):
        # sudo: sheets one may not read collide as well
        sheets = self.env["stakeholder.communication.sheet"].sudo()
        found = sheets.search([("partner_id", "in", partner_ids)], order="id")
        for same in found.grouped(lambda one: (one.company_id, one.month)).values():
            if len(same.partner_id) > 1:
                same._join()
