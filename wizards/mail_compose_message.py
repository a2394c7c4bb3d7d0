from odoo import models
from odoo.exceptions import AccessError


class MailComposeMessage(models.TransientModel):
    """No mailing about confidential records: it asks nobody who may read them."""

    _inherit = "mail.compose.message"

    def _action_send_mail_mass_mail(self, res_ids, auto_commit=False):
        if self.model in self.env["stakeholder.confidential.mixin"]._inherited_by():
            raise AccessError(
                self.env._(
                    "No mailing is sent about confidential records. Write to people "
                    "one by one, with the buttons of the form."
                )
            )
        return super()._action_send_mail_mass_mail(res_ids, auto_commit=auto_commit)
