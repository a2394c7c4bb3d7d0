from odoo import api, fields, models
from odoo.exceptions import UserError


class StakeholderComplaintIdentityWizard(models.TransientModel):
    """Name and contact, shown once a reason is on the trail (C5.1).

    Nothing of it is stored here: the fields are read when the window is open.
    """

    _name = "stakeholder.complaint.identity.wizard"
    _description = "Open Name and Contact"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, ondelete="cascade"
    )
    reason = fields.Char(required=True)
    is_open = fields.Boolean(readonly=True)
    complainant_name = fields.Char("Name", compute="_compute_identity")
    complainant_contact = fields.Char("Contact", compute="_compute_identity")

    @api.depends("is_open")
    def _compute_identity(self):
        for wizard in self:
            # What is saved counts: an unsaved form can say that it is open.
            saved = wizard._origin
            identity = saved._identity() if saved.is_open else None
            wizard.complainant_name = identity and identity.name
            wizard.complainant_contact = identity and identity.contact

    def _identity(self):
        self.complaint_id.check_access("read")
        # sudo: no group reads identities; the reason is on the trail
        return self.complaint_id.sudo().identity_ids

    @api.constrains("complaint_id")
    def _check_reader(self):
        """Not even the number of a case is told to whoever may not read it."""
        self.complaint_id.sudo(False).check_access("read")

    def action_open(self):
        self.ensure_one()
        if self.env.su:
            raise UserError(self.env._("Names are not shown to the superuser."))
        if not self.complaint_id._may_open_identity(self.env.user):
            raise UserError(
                self.env._(
                    "Name and contact of %s are for its handler and for whoever "
                    "decides it.",
                    self.complaint_id.name,
                )
            )
        self.complaint_id._log_opening(self.reason)
        # sudo: only this method may set the flag, after the trail has its row
        self.sudo().is_open = True
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Name and Contact of the Complainant"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([{**vals, "is_open": False} for vals in vals_list])

    def write(self, vals):
        if not self.env.su:
            vals = {name: vals[name] for name in vals if name == "reason"}
        return super().write(vals)
