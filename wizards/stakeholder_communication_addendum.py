from odoo import fields, models
from odoo.exceptions import UserError


class StakeholderCommunicationAddendum(models.TransientModel):
    """What is added to a filed record."""

    _name = "stakeholder.communication.addendum"
    _description = "Addendum to a Communication Record"

    communication_id = fields.Many2one(
        "stakeholder.communication", required=True, ondelete="cascade"
    )
    text = fields.Text("What Is to Be Added", required=True)

    def action_add(self):
        self.ensure_one()
        if not (self.text or "").strip():
            raise UserError(self.env._("Write down what is to be added."))
        self.communication_id._add(self.text)
        return {"type": "ir.actions.act_window_close"}
