from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools import receipt_code

KEY = "stakeholder_relations.receipt_key"
DOORS = [("web", "Public Page"), ("portal", "Portal"), ("email", "E-mail")]
STATES = [
    ("waiting", "To Hand Over"),
    ("handed_over", "Handed Over"),
    ("added", "Added to a Case"),
    ("quarantine", "Quarantine"),
    ("set_aside", "Set Aside"),
]
REASONS = [
    ("auto", "Automatic reply"),
    ("bulk", "Bulk mail"),
    ("bounce", "Could not be delivered"),
    ("loop", "From one of our own addresses"),
    ("reply", "A reply without a receipt code"),
    ("same_id", "Same Message-ID, other words"),
    ("broken", "Cannot be read"),
    ("names_head", "Names the person in charge"),
    ("failed", "Could not be handed over"),
]
# Nobody has to look at these soon.
SILENT = ("auto", "bulk")


class StakeholderIntake(models.Model):
    """What came in from outside, until it is a complaint (C2.1, C3.2).

    The public page, the portal and the gateway write a row here and nothing else; one
    serial job hands over and draws the numbers. Afterwards the row holds the hash of
    the receipt code and the way to the case. Nobody reads it; what is in quarantine
    is read by the person in charge and the council, but for those it names.
    """

    _name = "stakeholder.intake"
    _description = "Intake from Outside"
    _inherit = ["mail.thread"]
    _order = "id desc"
    _rec_name = "subject"

    company_id = fields.Many2one("res.company", "Centre", required=True, readonly=True)
    door = fields.Selection(DOORS, "Came In By", required=True, readonly=True)
    state = fields.Selection(
        STATES, required=True, readonly=True, default="waiting", index=True
    )
    reason = fields.Selection(REASONS, "Why in Quarantine", readonly=True)
    received_at = fields.Datetime(
        "Received", required=True, readonly=True, default=fields.Datetime.now
    )
    digest = fields.Char(readonly=True, help="Of the Message-ID, or of the form sent.")
    content_digest = fields.Char(readonly=True)
    code_hash = fields.Char(readonly=True, groups=fields.NO_ACCESS)
    user_id = fields.Many2one("res.users", "Portal User", readonly=True, index=True)
    complaint_id = fields.Many2one(
        "stakeholder.complaint",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    content = fields.Json(readonly=True)
    raw = fields.Binary("Mail as It Came", attachment=False, readonly=True)
    raw_name = fields.Char(compute="_compute_words")
    is_told = fields.Boolean(readonly=True)
    denied_ids = fields.Many2many(
        "res.users", "stakeholder_intake_denied_rel", string="Shut Out", readonly=True
    )
    subject = fields.Char("Subject of the Mail", compute="_compute_words")
    sender = fields.Char(compute="_compute_words")
    text = fields.Text(compute="_compute_words")

    _digest_uniq = models.UniqueIndex("(digest) WHERE digest IS NOT NULL")
    _code_uniq = models.UniqueIndex("(code_hash) WHERE code_hash IS NOT NULL")

    def init(self):
        """The key of the receipt codes: it must not change as long as one lives."""
        # sudo: made by the machine, read by nobody
        parameters = self.env["ir.config_parameter"].sudo()
        if not parameters.get_param(KEY):
            parameters.set_param(KEY, receipt_code.secrets.token_hex(32))

    @api.depends("content")
    def _compute_words(self):
        for intake in self:
            content = intake.content or {}
            who = (content.get("name"), content.get("email") or content.get("contact"))
            words = {
                "subject": content.get("topic") or self.env._("Intake %s", intake.id),
                # A sender without a name is kept under the address.
                "sender": " · ".join(dict.fromkeys(filter(None, who))),
                "text": content.get("statement"),
            }
            intake.update(self._stakeholder_kept(words))
            intake.raw_name = f"{intake.id}.eml"

    @api.model_create_multi
    def create(self, vals_list):
        quiet = self.with_context(
            mail_create_nosubscribe=True, mail_create_nolog=True, tracking_disable=True
        )
        return super(StakeholderIntake, quiet).create(vals_list)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows what came in."""
        return True

    # ------------------------------------------------------------
    # IN QUARANTINE, BY A PERSON
    # ------------------------------------------------------------

    def action_take_in(self):
        """It is an opinion or complaint after all; the clocks run from its receipt."""
        self._check_in_quarantine("set_aside")
        self._note_decision("intake_taken_in")
        for intake in self.sudo():
            content = intake.content or {}
            if not (content.get("statement") or "").strip():
                words = self.env._("The mail could not be read; it is kept as it came.")
                intake.content = {**content, "statement": words}
        self.sudo().write({"state": "waiting", "reason": False})
        self._wake()

    def action_set_aside(self):
        """No opinion, no complaint: kept until its time is up."""
        self._check_in_quarantine()
        self._note_decision("intake_set_aside")
        self.sudo().write({"state": "set_aside"})

    def _note_decision(self, event):
        """Who decided that something from outside is a complaint, or is none."""
        for intake in self:
            self.env["stakeholder.complaint.trail"]._append_house(
                event, {"intake": intake.id}
            )

    def action_add(self):
        self.ensure_one()
        self._check_in_quarantine()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add to a Case"),
            "res_model": "stakeholder.intake.add",
            "view_mode": "form",
            "target": "new",
            "context": {"default_intake_id": self.id},
        }

    def _check_in_quarantine(self, *more):
        """In quarantine, or in a state of ``more`` with its words still there."""
        self.check_access("read")
        for intake in self:
            is_back = intake.state in more and intake.content
            if intake.state != "quarantine" and not is_back:
                raise UserError(
                    self.env._(
                        "%s is not in quarantine any more: look for it among the "
                        "opinions, or among what was set aside.",
                        intake.display_name,
                    )
                )

    # ------------------------------------------------------------
    # RECEIPT CODES
    # ------------------------------------------------------------

    @api.model
    def _hashed(self, code):
        # sudo: the key is the machine's
        key = self.env["ir.config_parameter"].sudo().get_param(KEY)
        return receipt_code.hashed(code, key)

    @api.model
    def _by_code(self, code):
        """The row of a code, as superuser; an empty one where there is none."""
        # sudo: whoever has the code may know what the receipt page shows
        own = self.sudo()
        return own.search([("code_hash", "=", self._hashed(code))], limit=1)

    def _give_code(self):
        """A fresh code for this row; it is told once and kept as a hash."""
        code = receipt_code.new_code()
        self.sudo().code_hash = self._hashed(code)
        return code

    @api.model
    def _wake(self):
        """Start the job once this is committed.

        A trigger of another visitor would not do: a run may take that one away before
        what is written here can be seen, and it would wait for the next hour.
        """
        # sudo: whoever comes in from outside starts the job, and nothing else
        job = self.env.ref("stakeholder_relations.ir_cron_stakeholder_intake_hand_over")
        job.sudo()._trigger()


class StakeholderComplaintTrail(models.Model):
    _inherit = "stakeholder.complaint.trail"

    @api.model
    def _event_labels(self):
        return super()._event_labels() | {
            "intake_taken_in": self.env._("Taken in from quarantine"),
            "intake_set_aside": self.env._("Set aside in quarantine"),
        }
