from odoo import api, fields, models

from .stakeholder_complaint import STATES


class StakeholderComplaintReceipt(models.Model):
    """All that whoever handed in a complaint sees of it: number, state, dates (C3.2).

    The values are copies: nothing of the confidential record can be reached from here.
    """

    _name = "stakeholder.complaint.receipt"
    _description = "Receipt of an Opinion or Complaint"
    _order = "id desc"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, readonly=True, ondelete="restrict"
    )
    name = fields.Char("Number", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Handed in by", required=True, readonly=True, index=True
    )
    handed_over_at = fields.Datetime("Handed Over", required=True, readonly=True)
    date_response_due = fields.Date("Answer Due", compute="_compute_copies", store=True)
    state = fields.Selection(STATES, compute="_compute_copies", store=True)

    _complaint_uniq = models.UniqueIndex("(complaint_id)")

    @api.depends("complaint_id.state", "complaint_id.date_response_due")
    def _compute_copies(self):
        for receipt in self:
            receipt.state = receipt.complaint_id.state
            receipt.date_response_due = receipt.complaint_id.date_response_due
