from odoo import models
from odoo.exceptions import UserError


class BasePartnerMerge(models.TransientModel):
    """Contacts in mid-cycle come together with their cycles, if of one class."""

    _inherit = "base.partner.merge.automatic.wizard"

    def _stakeholder_check_mergeable(self, partner_ids):
        result = super()._stakeholder_check_mergeable(partner_ids)
        # sudo: whether cycles collide is asked of those one may not read too
        groups = (
            self.env["stakeholder.engagement"]
            .sudo()
            ._read_group(
                [("partner_id", "in", partner_ids)],
                ["company_id"],
                ["party_class:array_agg_distinct"],
            )
        )
        if any(len(classes) > 1 for _company, classes in groups):
            raise UserError(
                self.env._(
                    "These contacts are known to the centre as parties of different "
                    "classes and are not one. Correct the class first."
                )
            )
        return result
