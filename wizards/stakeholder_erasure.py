from odoo import fields, models


class StakeholderErasure(models.TransientModel):
    """What is to be erased of a case; it cannot be brought back."""

    _name = "stakeholder.erasure"
    _description = "Erase Personal Data"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, ondelete="cascade"
    )
    part = fields.Selection(
        [
            ("identity", "Name and contact"),
            ("words", "Name and contact, all words and files"),
        ],
        "What Is Erased",
        required=True,
        default="identity",
    )

    def action_confirm(self):
        self.ensure_one()
        complaint = self.complaint_id
        complaint.check_access("write")
        complaint._check_decider()
        complaint._check_may_erase(self.part)
        complaint._erase(self.part)
        return {"type": "ir.actions.act_window_close"}
