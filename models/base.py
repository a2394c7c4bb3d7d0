from odoo import api, models, tools
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..tools.plain_text import hidden, marked, marked_page, plain, unmarked

CAPS = {"char": 200, "text": 20_000, "html": 20_000}
NAME_CAP = 100
# A person's name, wherever it is asked for.
NAMES = {"complainant_name", "guardian"}
PERSONS = {"stakeholder.complaint.identity": "name"}
# Written by the module alone, and sealed, keyed or read by it as it was written.
MACHINE = (
    "stakeholder.complaint.trail",
    "stakeholder.consent.text",
    "stakeholder.import.line",
    "stakeholder.notice",
    "stakeholder.scorecard.line",
    "stakeholder.throttle",
    "stakeholder.trail.",
)
# An address with a mark before it would lead nowhere.
ADDRESSES = {
    *("email", "forwarders", "phone", "stakeholder_email", "stakeholder_mechanism"),
    *("url", "website"),
}
# What people write on other apps' records and ours show.
OTHERS = {
    "hr.department": {"name"},
    "ir.attachment": {"name"},
    "mail.activity": {"note", "summary"},
    "mail.message": {"body", "subject"},
    "res.partner": {
        *("city", "email", "function", "name", "phone", "ref", "street", "street2"),
        *("website", "zip"),
    },
    "resource.resource": {"name"},
    "survey.user_input.line": {"value_char_box", "value_text_box"},
}


class Base(models.AbstractModel):
    """What people write is kept as it was written, and shown for what it is (P16).

    Here and not at the doors: form, RPC, import, page, portal and mail all end in these
    two methods, and so will the next. What no database can hold is taken out, what
    nobody sees is named in a mark before it, and what is too long is told in words
    instead of being cut.
    """

    _inherit = "base"

    @api.model_create_multi
    def create(self, vals_list):
        if self._stakeholder_texts():
            vals_list = [self._stakeholder_kept(vals) for vals in vals_list]
        return super().create(vals_list)

    def write(self, vals):
        if self._stakeholder_texts():
            vals = self._stakeholder_kept(vals)
        return super().write(vals)

    def _update_field_translations(
        self, field_name, translations, digest=None, source_lang=""
    ):
        if field_name in self._stakeholder_texts():
            translations = {
                lang: self._stakeholder_kept({field_name: words})[field_name]
                for lang, words in translations.items()
            }
        return super()._update_field_translations(
            field_name, translations, digest=digest, source_lang=source_lang
        )

    @tools.ormcache()
    def _stakeholder_texts(self):
        """{field that people write in: the most it takes} of this model."""
        if self._name.startswith(MACHINE):
            return {}
        listed = OTHERS.get(self._name, ())
        is_ours = self._name.startswith("stakeholder.")
        return {
            name: self._stakeholder_cap(field)
            for name, field in self._fields.items()
            if field.type in CAPS
            and (is_ours or name in listed or name.startswith("stakeholder_"))
        }

    def _stakeholder_cap(self, field):
        """None where the module writes it, from texts that had theirs."""
        if field.readonly or not (
            self._name.startswith("stakeholder.")
            or field.name.startswith("stakeholder_")
        ):
            return None
        if field.name in NAMES or PERSONS.get(self._name) == field.name:
            return NAME_CAP
        return getattr(field, "size", None) or CAPS[field.type]

    def _stakeholder_kept(self, vals):
        texts = self._stakeholder_texts()
        kept = {
            name: self._stakeholder_text(name, value)
            for name, value in vals.items()
            if name in texts and isinstance(value, str)
        }
        for name, value in kept.items():
            if texts[name] and len(value) > texts[name]:
                self._stakeholder_check_length(self._fields[name], value, vals)
        return {**vals, **kept} if kept else vals

    def _stakeholder_text(self, name, text):
        field, kept = self._fields[name], plain(text)
        if not (name in ADDRESSES or getattr(field, "size", None)):
            if field.type == "html":
                if "&" in kept or hidden(kept):
                    kept = marked_page(kept, self._stakeholder_mark())
            elif kept.startswith("[") or hidden(kept):
                kept = marked(kept, self._stakeholder_mark())
        # Its class says whether it is still to be escaped.
        return type(text)(kept)

    def _stakeholder_mark(self):
        """In the language of whoever writes, where a caller over RPC names none."""
        own = self.with_context(lang=self.env.lang or self.env.user.lang)
        return own.env._("Invisible characters in it: %s")

    def _stakeholder_check_length(self, field, text, vals):
        """A plain message; what the module itself puts together is not measured."""
        most = self._stakeholder_texts()[field.name]
        words = html2plaintext(text) if field.type == "html" else unmarked(text)
        if self.env.su or len(words) <= most:
            return None
        named = [name for name in self[:3].mapped("display_name") if name]
        raise UserError(
            self.env._(
                "%(record)s: “%(field)s” has %(count)s characters; at most %(most)s "
                "fit. Shorten it, or add the rest as a file.",
                record=", ".join(named) or self.env["ir.model"]._get(self._name).name,
                field=field._description_string(self.env),
                count=len(words),
                most=most,
            )
        )


