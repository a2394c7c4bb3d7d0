from odoo import api, models

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
