from odoo import api, fields, models

from ..tools.masked import masked_name, masked_phone


class StakeholderRecipient(models.Model):
    """Name and telephone as they first show: masked where the data are sensitive (P23).

    Not a matter of rights, the team may read both: of who looks over a shoulder. Who
    needs them shows them with one click; whoever is not sensitive is shown as they are.
    """

    _inherit = "stakeholder.recipient"

    shown_name = fields.Char("Name", compute="_compute_shown")
    shown_phone = fields.Char("Telephone, Masked", compute="_compute_shown")

    @api.depends("is_sensitive", "partner_id.name", "phone")
    def _compute_shown(self):
        for one in self:
            name, phone = one.partner_id.name, one.phone
            hidden = one.is_sensitive
            one.shown_name = masked_name(name) if hidden else name
            one.shown_phone = masked_phone(phone) if hidden else phone

    @api.depends("shown_name")
    @api.depends_context("stakeholder_masked", "uid")
    def _compute_display_name(self):
        """The team's alone; masked in the list and what is opened from there."""
        result = super()._compute_display_name()
        # Also where somebody else's unsaved form points at one (X6).
        readable = self._origin.sudo(False)._filtered_access("read")
        for one in self:
            if one._origin and one._origin not in readable:
                one.display_name = False
        if self.env.context.get("stakeholder_masked"):
            for one in self.filtered("is_sensitive"):
                one.display_name = one.shown_name
        return result

    def action_show(self):
        """The same form with name and telephone as they are, to be read or changed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Service Recipient"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "context": {"stakeholder_shown": True, "stakeholder_masked": False},
        }
