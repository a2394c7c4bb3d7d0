from odoo import api, models
from odoo.exceptions import UserError

# What a file is and where it hangs.
CONTENT = {"datas", "db_datas", "raw", "res_field", "res_id", "res_model"}
# What would open it to whoever has the link.
OPENING = {"access_token", "public"}


class IrAttachment(models.Model):
    """A file of a confidential record is evidence: added, never changed or removed."""

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        files = super().create(vals_list)
        opened = [any(vals.get(name) for name in OPENING) for vals in vals_list]
        files.browse(
            file.id for file, is_open in zip(files, opened, strict=True) if is_open
        )._stakeholder_check_kept()
        return files

    def write(self, vals):
        if vals.keys() & CONTENT or any(vals.get(name) for name in OPENING):
            self._stakeholder_check_kept()
        return super().write(vals)

    def unlink(self):
        self._stakeholder_check_kept()
        return super().unlink()

    def _stakeholder_check_kept(self):
        if self.env.su:
            return
        confidential = self.env["stakeholder.confidential.mixin"]
        # sudo: where the file hangs decides, whoever asks
        if confidential._names_confidential(self.sudo().mapped("res_model")):
            raise UserError(
                self.env._("This file stays on record. Add a further one instead.")
            )
