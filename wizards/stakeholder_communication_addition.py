from odoo import fields, models


class StakeholderCommunicationAddition(models.TransientModel):
    """What came up after signing; it stands below with its date."""

    _name = "stakeholder.communication.addition"
    _description = "Addition to a Communication"

    communication_id = fields.Many2one(
        "stakeholder.communication", required=True, ondelete="cascade"
    )
    text = fields.Text("What Came Up Later", required=True)

    def action_add(self):
        self.ensure_one()
        self.communication_id._add(self.text)
        # sudo: the window is not kept
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}
