import logging
from datetime import timedelta
from types import SimpleNamespace

from psycopg2 import OperationalError

from odoo import api, models
from odoo.fields import Command

from ..tools.form_dates import FORM_LANG
from ..tools.plain_text import visible
from ..tools.receipt_code import in_fours
from .stakeholder_intake import SILENT

_logger = logging.getLogger(__name__)

DAY = timedelta(days=1)
BATCH = 50
TRIES = 5
COMPLAINT_NATURES = ("complaint", "appeal", "dissatisfied")
WAYS_IN = {"web": "form", "portal": "form", "email": "email"}


class StakeholderIntake(models.Model):
    """The one serial job: from what came in to a complaint with its number (C3.2)."""

    _inherit = "stakeholder.intake"

    @api.model
    def _cron_hand_over(self):
        """In committed batches, oldest first; a bad one goes to quarantine.

        The state changes in the transaction that makes the complaint: killed anywhere
        or run twice at once, each becomes exactly one.
        """
        cron = self.env["ir.cron"]
        waiting = self._read_group([("state", "=", "waiting")], ["company_id"])
        for (company,) in waiting:
            own = self.with_company(company).with_context(lang=FORM_LANG)
            while batch := own._next_waiting():
                if not own._try_hand_over(batch):
                    for intake in batch:
                        if not own._try_hand_over(intake):
                            intake._keep_failed()
                if not cron._stakeholder_batch_done(len(batch)):
                    return
        cron._commit_progress(remaining=0)
        self._tell_of_quarantine()
        self.env["stakeholder.throttle"]._forget()

    @api.model
    def _next_waiting(self):
        for _attempt in range(TRIES):
            try:
                waiting = self.search(
                    [
                        ("state", "=", "waiting"),
                        ("company_id", "=", self.env.company.id),
                    ],
                    order="id",
                    limit=BATCH,
                )
                return waiting.try_lock_for_update(allow_referencing=True)
            except OperationalError:
                # Another run took them between our look and our lock: look again.
                self.env.cr.rollback()
        return self.browse()

    @api.model
    def _try_hand_over(self, intakes):
        """All of them or none; whoever holds the counter is waited for by a new try."""
        for attempt in range(TRIES):
            try:
                with self.env.cr.savepoint():
                    intakes._hand_over()
                    self.env.flush_all()
                return True
            except OperationalError:
                self.env.invalidate_all(flush=False)
                if attempt == TRIES - 1:
                    # Not its fault: it stays waiting, and the job is tried again.
                    raise
            except Exception:
                # No word of it in the log: it may be from somebody without a name.
                _logger.info("intake %s could not be handed over", intakes.ids)
                self.env.invalidate_all(flush=False)
                return False
        return False

    def _keep_failed(self):
        """For a person to decide, but none of those it names."""
        denied = self.denied_ids | self._shut_out(self.content or {})
        self.write(
            {
                "state": "quarantine",
                "reason": "failed",
                "denied_ids": [Command.set(denied.ids)],
            }
        )

    def _hand_over(self):
        prepared = [intake._complaint_values() for intake in self]
        receipts = self.env["stakeholder.complaint"]._take_in(prepared)
        for intake, receipt in zip(self, receipts, strict=True):
            email = (intake.content or {}).get("email")
            intake.write(
                {
                    "state": "handed_over",
                    "complaint_id": receipt.complaint_id.id,
                    # The words stay in the case alone; a raw mail has its own term.
                    "content": False,
                }
            )
            if intake.door == "email":
                intake._mail_receipt(email)

    def _complaint_values(self):
        content = self.content or {}
        refused = list(content.get("refused") or ())
        files = self._files()
        if self.door == "email":
            made, more = self._files_of_mail()
            files |= made
            refused += more
        nature = content.get("nature") or "complaint"
        way_in = self.env["stakeholder.option"].search(
            [("kind", "=", "way_in"), ("code", "=", WAYS_IN[self.door])], limit=1
        )
        day = self._day_received()
        return {
            "company_id": self.company_id.id,
            "received_at": self.received_at,
            "nature": nature,
            "form_type": "complaint" if nature in COMPLAINT_NATURES else "suggestion",
            "way_in_id": way_in.id,
            "collection": "written",
            "party_class": content.get("party_class") or "external",
            "date_form": day,
            "date_statement": day,
            "topic": content.get("topic"),
            "statement": self._statement(content, refused),
            "is_confidential": bool(content.get("is_confidential")),
            "alleges_harm": bool(content.get("alleges_harm")),
            "place_id": content.get("place_id"),
            "complainant_name": content.get("name"),
            "complainant_contact": content.get("contact"),
            "complainant_email": content.get("email"),
            "respondent_ids": self._people_named(content.get("about")),
            # Whom it was kept from in quarantine, it is kept from as a case (C5.4).
            "withheld_ids": self._withheld(content) | self.denied_ids.partner_id,
            "attachment_ids": files.ids,
        }

    def _statement(self, content, refused):
        """The words as they came, and below them what the form asked apart."""
        lines = [content["statement"]]
        if about := content.get("about"):
            lines.append(self.env._("Complained about: %s", about))
        if withheld := content.get("withheld"):
            lines.append(self.env._("Not to be told: %s", withheld))
        if refused:
            names = ", ".join(refused)
            lines.append(self.env._("Files that could not be taken: %s", names))
        return "\n\n".join(lines)

    def _withheld(self, content):
        partners = self._people_named(content.get("withheld"))
        if content.get("not_head"):
            # Not a word to the person in charge: the council decides (C5.4).
            policy = self.env["stakeholder.policy"]._current(self.company_id)
            partners |= policy._directors().partner_id
        return partners

    @api.model
    def _people_named(self, text):
        """The contacts of staff whose full name stands in ``text``."""
        return self._users_named(text).partner_id

    @api.model
    def _users_named(self, text):
        # sudo: whoever is named is shut out before anybody reads it
        users = self.env["res.users"].sudo()
        if not (text or "").strip():
            return users
        # A name with something unseen in it is read as the same name.
        words = visible(text)
        found = users.search([("share", "=", False)])
        return found.filtered(
            lambda one: len(one.name) > 1 and visible(one.name) in words
        )

    def _files(self):
        return self.env["ir.attachment"].search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("res_field", "=", False),
            ],
            order="id",
        )

    # ------------------------------------------------------------
    # INTO A CASE THAT IS THERE
    # ------------------------------------------------------------

    def _add_to(self, complaint):
        """What came in belongs to ``complaint``: an addendum, with its files."""
        content = self.content or {}
        complaint = complaint.sudo()
        while complaint.merged_into_id:
            complaint = complaint.merged_into_id
        files = self._files()
        if self.door == "email":
            files |= self._files_of_mail()[0]
        text = content.get("statement") or ""
        complaint._take_addendum(text, SimpleNamespace(name=self._complainant()))
        files.write({"res_model": complaint._name, "res_id": complaint.id})
        self.write({"state": "added", "complaint_id": complaint.id, "content": False})

    @api.model
    def _complainant(self):
        return self.with_context(lang=FORM_LANG).env._("the complainant")

    # ------------------------------------------------------------
    # WORD OF IT
    # ------------------------------------------------------------

    def _mail_receipt(self, email):
        """A receipt code to whoever wrote, once a day to one address."""
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        throttle = self.env["stakeholder.throttle"]
        if not email or not policy.is_receipt_mailed:
            return
        if not throttle._allows("receipt_mail", email, 1, DAY):
            return
        code = in_fours(self._give_code())
        body = self.env["ir.qweb"]._render(
            "stakeholder_relations.intake_receipt_mail",
            {
                "centre": self.company_id.name,
                "code": code,
                "days": policy.response_days,
                "phone": policy.phone,
                "url": f"{self.get_base_url()}/opinion/receipt",
            },
        )
        sender = policy.email or self.company_id.email_formatted
        self.env["mail.mail"].create(
            {
                "subject": self.env._("We have received your message"),
                "body_html": body,
                "email_to": email,
                "email_from": sender,
                "reply_to": sender,
                "headers": repr({"Auto-Submitted": "auto-replied"}),
                "model": self._name,
                "res_id": self.id,
                "author_id": self.company_id.partner_id.id,
                "auto_delete": True,
            }
        )

    @api.model
    def _tell_of_quarantine(self):
        """One mail to each who may look, whatever came in since the last one."""
        fresh = self.search(
            [
                ("state", "=", "quarantine"),
                ("is_told", "=", False),
                ("reason", "not in", SILENT),
            ]
        )
        for company, intakes in fresh.grouped("company_id").items():
            policy = self.env["stakeholder.policy"]._current(company)
            for user in policy._directors() | policy._council():
                own = intakes.filtered(
                    lambda one, user=user: user not in one.denied_ids
                )
                if own and user.email:
                    own._mail_count(user)
        fresh.is_told = True

    def _mail_count(self, user):
        own = self.with_context(lang=user.lang or self.env.lang)
        link = f"{self.browse().get_base_url()}/odoo/action-stakeholder_relations."
        link += "stakeholder_intake_action"
        self.env["mail.mail"].create(
            {
                "subject": own.env._("%s mails wait for your decision", len(self)),
                "body_html": own.env["ir.qweb"]._render(
                    "stakeholder_relations.intake_quarantine_mail",
                    {"count": len(self), "link": link},
                ),
                "email_to": user.email_formatted,
                "auto_delete": True,
            }
        )
