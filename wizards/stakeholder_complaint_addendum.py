from odoo import fields, models
from odoo.exceptions import UserError


class StakeholderComplaintAddendum(models.TransientModel):
    """What came up after handing in; it goes to whoever handles the case."""

    _name = "stakeholder.complaint.addendum"
    _description = "Addendum to an Opinion or Complaint"

    receipt_id = fields.Many2one(
        "stakeholder.complaint.receipt", required=True, ondelete="cascade"
    )
    text = fields.Text("What Is to Be Added", required=True)

    def action_hand_over(self):
        self.ensure_one()
        if not (self.text or "").strip():
            raise UserError(self.env._("Write down what is to be added."))
        self.receipt_id.check_access("read")
        self.receipt_id._add(self.text)
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}
