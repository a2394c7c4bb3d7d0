from odoo import models
from odoo.exceptions import UserError


class BasePartnerMerge(models.TransientModel):
    """Merging works by SQL and asks no record: what would collide is refused before.

    What is bound to one contact and centre (a recipient's record, an agreement on one
    project) cannot stand twice on the merged one.
    """

    _inherit = "base.partner.merge.automatic.wizard"

    def _merge(self, partner_ids, dst_partner=None, extra_checks=True):
        self._stakeholder_check_mergeable(partner_ids)
        result = super()._merge(partner_ids, dst_partner, extra_checks)
        # Who is shut out follows the contact that remains.
        self.env["stakeholder.confidential.mixin"]._follow_organisation()
        return result

    def _update_foreign_keys(self, src_partners, dst_partner):
        """Who was responsible for what goes says nothing of the contact that stays."""
        # sudo: nobody writes it
        history = self.env["stakeholder.responsibility"].sudo()
        history.search([("partner_id", "in", src_partners.ids)]).unlink()
        return super()._update_foreign_keys(src_partners, dst_partner)

    def _stakeholder_check_mergeable(self, partner_ids):
        # sudo: whether records collide is asked for those one may not read too
        recipients = self.env["stakeholder.recipient"].sudo()
        agreements = self.env["stakeholder.agreement"].sudo()
        domain = [("partner_id", "in", partner_ids)]
        self._stakeholder_refuse(
            recipients._read_group(domain, ["company_id"], ["__count"]),
            self.env._(
                "More than one of these contacts has a record as service recipient. "
                "The social worker in charge brings the records together first."
            ),
        )
        self._stakeholder_refuse(
            agreements._read_group(
                [*domain, ("state", "!=", "withdrawn")],
                ["company_id", "name", "date_start:day"],
                ["__count"],
            ),
            self.env._(
                "Two of these contacts have an agreement on the same project from the "
                "same day. Correct or delete one of the agreements first."
            ),
        )

    def _stakeholder_refuse(self, groups, message):
        if any(group[-1] > 1 for group in groups):
            raise UserError(message)
