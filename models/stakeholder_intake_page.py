import hashlib
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.tools import mute_logger

from ..tools.plain_text import plain
from .stakeholder_complaint import NATURES

# A button pressed twice; whoever comes back later is somebody else for all we know.
TWICE = timedelta(minutes=2)
# Kept server-side, whatever the page allows (name, longest).
CAPS = {
    "topic": 200,
    "statement": 20_000,
    "name": 100,
    "contact": 200,
    "about": 200,
    "withheld": 200,
}
TICKS = (
    *("is_confidential", "alleges_harm", "not_head", "is_anonymous"),
    *("agrees_sensitive", "is_guardian"),
)
CLASSES = ("recipient", "unit", "external")


class StakeholderIntake(models.Model):
    """What the public page and the portal hand in (C1, C2.1, C5.2, C5.4)."""

    _inherit = "stakeholder.intake"

    @api.model
    def _read_form(self, sent):
        """(what was sent, of known fields alone; [problems in plain words])."""
        form = {name: plain(sent.get(name) or "").strip() for name in CAPS}
        form |= {name: bool(sent.get(name)) for name in TICKS}
        natures = [code for code, _label in NATURES]
        nature, party_class = sent.get("nature"), sent.get("party_class")
        form["nature"] = nature if nature in natures else False
        form["party_class"] = party_class if party_class in CLASSES else False
        form["token"] = str(sent.get("token") or "")[:64]
        return form, self._problems(form)

    @api.model
    def _problems(self, form):
        problems = []
        if not form["statement"]:
            problems.append(self.env._("Please write down what it is about."))
        if not form["nature"]:
            problems.append(self.env._("Please choose what you want to tell us."))
        if not form["party_class"]:
            problems.append(self.env._("Please choose who you are to the centre."))
        labels = self._labels()
        for name, most in CAPS.items():
            problems.append(self._length_problem(labels[name], form[name], most))
        return [problem for problem in problems if problem]

    @api.model
    def _length_problem(self, label, text, most):
        if len(text) <= most:
            return None
        return self.env._(
            "“%(field)s” has %(count)s characters; at most %(most)s fit. "
            "Please shorten it, or send the rest as a file.",
            field=label,
            count=len(text),
            most=most,
        )

    @api.model
    def _labels(self):
        return {
            "topic": self.env._("In one line"),
            "statement": self.env._("What happened, when and where"),
            "name": self.env._("Your name"),
            "contact": self.env._("How we can reach you"),
            "about": self.env._("Who or what it is about"),
            "withheld": self.env._("Who must not be told"),
        }

    @api.model
    def _submit(self, company, form, files, user=None):
        """(row, code, [names of files that were not taken]); code None: sent twice.

        ``files``: [(name, bytes)]. The row of a named portal user leads back to them.
        """
        # sudo: write-only door for everybody
        own = self.sudo()
        taken, refused = self._clean(files)
        content = {name: form[name] for name in CAPS if form[name]}
        content |= {name: True for name in TICKS if form[name]}
        content |= {"nature": form["nature"], "party_class": form["party_class"]}
        content["refused"] = [name[:100] for name, _why in refused]
        if user:
            content |= self._of_portal_user(user)
        vals = {
            "company_id": company.id,
            "door": "portal" if user else "web",
            "content": self._with_email(content),
            "user_id": user and user.id,
        }
        if form["token"]:
            token = f"page {form['token']}".encode()
            vals["digest"] = hashlib.sha256(token).hexdigest()
        intake = own._insert_once(vals)
        if not intake:
            known = own._sent_just_now(vals)
            return known, known and known._give_code() or None, refused
        code = intake._give_code()
        intake._attach(taken)
        self._wake()
        return intake, code, refused

    @api.model
    def _insert_once(self, vals):
        """The row, or none where one with this digest came before or just now."""
        try:
            with mute_logger("odoo.sql_db"), self.env.cr.savepoint():
                return self.create(vals)
        except IntegrityError:
            return self.browse()

    @api.model
    def _sent_just_now(self, vals):
        """The row of a button pressed twice: only the last answer is seen, so it gets
        the code. Later, or in the portal, it was simply received already.
        """
        known = self.search([("digest", "=", vals["digest"])])
        if not known:
            # At this very moment, by another worker: the server tries again.
            raise ConcurrencyError("sent twice at once")
        since = fields.Datetime.now() - TWICE
        return known.filtered(lambda one: one.door == "web" and one.received_at > since)

    @api.model
    def _of_portal_user(self, user):
        # sudo: a portal user does not read the class of their own unit
        unit = user.sudo().partner_id.commercial_partner_id
        is_unit = unit.with_company(self.env.company).stakeholder_class == "unit"
        found = {"name": user.name, "contact": user.partner_id.phone or user.email}
        found["email"] = user.email
        return found | ({"party_class": "unit", "place_id": unit.id} if is_unit else {})

    @api.model
    def _with_email(self, content):
        """An address among the contact is where letters go."""
        words = (content.get("contact") or "").split()
        emails = [word for word in words if "@" in word]
        return {**content, "email": content.get("email") or "".join(emails[:1])}
