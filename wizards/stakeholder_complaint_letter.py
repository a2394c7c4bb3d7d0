from markupsafe import Markup

from odoo import SUPERUSER_ID, api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date, html2plaintext, plaintext2html

KINDS = [
    ("acknowledgement", "Acknowledgement"),
    ("answer", "Answer"),
    ("notice", "Notice of the Result Date"),
    ("result", "Result"),
]
CHANNELS = [
    ("phone", "Telephone"),
    ("face", "Face to Face"),
    ("email", "E-mail"),
    ("post", "Letter"),
    ("wechat", "WeChat"),
    ("notice", "Notice Board (nobody to reach)"),
]


# Stands in the templates where the writer has to say something.
GAP = "……"
LETTER_LANG = "zh_CN"
# Characters shown around a word to avoid.
CONTEXT = 10


class StakeholderComplaintLetter(models.TransientModel):
    """Words to the complainant, from a template, sent or told, and put on record.

    Plain and courteous (C6); by e-mail it leaves from the identity record, so that no
    reader of the case learns the address.
    """

    _name = "stakeholder.complaint.letter"
    _description = "Words to the Complainant"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    channel = fields.Selection(
        CHANNELS,
        "Told By",
        required=True,
        compute="_compute_channel",
        store=True,
        precompute=True,
        readonly=False,
    )
    date = fields.Date(
        "Told On",
        required=True,
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
    )
    text = fields.Text(
        required=True,
        compute="_compute_text",
        store=True,
        precompute=True,
        readonly=False,
    )
    is_settled = fields.Boolean(
        "The matter is handled with this",
        help="A unit has to be answered and handled within the term (C3.1).",
    )
    date_result_due = fields.Date(
        "Result By",
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
    )

    jargon = fields.Html(
        "Say It More Simply", compute="_compute_jargon", sanitize=False
    )

    @api.depends("text")
    def _compute_jargon(self):
        """The passages with a word that a complainant may not know (C6)."""
        words = self.env["stakeholder.option"].search(
            Domain("kind", "=", "jargon")
            & self.env["stakeholder.option"]._valid_domain(fields.Date.today())
        )
        # Letters are Chinese, whoever writes them.
        chinese = words.with_context(lang=LETTER_LANG)
        for letter in self:
            found = [
                (word.name, word.note)
                for word in chinese
                if word.name in letter._said()
            ]
            letter.jargon = Markup("").join(
                letter._marked(word, plain) for word, plain in found
            )

    def _said(self):
        return self.text or ""

    def _marked(self, word, plain):
        before, _word, after = self._said().partition(word)
        return Markup("<div>…{}<mark>{}</mark>{}… → {}</div>").format(
            before[-CONTEXT:], word, after[:CONTEXT], plain or ""
        )

    @api.depends("complaint_id")
    def _compute_channel(self):
        for letter in self:
            letter.channel = "email" if letter._email() else "phone"

    @api.depends("complaint_id")
    def _compute_date(self):
        for letter in self:
            complaint = letter.complaint_id
            letter.date = complaint and complaint._today()
            letter.date_result_due = complaint.date_result_due or (
                complaint
                and complaint.policy_id.sudo().calendar_id._stakeholder_add_days(
                    letter.date, complaint.result_days
                )
            )

    @api.depends("complaint_id", "kind", "date_result_due")
    def _compute_text(self):
        for letter in self:
            letter.text = letter._from_template()

    def _from_template(self):
        if not self.complaint_id or not self.kind:
            return False
        self._check_reader()
        # sudo: whoever handles the case writes with the centre's templates
        template = self.env.ref(
            f"stakeholder_relations.mail_template_complaint_{self.kind}"
        ).sudo()
        complaint = self.complaint_id.sudo()
        body = template.with_context(
            result_due=self.date_result_due, policy=complaint.policy_id
        )._render_field("body_html", complaint.ids, compute_lang=True)
        return html2plaintext(body[complaint.id]).strip()

    @api.constrains("complaint_id")
    def _check_reader(self):
        """What the window says about a case is for whoever may read the case."""
        self.complaint_id._origin.sudo(False).check_access("read")

    def _email(self):
        self._check_reader()
        # sudo: whether there is an address is asked, not shown
        return self.complaint_id.sudo().identity_ids.email

    def action_confirm(self):
        """Put it on record, and send it where it goes by e-mail."""
        self.ensure_one()
        complaint = self.complaint_id
        complaint.check_access("write")
        self._check_date()
        self._check_words()
        if self.kind == "acknowledgement":
            complaint._acknowledge(self.date, self.text)
        elif self.kind == "answer":
            complaint._answer(self.date, self.text, self.is_settled)
        elif self.kind == "notice":
            complaint._give_notice(self.date, self.text, self.date_result_due)
        else:
            complaint._report_result(self.date, self.text)
        if self.channel == "email":
            self._send()
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}

    def _check_date(self):
        complaint = self.complaint_id
        if not self._not_before() <= self.date <= complaint._today():
            raise UserError(
                self.env._(
                    "%(number)s: %(date)s is before what it follows or in the future. "
                    "Enter the day on which the complainant was told.",
                    number=complaint.name,
                    date=self.date,
                )
            )
        if self.channel == "email" and self.date != complaint._today():
            raise UserError(
                self.env._(
                    "%s: an e-mail leaves today and is dated today. Choose how the "
                    "complainant was told on another day.",
                    complaint.name,
                )
            )
        if self.kind == "notice" and self.date_result_due <= self.date:
            raise UserError(
                self.env._(
                    "%s: the result has to be promised for a later day.",
                    complaint.name,
                )
            )

    def _not_before(self):
        """The day of what it follows: the receipt, the answer, a further round."""
        complaint = self.complaint_id
        days = [complaint.date_received]
        if self.kind in ("notice", "result"):
            days += [complaint.date_answered, complaint.date_notice]
            days += complaint.sudo().round_ids.mapped("date")  # sudo: days alone
        return max(filter(None, days))

    def _check_words(self):
        if GAP in self.text or not self.text.strip():
            raise UserError(
                self.env._(
                    "%(number)s: replace “%(gap)s” by what you want to say.",
                    number=self.complaint_id.name,
                    gap=GAP,
                )
            )

        if self.kind == "acknowledgement":
            self._check_says_when()

    def _check_says_when(self):
        """When the first answer comes stands in it (C3.6)."""
        due = self.complaint_id.date_response_due
        env = self.with_context(lang=LETTER_LANG).env
        written = {format_date(one, due) for one in (env, self.env)} | {str(due)}
        if not any(date in self.text for date in written):
            raise UserError(
                self.env._(
                    "%(number)s: the acknowledgement has to say when the first answer "
                    "comes: %(date)s.",
                    number=self.complaint_id.name,
                    date=format_date(env, due),
                )
            )

    def _send(self):
        email = self._email()
        if not email:
            raise UserError(
                self.env._(
                    "%s: no e-mail address was given. Choose how the complainant was "
                    "told.",
                    self.complaint_id.name,
                )
            )
        identity = self.complaint_id.sudo().identity_ids
        own = self.with_context(lang=LETTER_LANG)
        labels = dict(self._fields["kind"]._description_selection(own.env))
        # As nobody in particular: whoever creates a message may read it for ever, and
        # this one hangs on the identity, which no group can read.
        self.env["mail.mail"].with_user(SUPERUSER_ID).create(
            {
                "subject": f"{labels[self.kind]} {self.complaint_id.name}",
                "body_html": plaintext2html(self.text),
                "email_to": email,
                "email_from": self._sender(),
                "reply_to": self._sender(),
                "model": identity._name,
                "res_id": identity.id,
                "author_id": self.complaint_id.company_id.partner_id.id,
                "auto_delete": True,
            }
        )

    def _sender(self):
        policy = self.complaint_id.sudo().policy_id
        return policy.email or self.complaint_id.company_id.email_formatted
