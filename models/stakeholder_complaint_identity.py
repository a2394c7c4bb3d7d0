from odoo import fields, models


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
    name = fields.Char(size=100)
    contact = fields.Char(size=200)
    email = fields.Char(size=200)

    _complaint_uniq = models.UniqueIndex("(complaint_id)")
