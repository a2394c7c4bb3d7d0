from psycopg2.errors import UniqueViolation

from odoo import api, models
from odoo.exceptions import ConcurrencyError, UserError
from odoo.fields import Domain

from ..tools.periods import period


class StakeholderCommunicationSheet(models.Model):
    """A month whose contacts were all filed or deleted singly is not signed (U3.3)."""

    _inherit = "stakeholder.communication.sheet"

    @api.ondelete(at_uninstall=False)
    def _unlink_empty_only(self):
        """Whoever made it or reads it takes it away; its task goes first."""
        # sudo: contacts one may not read count as well
        talks = self.env["stakeholder.communication"].sudo()
        drafts = self.filtered(lambda one: one.state == "draft" and not self.env.su)
        for sheet in drafts:
            if talks.search_count(sheet._line_domain(), limit=1):
                raise UserError(
                    self.env._(
                        "%s holds contacts that wait to be signed: it stays.",
                        sheet.display_name,
                    )
                )
        # sudo: the task may be in the list of somebody else
        actions = self.env["stakeholder.action"].sudo()
        tasks = actions.search([("sheet_id", "in", self.ids)])
        self._drop_tasks(tasks)
        tasks.write({"sheet_id": False})

    @api.model
    def _drop_tasks(self, tasks):
        """In the words of whoever had to do it."""
        for lang, own in tasks.grouped(lambda one: one.user_id.lang).items():
            sheets = self.with_context(lang=lang or self.env.lang)
            own._drop_filing(sheets.env._("There is nothing left to sign."))

    @api.model
    def _clear_empty(self):
        """What nobody has to sign any more at this centre; remarks are kept."""
        today = self.env["stakeholder.communication"]._centre_today()
        waiting = set(self._months_of(self._open_domain(today)))
        own = Domain("company_id", "=", self.env.company.id)
        tasks = self.env["stakeholder.action"].search(
            own & Domain("sheet_id", "!=", False) & Domain("state", "=", "open")
        )
        self._drop_tasks(
            tasks.filtered(lambda one: one.sheet_id._month_key() not in waiting)
        )
        drafts = self.search(
            own
            & Domain("state", "=", "draft")
            & Domain("month", "<", period("month", today).first)
        )
        drafts.filtered(
            lambda one: not one.note and one._month_key() not in waiting
        ).unlink()

    def _month_key(self):
        return self.partner_id.id, self.month

    @api.model
    def _make(self, months):
        """The sheets of ``months`` that nobody has made yet.

        Somebody makes the same at this moment: what they made shows to a transaction
        that begins anew, so the request is run again and finds it.
        """
        try:
            with self.env.cr.savepoint():
                return self.create(
                    [{"partner_id": party, "month": month} for party, month in months]
                )
        except UniqueViolation as error:
            raise ConcurrencyError("the same month collected twice at once") from error
