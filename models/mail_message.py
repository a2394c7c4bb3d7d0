from odoo import models
from odoo.exceptions import AccessError

# What a note says, by whom, when and where.
CONTENT = {
    "attachment_ids",
    "author_id",
    "body",
    "date",
    "email_from",
    "message_type",
    "model",
    "parent_id",
    "res_id",
    "subject",
}


class MailMessage(models.Model):
    """A note on a confidential record is corrected by a further one.

    Core lets its author, and whoever may write on the record, rewrite or delete it.
    """

    _inherit = "mail.message"

    def write(self, vals):
        if vals.keys() & CONTENT:
            self._stakeholder_check_kept()
        return super().write(vals)

    def unlink(self):
        self._stakeholder_check_kept()
        return super().unlink()

    def _stakeholder_check_kept(self):
        if self.env.su:
            return
        models_ = set(self.env["stakeholder.confidential.mixin"]._inherited_by())
        # sudo: where the message hangs decides, whoever asks
        if models_ & set(self.sudo().mapped("model")):
            raise AccessError(
                self.env._("This note stays as it was written. Add a further one.")
            )
