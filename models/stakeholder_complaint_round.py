from odoo import fields, models

from .stakeholder_complaint import REACTIONS

REASONS = [("dissatisfied", "Not Satisfied"), ("reopened", "Reopened")]


class StakeholderComplaintRound(models.Model):
    """A round of handling that ended with the complainant not content (C3.4).

    What the next round begins anew is kept here: what was answered, promised and
    signed, and how its clock ended. Rows are made by the course and never change.
    """

    _name = "stakeholder.complaint.round"
    _description = "Round of an Opinion or Complaint"
    _order = "complaint_id, number"
    _rec_name = "number"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, index=True, ondelete="restrict"
    )
    number = fields.Integer("Round", required=True)
    reason = fields.Selection(REASONS, "Ended By", required=True)
    words = fields.Text("What the Complainant Said", required=True)
    date = fields.Date("Said On", required=True)
    date_result_due = fields.Date()
    date_result_first = fields.Date("First Named")
    date_handled = fields.Date()
    result_late_days = fields.Integer("Late By (Working Days)")
    reaction = fields.Selection(REACTIONS)
    director_opinion = fields.Text()
    signed_by_id = fields.Many2one("res.users")
    date_closed = fields.Date()
