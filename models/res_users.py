from odoo import models


class ResUsers(models.Model):
    """What a user may read at this moment: asked before anything is said to them."""

    _inherit = "res.users"

    def _stakeholder_readable(self, records):
        """Those of ``records`` that this user may read, by their own centres."""
        self.ensure_one()
        own = records.sudo(False).with_user(self)
        # Not the centres of whoever is at work: the user's.
        own = own.with_context(allowed_company_ids=self.sudo().company_ids.ids)
        return own._filtered_access("read")
