from odoo import models
from odoo.exceptions import UserError


class IrAttachment(models.Model):
    """A file of a signed communication stays as it was signed."""

    _inherit = "ir.attachment"

    def _stakeholder_check_kept(self):
        super()._stakeholder_check_kept()
        if self.env.su:
            return
        # sudo: where the file hangs decides, whoever asks
        ids = [
            one.res_id
            for one in self.sudo()
            if one.res_model == "stakeholder.communication" and one.res_id
        ]
        talks = self.env["stakeholder.communication"].sudo().browse(ids).exists()
        if any(talk.state == "filed" for talk in talks):
            raise UserError(
                self.env._("This file belongs to a signed record and stays.")
            )
