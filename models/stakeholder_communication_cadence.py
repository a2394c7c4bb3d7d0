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
        communications._recheck_owed(communications.partner_id)
        return communications

    def write(self, vals):
        before = self.partner_id
        result = super().write(vals)
        if vals.keys() & COUNTED:
            self._recheck_owed(before | self.partner_id)
        return result

    def unlink(self):
        before = self.partner_id
        result = super().unlink()
        self._recheck_owed(before)
        return result

    def _recheck_owed(self, parties):
        for company in self.company_id or self.env.company:
            due = self.env["stakeholder.contact.due"].with_company(company)
            due._recheck(parties)
