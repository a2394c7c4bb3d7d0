from datetime import timedelta

from odoo import models

TO_WRITE_AGAIN = timedelta(days=2)


class StakeholderCommunication(models.Model):
    """A letter that did not arrive is no contact: it is said, and owed again (U3.1)."""

    _inherit = "stakeholder.communication"

    def _letter_failed(self):
        """What was on record as sent counts no more; whoever wrote it is told."""
        # sudo: the queue of mails finds out, whoever it runs as
        letters = self.sudo().filtered("maintenance_id")
        for talk in letters.filtered(lambda one: one.state == "draft"):
            own = talk.with_context(lang=talk.user_id.lang)
            own._leave_ledger()
            own.write(
                {
                    "summary": own.env._("Did not arrive: %s", own.summary)[:200],
                    "maintenance_id": False,
                    "festival_id": False,
                    "our_tiers": 0,
                    "their_levels": 0,
                }
            )
            own._ask_to_write_again()

    def _leave_ledger(self):
        """So that they can be greeted after all."""
        kind = f"greeting_{self.festival_id.id}_{self.company_id.id}"
        entered = [("res_model", "=", "res.partner"), ("kind", "=", kind)]
        self.env["stakeholder.notice"].search(
            [*entered, ("res_id", "=", self.partner_id.id)]
        ).unlink()

    def _ask_to_write_again(self):
        self.env["stakeholder.action"].create(
            {
                "name": self.env._(
                    "A letter did not arrive: correct the address and write again"
                ),
                "kind": "promise",
                "user_id": self.user_id.id,
                "author_id": self.user_id.id,
                "communication_id": self.id,
                "partner_id": self.partner_id.id if self.kind == "party" else False,
                "company_id": self.company_id.id,
                "date_due": self._centre_today() + TO_WRITE_AGAIN,
            }
        )


class MailMail(models.Model):
    _inherit = "mail.mail"

    def _postprocess_sent_message(
        self, success_pids, success_emails, failure_reason=False, failure_type=None
    ):
        # While no server can be reached it waits in the queue, for the administrator.
        if failure_type and failure_type != "mail_smtp":
            talks = self.env["stakeholder.communication"]
            letters = self.filtered(lambda mail: mail.model == talks._name)
            talks.browse(letters.mapped("res_id")).exists()._letter_failed()
        return super()._postprocess_sent_message(
            success_pids,
            success_emails,
            failure_reason=failure_reason,
            failure_type=failure_type,
        )
