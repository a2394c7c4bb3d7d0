from odoo import models


class ResPartner(models.Model):
    """The folder of a unit for the assessment day."""

    _inherit = "res.partner"

    def stakeholder_print_folder(self):
        """One click, one PDF: this year, as far as the reader may read it."""
        self.ensure_one()
        folder = self.env["stakeholder.folder"].create({"partner_ids": self.ids})
        return folder.action_print()
