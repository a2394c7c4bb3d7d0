from odoo import models


class MailScheduledMessage(models.Model):
    """A note that is to be posted later is read by whoever reads the record.

    Core sees to it when they are searched, not when they are read by their id.
    """

    _inherit = "mail.scheduled.message"

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or operation != "read":
            return result
        forbidden = result[0] if result else self.browse()
        shut = self.env["stakeholder.confidential.mixin"]._shut_from_user(
            # sudo: where it hangs decides, whoever asks
            (one.model, one.res_id)
            for one in self.sudo()
        )
        # sudo: as above
        own = self.sudo().filtered(lambda one: (one.model, one.res_id) in shut)
        if not shut:
            return result
        forbidden |= own.sudo(self.env.su)
        return forbidden, lambda: self.env["ir.rule"]._make_access_error(
            operation, forbidden
        )
