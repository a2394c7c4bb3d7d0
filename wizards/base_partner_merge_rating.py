from odoo import models


class BasePartnerMerge(models.TransientModel):
    """Two contacts asked the same thing in one year cannot become one."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _stakeholder_check_mergeable(self, partner_ids):
        # sudo: whether records collide is asked for those one may not read too
        ratings = self.env["stakeholder.rating"].sudo()
        merged = set(partner_ids)
        found = ratings.search(
            ["|", ("partner_id", "in", partner_ids), ("rater_id", "in", partner_ids)]
        )
        counts = {}
        for one in found:
            unit = 0 if one.partner_id.id in merged else one.partner_id.id
            rater = 0 if one.rater_id.id in merged else one.rater_id.id
            key = (one.company_id, one.year, one.kind, one.rated_user_id, unit, rater)
            counts[key] = counts.get(key, 0) + 1
        self._stakeholder_refuse(
            list(counts.items()),
            self.env._(
                "Two of these contacts were asked for the same rating in one year. "
                "Ratings stay as they were given, so both contacts stay."
            ),
        )
        return super()._stakeholder_check_mergeable(partner_ids)
