from odoo import fields, models


class StakeholderIntakeAdd(models.TransientModel):
    """Which case a mail in quarantine belongs to; only open ones one may read."""

    _name = "stakeholder.intake.add"
    _description = "Add an Intake to a Case"

    intake_id = fields.Many2one("stakeholder.intake", required=True, ondelete="cascade")
    complaint_id = fields.Many2one(
        "stakeholder.complaint",
        "Case",
        required=True,
        ondelete="cascade",
        domain="[('state', 'not in', ('closed', 'not_handled', 'merged'))]",
    )

    def action_confirm(self):
        self.ensure_one()
        self.intake_id._check_in_quarantine()
        self.complaint_id.check_access("write")
        self.intake_id.sudo()._add_to(self.complaint_id)
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}
