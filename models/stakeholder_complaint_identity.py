from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import AccessError
from odoo.http import request


class StakeholderComplaintIdentity(models.Model):
    """Who complained and how to reach them, apart from the case (C5.1, C5.2).

    No group has access: it is read through the complaint by whoever may, each opening
    on the trail, and never appears among contacts or followers.
    """

    _name = "stakeholder.complaint.identity"
    _description = "Identity of a Complainant"
    _rec_name = "complaint_id"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, ondelete="restrict"
    )
    name = fields.Char()
    contact = fields.Char()
    email = fields.Char()

    _complaint_uniq = models.UniqueIndex("(complaint_id)")

    @api.model
    def _refuse_superuser(self):
        """Whoever became the superuser is past every rule, but reads no name here."""
        if request and self.env.uid == SUPERUSER_ID:
            raise AccessError(self.env._("Names are not shown to the superuser."))

    @api.model
    def _search(self, domain, *args, **kwargs):
        self._refuse_superuser()
        return super()._search(domain, *args, **kwargs)

    def fetch(self, field_names=None):
        self._refuse_superuser()
        return super().fetch(field_names)

    def _fetch_query(self, query, fields):
        self._refuse_superuser()
        return super()._fetch_query(query, fields)