class ResPartner(models.Model):
    """Parties and their people; what other contacts are called is their apps' own."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if vals.get("stakeholder_class"):
            self._stakeholder_mark_names()
        return result

    def _stakeholder_mark_names(self):
        """Of those who have become a party under a name that was there before."""
        for partner in self.filtered(lambda one: hidden(one.name)):
            partner.name = partner.name

    def _stakeholder_kept(self, vals):
        kept = super()._stakeholder_kept(vals)
        changed = [one for one in OTHERS[self._name] if kept.get(one) != vals.get(one)]
        if not changed or self._stakeholder_is_party(vals):
            return kept
        return {**kept, **{name: plain(vals[name]) for name in changed}}

    def _stakeholder_is_party(self, vals):
        if any(vals.get(f"stakeholder_{name}") for name in ("class", "level", "tier")):
            return True
        partners = self | self.browse(vals.get("parent_id"))
        return any(partners.mapped("stakeholder_party_class"))

    def _stakeholder_cap(self, field):
        return NAME_CAP if field.name == "name" else super()._stakeholder_cap(field)

    def _stakeholder_check_length(self, field, text, vals):
        classes = [vals.get("stakeholder_class"), *self.mapped("stakeholder_class")]
        if field.name != "name" or any(classes):
            return super()._stakeholder_check_length(field, text, vals)
        return None


class MailMessage(models.Model):
    _inherit = "mail.message"

    def _stakeholder_kept(self, vals):
        """Notes on our records; a newsletter may space itself as it likes."""
        if not vals.keys() & self._stakeholder_texts().keys():
            return vals
        names = [vals["model"]] if vals.get("model") else self.mapped("model")
        return super()._stakeholder_kept(vals) if any(map(is_shown, names)) else vals


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    def message_post(self, *, body="", **kwargs):
        if is_shown(self._name) and not self.env.su and len(body or "") > CAPS["html"]:
            raise UserError(
                self.env._(
                    "%(record)s: a note takes %(most)s characters. Add the rest as a "
                    "file.",
                    record=", ".join(self.mapped("display_name")),
                    most=CAPS["html"],
                )
            )
        return super().message_post(body=body, **kwargs)


class IrAttachment(models.Model):
    _inherit = "ir.attachment"

    def write(self, vals):
        result = super().write(vals)
        if is_shown(vals.get("res_model")) and "name" not in vals:
            # Uploaded first, and hung here when the note was sent.
            for file in self.filtered(lambda one: hidden(one.name)):
                file.name = file.name
        return result

    def _stakeholder_kept(self, vals):
        if "name" not in vals:
            return vals
        names = (
            [vals["res_model"]] if vals.get("res_model") else self.mapped("res_model")
        )
        return super()._stakeholder_kept(vals) if any(map(is_shown, names)) else vals


def is_shown(model):
    """Whether our screens and papers show what is written on records of ``model``."""
    return model == "res.partner" or (model or "").startswith("stakeholder.")
