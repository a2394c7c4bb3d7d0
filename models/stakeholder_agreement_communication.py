from odoo import fields, models


class StakeholderAgreement(models.Model):
    """Contacts with the party of an agreement."""

    _inherit = "stakeholder.agreement"

    communication_count = fields.Integer(
        related="partner_id.stakeholder_communication_count",
        string="Communications with the Party",
        related_sudo=False,
    )

    def action_communications(self):
        self.ensure_one()
        return self.partner_id.stakeholder_open_communications()

    def action_record_communication(self):
        self.ensure_one()
        own = self.partner_id.with_company(self.company_id)
        return own.stakeholder_record_communication()

    def _stakeholder_contact(self):
        return self.partner_id.with_company(self.company_id)._stakeholder_contact()
