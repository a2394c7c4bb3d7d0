from odoo import models


class ResPartner(models.Model):
    """A party that is deleted takes along what is owed to it, and what is planned."""

    _inherit = "res.partner"

    def unlink(self):
        self.check_access("unlink")
        # sudo: whoever deletes a contact need not see what is owed to it, in any centre
        due = self.env["stakeholder.contact.due"].sudo()
        # The database would leave the activities of these rows behind.
        due.search([("partner_id", "in", self.ids)]).unlink()
        return super().unlink()
