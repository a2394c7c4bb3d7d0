import xmlrpc.client

from odoo import api, models
from odoo.exceptions import AccessError


class MailThread(models.AbstractModel):
    """The gateway asks the intake first: what is for the centre is never lost (C2.1).

    Wrapped here and not in ``message_new``: an unknown charset fails before any model
    is asked, and core's answer to a failure is to forget the mail.
    """

    _inherit = "mail.thread"

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        if not (self.env.su or self.env.user._is_internal()):
            raise AccessError(self.env._("Mails come in by the mail server."))
        raw = self._stakeholder_bytes(message)
        intake = self.env["stakeholder.intake"]
        if intake._is_for_us(raw, model):
            return intake._take_mail(raw).id or False
        return super().message_process(
            model,
            message,
            custom_values=custom_values,
            save_original=save_original,
            strip_attachments=strip_attachments,
            thread_id=thread_id,
        )

    def _creation_message(self):
        """In one language: a job has none in its context, and core mixed two."""
        lang = self.env.lang or self.env.user.lang
        return super(MailThread, self.with_context(lang=lang))._creation_message()

    @api.model
    def _stakeholder_bytes(self, message):
        if isinstance(message, xmlrpc.client.Binary):
            return bytes(message.data)
        if isinstance(message, str):
            return message.encode("utf-8", "surrogateescape")
        return bytes(message)
