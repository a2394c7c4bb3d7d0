import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext

from ..tools.typed import without_defaults

PURPOSES = [
    ("keep", "To keep it and use it for the matter"),
    ("share", "To hand it on to others"),
    ("export", "To take it out as a file"),
    ("refer", "To pass it on with a referral"),
]
# What a withdrawal and an erasure may still touch.
WITHDRAWAL = {"withdrawn_at", "withdrawn_by_id", "withdrawn_reason"}
ERASABLE = {"guardian", "for_whom", "withdrawn_reason"}


class StakeholderConsent(models.Model):
    """Who agreed to what, when, for whom, by which text of the dated policy (P23).

    Of a recipient, or of whoever handed in a complaint. A consent is not changed: it
    is withdrawn, and a further one is given. Each purpose is agreed to apart.
    """

    _name = "stakeholder.consent"
    _description = "Consent"
    _order = "given_at desc, id desc"
    _rec_name = "purpose"

    company_id = fields.Many2one(
        "res.company", "Centre", required=True, default=lambda self: self.env.company
    )
    recipient_id = fields.Many2one(
        "stakeholder.recipient", index="btree_not_null", ondelete="restrict"
    )
    complaint_id = fields.Many2one(
        "stakeholder.complaint", index="btree_not_null", ondelete="restrict"
    )
    purpose = fields.Selection(PURPOSES, "Agreed to", required=True, default="keep")
    is_separate = fields.Boolean(
        "Given Apart, for Sensitive Data",
        help="Health, religion, orders of a court and the like, and whatever concerns "
        "a child under fourteen, ask for a consent of their own.",
    )
    given_by = fields.Selection(
        [("self", "The person themselves"), ("guardian", "A parent or guardian")],
        required=True,
        default="self",
    )
    guardian = fields.Char("Name of the Guardian")
    for_whom = fields.Char(help="Who gets it, where it is shared or passed on.")
    way = fields.Selection(
        [
            ("page", "On the public page"),
            ("portal", "In the portal"),
            ("paper", "Signed on paper"),
            ("oral", "Orally, with a witness"),
        ],
        "How It Was Given",
        required=True,
        default="paper",
    )
    given_at = fields.Datetime("Given On", required=True, default=fields.Datetime.now)
    text_id = fields.Many2one(
        "stakeholder.consent.text", "Wording", required=True, ondelete="restrict"
    )
    text = fields.Text("What Was Read", related="text_id.text", related_sudo=False)
    user_id = fields.Many2one("res.users", "Recorded By", readonly=True)
    withdrawn_at = fields.Datetime("Withdrawn", readonly=True)
    withdrawn_by_id = fields.Many2one("res.users", "Withdrawn With", readonly=True)
    withdrawn_reason = fields.Char("Why It Was Withdrawn", readonly=True)

    _one_owner = models.Constraint(
        "CHECK((recipient_id IS NULL) <> (complaint_id IS NULL))",
        "A consent belongs to a recipient or to a complaint.",
    )
    _guardian_named = models.Constraint(
        "CHECK(given_by <> 'guardian' OR guardian IS NOT NULL OR complaint_id IS NOT "
        "NULL)",
        "Write down the name of the parent or guardian who agreed.",
    )

    @api.model
    def default_get(self, fields_list):
        """The wording that holds today, ready to be read out."""
        found = super().default_get(fields_list)
        if "text_id" in fields_list and self.has_access("create"):
            found["text_id"] = self._text_for_recipients().id
        return found

    @api.model
    def _text_for_recipients(self):
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        words = policy.consent_notice or policy.privacy_notice
        return self.env["stakeholder.consent.text"]._of(policy, words)

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody records in another's name; none is born withdrawn."""
        user = False if self.env.su else self.env.uid
        rows = [
            {name: one for name, one in vals.items() if name not in WITHDRAWAL}
            for vals in vals_list
        ]
        for vals in rows:
            vals["user_id"] = vals.get("user_id") if self.env.su else user
            if not vals.get("text_id"):
                vals["text_id"] = self._text_for_recipients().id
        own = without_defaults(self, WITHDRAWAL)
        return super(StakeholderConsent, own).create(rows)

    def write(self, vals):
        """Withdrawn or erased, by the steps for it; nothing else."""
        if not self.env.su or not vals.keys() <= WITHDRAWAL | ERASABLE:
            raise UserError(
                self.env._("A consent is not changed: withdraw it and record another.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A consent stays on record; it can be withdrawn."))

    def action_record(self):
        """A further consent to the case the list was opened from."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Consent"),
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_complaint_id": self.env.context.get("stakeholder_case"),
                "default_purpose": "share",
                "default_is_separate": True,
            },
        }

    def action_withdraw(self):
        """From now on nothing is done on the strength of it; what was done stays."""
        self.check_access("read")
        self._withdraw(self.env.user)

    def _withdraw(self, user, reason=False):
        # sudo: the row is closed to every change but this one
        self.sudo().filtered(lambda one: not one.withdrawn_at).write(
            {
                "withdrawn_at": fields.Datetime.now(),
                "withdrawn_by_id": user.id,
                "withdrawn_reason": reason,
            }
        )


class StakeholderConsentText(models.Model):
    """A wording as it was read; once for all who agreed to it."""

    _name = "stakeholder.consent.text"
    _description = "Wording of a Consent"
    _order = "id desc"
    _rec_name = "policy_id"

    policy_id = fields.Many2one(
        "stakeholder.policy", "Terms", required=True, readonly=True, ondelete="restrict"
    )
    text = fields.Text(required=True, readonly=True)
    digest = fields.Char(required=True, readonly=True)

    _text_uniq = models.UniqueIndex("(policy_id, digest)")

    @api.model
    def _of(self, policy, words):
        """The row of these words under these terms, made by the first who reads it."""
        words = html2plaintext(words or "").strip() or "-"
        digest = hashlib.sha256(words.encode()).hexdigest()
        # sudo: what everybody may read is kept as it was read
        own = self.sudo()
        domain = [("policy_id", "=", policy.id), ("digest", "=", digest)]
        return own.search(domain, limit=1) or own.create(
            {"policy_id": policy.id, "text": words, "digest": digest}
        )
