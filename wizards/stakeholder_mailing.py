import re
from datetime import timedelta

from psycopg2.errors import UniqueViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import html2plaintext, plaintext2html

from ..models.stakeholder_cadence_coverage import GREETING_AFTER, GREETING_BEFORE
from ..models.stakeholder_option import PARTY_CLASSES, offered

# What a template says of the party, in a text that anybody can edit.
SPOKEN = re.compile(r"<t t-out=\"(object\.[a-z_.]+)\"\s*/?>(?:[^<]*</t>)?")
NAME = "{{ object.name }}"
# Which words of the module go with which maintenance.
WORDS = {
    "festival": "mail_template_greeting",
    "information": "mail_template_information",
    "invitation": "mail_template_invitation",
}
# Where a festival has no dates: one greeting in half a year.
HALF_A_YEAR = timedelta(days=183)


class StakeholderMailing(models.TransientModel):
    """A greeting or information by e-mail to chosen parties, looked at before sending.

    One greeting a party and festival across all workers; what was sent is on record as
    a communication of each party (U3.1, O3).
    """

    _name = "stakeholder.mailing"
    _description = "Greeting or Information by E-mail"

    partner_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_partner_rel",
        string="Send To",
        default=lambda self: self.env.context.get("active_ids"),
    )
    maintenance_id = fields.Many2one(
        "stakeholder.option",
        "As",
        required=True,
        domain=offered("maintenance"),
    )
    party_class = fields.Selection(
        PARTY_CLASSES, "Class of Party", compute="_compute_party_class"
    )
    festival_id = fields.Many2one("stakeholder.festival")
    is_greeting = fields.Boolean(compute="_compute_is_greeting")
    template_id = fields.Many2one(
        "mail.template", domain="[('model', '=', 'res.partner')]"
    )
    subject = fields.Char(
        "Subject Line",
        compute="_compute_words",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    body = fields.Text(
        "Text of the Letter",
        compute="_compute_words",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
    )
    preview = fields.Text("As the First One Reads It", compute="_compute_preview")
    greeted_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_greeted_rel",
        string="Greeted Already",
        compute="_compute_sorted",
    )
    unreachable_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_unreachable_rel",
        string="Without a Valid E-mail",
        compute="_compute_sorted",
    )
    recipient_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_recipient_rel",
        string="Will Be Sent To",
        compute="_compute_sorted",
    )

    @api.depends("partner_ids")
    def _compute_party_class(self):
        """That of all; to parties of several classes go the entries for everybody."""
        for mailing in self:
            classes = set(mailing.partner_ids.mapped("stakeholder_class"))
            mailing.party_class = classes.pop() if len(classes) == 1 else False

    @api.depends("maintenance_id")
    def _compute_is_greeting(self):
        for mailing in self:
            mailing.is_greeting = mailing.maintenance_id.code == "festival"

    @api.depends("partner_ids", "festival_id", "maintenance_id")
    def _compute_sorted(self):
        for mailing in self:
            parties = mailing.partner_ids
            greeted = mailing._greeted()
            mailing.greeted_ids = greeted
            mailing.unreachable_ids = (parties - greeted).filtered(
                lambda one: not one.email_normalized
            )
            mailing.recipient_ids = parties - greeted - mailing.unreachable_ids

    @api.onchange("maintenance_id")
    def _onchange_maintenance_id(self):
        """The words that go with it, until others are chosen."""
        own = {
            code: self.env.ref(
                f"stakeholder_relations.{name}", raise_if_not_found=False
            )
            for code, name in WORDS.items()
        }
        if self.template_id and self.template_id not in own.values():
            return
        if template := own.get(self.maintenance_id.code):
            self.template_id = template

    @api.depends("template_id")
    def _compute_words(self):
        for mailing in self:
            if template := mailing.template_id:
                own = template.with_context(lang=self.env.user.lang)
                spoken = SPOKEN.sub(r"{{ \1 }}", own.body_html or "")
                mailing.subject = own.subject
                body = html2plaintext(spoken).strip()
                mailing.body = body.replace(NAME, self.env._("[Name]"))

    @api.depends("subject", "body", "recipient_ids")
    def _compute_preview(self):
        for mailing in self:
            first = mailing.recipient_ids[:1]._origin
            if not (first and mailing.subject and mailing.body):
                mailing.preview = False
                continue
            try:
                [letter] = mailing._letters(first)
            except UserError as error:
                mailing.preview = str(error)
            else:
                mailing.preview = "{subject}\n\n{body}".format(**letter)

    def _letters(self, parties):
        """[{party, subject, body}]: the words as each of ``parties`` will read them."""
        render = self.env["mail.render.mixin"]
        name = self.env._("[Name]")
        try:
            subjects, bodies = (
                render._render_template(
                    text.replace(name, NAME),
                    "res.partner",
                    parties.ids,
                    engine="inline_template",
                )
                for text in (self.subject, self.body)
            )
        except (AccessError, UserError, ValueError, SyntaxError):
            raise UserError(
                self.env._(
                    "The words cannot be filled in. Write %s where the name of the "
                    "party is to stand, and nothing else between double braces.",
                    name,
                )
            ) from None
        return [
            {"party": one, "subject": subjects[one.id], "body": bodies[one.id]}
            for one in parties
        ]

    # ------------------------------------------------------------
    # ONE GREETING A PARTY AND FESTIVAL
    # ------------------------------------------------------------

    def _occasion(self):
        """The day of the festival that is greeted on: the nearest one."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        # sudo: everybody who greets needs the dates
        dates = self.festival_id.sudo().date_ids.mapped("date")
        return min(dates, key=lambda date: abs(date - today), default=today)

    def _greeted(self):
        """Who was greeted on this festival this year, by whomever (U3.1)."""
        if not (self.is_greeting and self.festival_id):
            return self.env["res.partner"]
        day = self._occasion()
        has_dates = bool(self.festival_id.sudo().date_ids)  # sudo: as above
        first = day - (GREETING_BEFORE if has_dates else HALF_A_YEAR)
        talks = self.env["stakeholder.communication"]._greetings(
            Domain("partner_id", "in", self.partner_ids.ids)
            & Domain("festival_id", "=", self.festival_id.id)
            & Domain("date", ">=", first)
            & Domain("date", "<=", day + GREETING_AFTER)
            & Domain("company_id", "=", self.env.company.id)
        )
        sent = self._ledger().search(self._ledger_domain()).mapped("res_id")
        # A recipient's greeting is told by its record, to whoever reads that (X6).
        parties = self.partner_ids.filtered("stakeholder_class")
        return talks.partner_id.sudo(False) | parties.filtered(
            lambda one: one._origin.id in set(sent)
        )

    @api.model
    def _ledger(self):
        # sudo: that something was sent is enough; the ledger holds no words
        return self.env["stakeholder.notice"].sudo()

    def _ledger_row(self):
        kind = f"greeting_{self.festival_id.id}_{self.env.company.id}"
        return {"res_model": "res.partner", "kind": kind, "date": self._occasion()}

    def _ledger_domain(self):
        return Domain.AND(
            Domain(name, "=", value) for name, value in self._ledger_row().items()
        ) & Domain("res_id", "in", self.partner_ids.ids)

    def _enter(self, parties):
        """Put the greetings in the ledger, which takes each once, whoever sends it."""
        if not self.is_greeting:
            return
        row = self._ledger_row()
        try:
            with self.env.cr.savepoint():
                self._ledger().create([{**row, "res_id": one.id} for one in parties])
                self.env.flush_all()
        except UniqueViolation:
            raise UserError(
                self.env._(
                    "A colleague has greeted some of them at this very moment. Close "
                    "this window and open it again: they will be left out."
                )
            ) from None

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_send(self):
        """Send it, and put it on record for each."""
        self.ensure_one()
        if self.is_greeting and not self.festival_id:
            raise UserError(self.env._("Choose the festival on which you greet."))
        parties = self.recipient_ids
        if not parties:
            raise UserError(
                self.env._(
                    "Nobody is left to write to: greeted already, or without an e-mail "
                    "address."
                )
            )
        parties.check_access("read")
        letters = self._letters(parties)
        self._enter(parties)
        talks = self.env["stakeholder.communication"].create(
            [self._communication(letter) for letter in letters]
        )
        self._send(letters, talks)
        return {"type": "ir.actions.act_window_close"}

    def _send(self, letters, talks):
        """Each mail hangs on its record: where it cannot be sent, that says so."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        sender = policy.email or self.env.company.email_formatted
        # sudo: the letters leave in the name of the centre
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": letter["subject"],
                    "body_html": plaintext2html(letter["body"]),
                    "email_to": letter["party"].email_formatted,
                    "email_from": sender,
                    "reply_to": self.env.user.email_formatted or sender,
                    "model": talk._name,
                    "res_id": talk.id,
                }
                for letter, talk in zip(letters, talks, strict=True)
            ]
        )

    def _communication(self, letter):
        return {
            "partner_id": letter["party"].id,
            "maintenance_id": self.maintenance_id.id,
            "festival_id": self.festival_id.id,
            "form": "email",
            "initiated_by": "centre",
            "their_ids": letter["party"].ids,
            "summary": letter["subject"],
            "said": letter["body"],
        }
