import base64
import email
import email.parser
import email.policy
import hashlib
import logging
import re
from email.utils import getaddresses

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import email_normalize, html2plaintext

from ..tools import receipt_code
from ..tools.plain_text import plain
from .stakeholder_intake_mail_content import MAX_TEXT

_logger = logging.getLogger(__name__)

TO_US = ("To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "Resent-To")
# Message-IDs of ours name the model they were sent from.
OURS = re.compile(r"-stakeholder\.|stakeholder_relations")
LETTER = re.compile(r"openerp-(\d{1,9})-stakeholder\.complaint\.identity@")
CODE_HELPS = ("reply", "names_head")


class StakeholderIntake(models.Model):
    """Mails: each becomes a case, a part of one, or a row in quarantine (C2.1).

    Read without core's parser, which gives up on an unknown charset or a bad header.
    The sender only fills in who spoke; nobody acts because a mail says so.
    """

    _inherit = "stakeholder.intake"

    @api.private
    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Whatever core routes here: kept in quarantine, never refused."""
        content = {
            "topic": plain(msg_dict.get("subject") or "")[:200],
            "statement": plain(html2plaintext(msg_dict.get("body") or ""))[:MAX_TEXT],
            "email": email_normalize(msg_dict.get("email_from") or "") or "",
        }
        return self._quarantine({"content": content}, "broken")

    @api.private
    def message_update(self, msg_dict, update_vals=None):
        return True

    @api.model
    def _is_for_us(self, raw, model):
        """Whether a mail is an opinion by its addresses, or answers a letter of ours.

        ``model``: where the mail server's own setting sends what nobody claims.
        """
        # The headers alone: a body may be nested until no parser gets to its end.
        parser = email.parser.BytesHeaderParser(policy=email.policy.compat32)
        message = parser.parsebytes(raw)
        named = self._named_addresses(message)
        if model == self._name or named & self._our_addresses():
            return True
        return self._answers_us(message)

    @api.model
    def _answers_us(self, message):
        """Whether it refers to a letter or note of ours, by name or as it is kept."""
        references = self._references(message)
        return bool(OURS.search(references) or self._notes(references))

    @api.model
    def _our_addresses(self):
        # sudo: the gateway asks for its own addresses
        aliases = self.env["mail.alias"].sudo()
        aliases = aliases.search([("alias_model_id.model", "=", self._name)])
        policies = (
            self.env["stakeholder.policy"].sudo().search([("email", "!=", False)])
        )
        found = {*aliases.mapped("alias_full_name"), *policies.mapped("email")}
        return {one.strip().lower() for one in found if one}

    @api.model
    def _named_addresses(self, message):
        headers = [str(one) for name in TO_US for one in message.get_all(name, ())]
        return {address.strip().lower() for _name, address in getaddresses(headers)}

    @api.model
    def _references(self, message):
        names = ("In-Reply-To", "References")
        return " ".join(str(one) for name in names for one in message.get_all(name, ()))

    # ------------------------------------------------------------
    # TAKING IT
    # ------------------------------------------------------------

    @api.model
    def _take_mail(self, raw):
        """Keep a mail, whatever it is made of; no row where it came before."""
        own = self.sudo()
        try:
            with self.env.cr.savepoint():
                return own._sort_mail(raw)
        except Exception:
            # Kept as it came, for a person; its words stay out of the log.
            _logger.info("a mail could not be read; it is kept in quarantine")
            self.env.invalidate_all(flush=False)
        broken = {"digest": hashlib.sha256(raw).hexdigest()}
        return own._quarantine({**broken, **own._raw_values(raw)}, "broken")

    @api.model
    def _sort_mail(self, raw):
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        message_id = str(message.get("Message-ID") or "").strip()
        _head, _break, body = raw.replace(b"\r\n", b"\n").partition(b"\n\n")
        # Of what class a party is, each centre says for itself.
        own = self.with_company(self._company_of(message))
        content = own._mail_content(message)
        content["answers"] = self._cases_answered(message)
        vals = {
            "company_id": self._company_of(message).id,
            "door": "email",
            "content": content,
            "digest": hashlib.sha256(message_id.encode() or raw).hexdigest(),
            "content_digest": hashlib.sha256(body).hexdigest(),
            **self._raw_values(raw),
        }
        case, reason = self._case_of_code(content), self._reason(message, content)
        # The code leads the way, but not what a machine sends back by itself.
        if reason and not (case and reason in CODE_HELPS):
            return self._quarantine(vals, reason)
        intake = self._insert_once(vals)
        if not intake:
            return self._same_id(vals)
        if case:
            intake._add_to(case)
        else:
            self._wake()
        return intake

    @api.model
    def _same_id(self, vals):
        """Delivered twice, or another mail under the same Message-ID."""
        known = self.search([("digest", "=", vals["digest"])])
        if not known or known.content_digest == vals["content_digest"]:
            return self.browse()
        both = f"{vals['digest']} {vals['content_digest']}".encode()
        digest = hashlib.sha256(both).hexdigest()
        return self._quarantine({**vals, "digest": digest}, "same_id")

    @api.model
    def _raw_values(self, raw):
        return {"raw": base64.b64encode(raw), "door": "email"}

    @api.model
    def _quarantine(self, vals, reason):
        """For a person to decide, but none of those it names or who are shut out."""
        content = vals.get("content") or {}
        denied = self._shut_out(content)
        return self.sudo()._insert_once(
            {
                "company_id": self.env.company.id,
                "door": "email",
                **vals,
                "state": "quarantine",
                "reason": reason,
                "complaint_id": False,
                "denied_ids": [(6, 0, denied.ids)],
            }
        )

    def _shut_out(self, content):
        """The users it names, or whom the case it refers to shuts out."""
        names = ("topic", "statement", "name", "about")
        named = self._users_named(" ".join(content.get(one) or "" for one in names))
        cases = self.browse()._case_referred_to(content)
        return named | self._withheld(content).user_ids | cases.denied_ids

    @api.model
    def _case_referred_to(self, content):
        """The case whose number stands in it: whom that shuts out is shut out here."""
        words = f"{content.get('topic')} {content.get('statement')}"
        numbers = re.findall(r"[A-Z]{1,4}\d{4}-\d{3,}", words)
        # sudo: only whom it shuts out is asked
        cases = self.env["stakeholder.complaint"].sudo()
        named = Domain("name", "in", numbers[:10])
        return cases.search(named | Domain("id", "in", content.get("answers") or []))

    @api.model
    def _cases_answered(self, message):
        """The ids of the cases whose letters or notes a mail says it answers."""
        references = self._references(message)
        ids = {int(id_) for id_ in LETTER.findall(references)[:32]}
        # sudo: whom these cases shut out must not see the answer either
        identities = self.env["stakeholder.complaint.identity"].sudo()
        answered = identities.search([("id", "in", list(ids))]).complaint_id
        notes = self._notes(references)
        noted = notes.filtered(lambda one: one.model == "stakeholder.complaint")
        return sorted({*answered.ids, *noted.mapped("res_id")})

    @api.model
    def _notes(self, references):
        ids = re.findall(r"<[^<>\s]+>", references)[-32:]
        # sudo: only whether it is one of ours is asked
        notes = self.env["mail.message"].sudo()
        domain = [("message_id", "in", ids), ("model", "=like", "stakeholder.%")]
        return notes.search(domain) if ids else notes

    @api.model
    def _case_of_code(self, content):
        """The case of a receipt code that stands in the mail or what it quotes."""
        words = f"{content.get('topic')}\n{content.get('statement')}"
        if code := receipt_code.found_in(words):
            return self._by_code(code).complaint_id
        return self.env["stakeholder.complaint"]

    # ------------------------------------------------------------
    # WHAT KIND OF MAIL IT IS
    # ------------------------------------------------------------

    @api.model
    def _reason(self, message, content):
        """Why a person has to look at it first, else None."""
        policy = self.env["stakeholder.policy"]._current(self._company_of(message))
        header = {name.lower(): str(one).lower() for name, one in message.items()}
        sender = content["email"]
        if not policy._trusts(sender):
            local = sender.partition("@")[0]
            is_report = "multipart/report" in header.get("content-type", "")
            if is_report or local in ("mailer-daemon", "postmaster"):
                return "bounce"
            if self._is_automatic(header):
                return "auto"
            if "list-id" in header or header.get("precedence", "") in ("bulk", "list"):
                return "bulk"
        if sender in self._our_addresses():
            return "loop"
        if self._answers_us(message):
            return "reply"
        if not content["statement"] and not content["topic"]:
            return "broken"
        named = self._users_named(f"{content['topic']} {content['statement']}")
        return "names_head" if named & policy._directors() else None

    @api.model
    def _is_automatic(self, header):
        marks = ("x-autoreply", "x-autorespond")
        # Some of it is what programs of people ask for, all of it what machines do.
        suppressed = header.get("x-auto-response-suppress", "").strip()
        return (
            header.get("auto-submitted", "no").partition(";")[0].strip() != "no"
            or any(name in header for name in marks)
            or suppressed == "all"
            or header.get("precedence", "") in ("auto_reply", "junk")
        )

    @api.model
    def _company_of(self, message):
        """The centre whose address was written to, else the one at work."""
        named = self._named_addresses(message)
        # sudo: the gateway asks whose address it is
        policies = (
            self.env["stakeholder.policy"].sudo().search([("email", "!=", False)])
        )
        for policy in policies:
            if policy.company_id and policy.email.strip().lower() in named:
                return policy.company_id
        return self.env.company
