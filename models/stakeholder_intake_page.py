import hashlib
from datetime import timedelta

from psycopg2 import IntegrityError

from odoo import api, fields, models
from odoo.exceptions import ConcurrencyError
from odoo.fields import Domain
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
            if len(form[name]) > most:
                problems.append(
                    self.env._(
                        "“%(field)s” has %(count)s characters; at most %(most)s fit. "
                        "Please shorten it, or send the rest as a file.",
                        field=labels[name],
                        count=len(form[name]),
                        most=most,
                    )
                )
        return problems

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

    # ------------------------------------------------------------
    # WHAT THE RECEIPT SHOWS
    # ------------------------------------------------------------

    def _shown(self):
        """The eight things told to whoever has the code, or handed it in (P4)."""
        self.ensure_one()
        # sudo: these and no others of the case are shown
        case = self.sudo().complaint_id
        return {
            "number": case.name,
            "received": fields.Date.to_string(
                case.date_received or self._day_received()
            ),
            "state": self._state_in_words(case),
            "answer_due": case.date_response_due if self._is_open(case) else False,
            "result_due": case.date_result_due if case.state == "pending" else False,
            "letters": self._letters(case),
            "asks": case.state == "answered" and case.reaction != "satisfied",
            "may_withdraw": bool(self._consents_in_force()),
        }

    def _day_received(self):
        """The day on the calendar of the centre, not of the server."""
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        # sudo: whoever sends is nobody, and reads no calendar
        return policy.sudo().calendar_id._stakeholder_local_date(self.received_at)

    @api.model
    def _own_of(self, user, intake_id=None):
        """What ``user`` handed in by the portal; one of it, or nothing."""
        # sudo: the domain is the rule; a portal user reads no model
        own = self.sudo()
        domain = Domain("user_id", "=", user.id)
        if intake_id:
            domain &= Domain("id", "=", intake_id)
        return own.search(domain, limit=200)

    def _is_open(self, case):
        return case.state in ("new", "acknowledged")

    def _state_in_words(self, case):
        return {
            False: self.env._("Received; it is being handed over."),
            "new": self.env._("In the hands of the person in charge."),
            "acknowledged": self.env._("We are looking into it."),
            "answered": self.env._("Answered."),
            "pending": self.env._("Not resolved yet; the result follows."),
            "closed": self.env._("Closed."),
            "not_handled": self.env._(
                "Kept on file, but not handled: it is about personnel matters and came "
                "without a name (guideline 3.6.3). If you give your name, we handle it."
            ),
            "merged": self.env._("It is handled together with an earlier one."),
        }[case.state]

    def _letters(self, case):
        """[(date, words)] of what the centre told the complainant, the oldest first."""
        letters = [
            (case.date_acknowledged, case.acknowledgement),
            (case.date_answered, case.reply),
            *((one.date, one.text) for one in case.told_ids),
        ]
        return sorted((one for one in letters if all(one)), key=lambda one: one[0])

    # ------------------------------------------------------------
    # WHAT IS SAID THROUGH THE RECEIPT
    # ------------------------------------------------------------

    def _say(self, text, files=()):
        """More to the matter: an addendum; before it is handed over, more words."""
        self.ensure_one()
        text = plain(text).strip()[: CAPS["statement"]]
        taken, refused = self._clean(files)
        own = self.sudo()
        if not own.complaint_id:
            content = own.content or {}
            said = "\n\n".join(filter(None, (content.get("statement"), text)))
            own.content = {**content, "statement": said[: CAPS["statement"]]}
            own._attach(taken)
            return refused
        part = own.create(
            {
                "company_id": own.company_id.id,
                "door": own.door if own.door != "email" else "web",
                "content": {"statement": text},
                "user_id": own.user_id.id,
            }
        )
        part._attach(taken)
        part._add_to(own.complaint_id)
        # It leads nowhere: the receipt is the first row's.
        part.user_id = False
        return refused

    def _judge(self, is_content, text):
        """Content with the answer, or not: the next round, with a date (C3.4)."""
        self.ensure_one()
        case = self.sudo().complaint_id
        if not self._shown()["asks"]:
            return
        if is_content:
            case.action_satisfied()
        else:
            case._dissatisfied(case._today(), plain(text).strip()[: CAPS["statement"]])
