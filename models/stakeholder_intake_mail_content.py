import base64
import email
import email.policy
from email.header import Header, decode_header
from email.utils import getaddresses

from odoo import api, models
from odoo.tools import email_normalize, html2plaintext

from ..tools.plain_text import plain

MAX_TEXT = 20_000
MAX_PARTS = 200


class StakeholderIntake(models.Model):
    """What stands in a mail: who, what and which files, whatever is wrong with it."""

    _inherit = "stakeholder.intake"

    @api.model
    def _mail_content(self, message):
        topic = self._decoded(message.get("Subject"))
        senders = getaddresses([self._decoded(message.get("From"))])
        name, address = senders[0] if senders else ("", "")
        # The header again, undecoded: a name may hold what looks like an address.
        raw = getaddresses([str(message.get("From") or "")])
        address = email_normalize(raw[0][1] if raw else address) or ""
        text, html = self._bodies(message)
        body = text or plain(html2plaintext(html)) if text or html else ""
        statement = "\n\n".join(filter(None, (topic, body.strip())))
        unit = self._unit_of(address)
        return {
            "topic": topic[:200],
            "statement": statement[:MAX_TEXT],
            "name": plain(name)[:100] or address[:100],
            "contact": address[:200],
            "email": address[:200],
            "party_class": "unit" if unit else "external",
            "place_id": unit.id,
        }

    @api.model
    def _unit_of(self, address):
        """The unit a known address belongs to: its clocks are the stricter ones."""
        # sudo: the gateway looks for the class, and tells nobody
        partners = self.env["res.partner"].sudo()
        if address:
            partners = partners.search([("email_normalized", "=", address)], limit=1)
        unit = partners.commercial_partner_id
        return unit if unit.stakeholder_class == "unit" else unit.browse()

    @api.model
    def _decoded(self, header):
        if isinstance(header, Header):
            # Sent as bare bytes, against the rules; to be read all the same.
            bare = decode_header(header)
            header = "".join(self._text(words, charset) for words, charset in bare)
        parts = []
        for words, charset in decode_header(str(header or "")):
            if isinstance(words, bytes):
                words = self._text(words, charset)
            parts.append(words)
        return plain("".join(parts)).replace("\n", " ").strip()

    @api.model
    def _text(self, content, charset):
        """Bytes as text by the first charset that fits; never fails."""
        for name in (charset, "utf-8", "gb18030"):
            try:
                return plain(content.decode(name or "utf-8"))
            except (LookupError, UnicodeError, ValueError):
                continue
        return plain(content.decode("latin-1"))

    @api.model
    def _parts(self, message):
        """[(part, content)] but for containers; bad encodings give what they can."""
        found = []
        for part in message.walk():
            if len(found) >= MAX_PARTS:
                break
            if part.is_multipart():
                continue
            content = part.get_payload(decode=True)
            if content is None:
                content = str(part.get_payload()).encode("utf-8", "replace")
            found.append((part, content))
        return found

    @api.model
    def _bodies(self, message):
        bodies = {"text/plain": "", "text/html": ""}
        for part, content in self._parts(message):
            kind = part.get_content_type()
            if kind in bodies and not part.get_filename() and not bodies[kind]:
                bodies[kind] = self._text(content, part.get_content_charset())
        return bodies["text/plain"], bodies["text/html"]

    def _files_of_mail(self):
        """(attachments, [names not taken]) of the raw mail, cleaned as all files."""
        raw = base64.b64decode(self.raw or b"")
        message = email.message_from_bytes(raw, policy=email.policy.compat32)
        files = []
        for part, content in self._parts(message):
            if name := part.get_filename():
                files.append((self._decoded(name), content))
        taken, refused = self._clean(files)
        return self._attach(taken), [f"{name} ({why})" for name, why in refused]
