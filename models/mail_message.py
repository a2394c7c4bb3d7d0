from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import SQL

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
    """A note on a confidential record: read with the record, and never rewritten.

    Core lets its author, and whoever may write on the record, rewrite or delete it.
    """

    _inherit = "mail.message"

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        query = super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )
        if self.env.su or bypass_access:
            return query
        found = self.browse(query.get_result_ids())
        shut = found._stakeholder_shut()
        return (found - shut)._as_query(order) if shut else query

    def _get_forbidden_access(self, operation):
        forbidden = super()._get_forbidden_access(operation)
        if operation in ("read", "write"):
            forbidden |= (self - forbidden)._stakeholder_shut()
        return forbidden

    def _stakeholder_shut(self):
        """Notes of others on records that the user may not read, or no longer.

        Core lets whoever was mentioned read them for ever.
        """
        self.flush_recordset(["author_id"])
        others = SQL("author_id IS DISTINCT FROM %s", self.env.user.partner_id.id)
        confidential = self.env["stakeholder.confidential.mixin"]
        return confidential._shut_hanging(self, ("model", "res_id"), others)

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
        confidential = self.env["stakeholder.confidential.mixin"]
        # sudo: where the message hangs decides, whoever asks
        if confidential._names_confidential(self.sudo().mapped("model")):
            raise AccessError(
                self.env._("This note stays as it was written. Add a further one.")
            )
