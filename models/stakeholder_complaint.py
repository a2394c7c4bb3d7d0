from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .stakeholder_option import PARTY_CLASSES, offered

STATES = [
    ("new", "To Acknowledge"),
    ("acknowledged", "To Answer"),
    ("answered", "Answered"),
    ("pending", "Result Awaited"),
    ("closed", "Closed"),
    ("not_handled", "Not Handled"),
    ("merged", "Merged into Another"),
]
ENDED = ("closed", "not_handled", "merged")

# Ended without an answer; no column of the board unless there are some.
ASIDE = ("not_handled", "merged")

FORM_TYPES = [("suggestion", "Suggestion Form"), ("complaint", "Complaint Form")]

# Clause C2.3
NATURES = [
    ("satisfied", "Satisfaction"),
    ("dissatisfied", "Dissatisfaction"),
    ("suggestion", "Suggestion"),
    ("complaint", "Complaint"),
    ("appeal", "Appeal"),
]

# Clause C2.2: exactly the seven boxes of the form.
COLLECTIONS = [
    ("oral", "Oral"),
    ("written", "Written"),
    ("wechat", "WeChat"),
    ("qq", "QQ"),
    ("phone", "Telephone"),
    ("box", "Suggestion Box"),
    ("meeting", "Democratic Meeting"),
]

REACTIONS = [
    ("satisfied", "Satisfied"),
    ("dissatisfied", "Not Satisfied"),
    ("unknown", "Not Known"),
]

# Kept by the machine itself; they follow from what is on the trail already.
TECHNICAL_FIELDS = {"date_noticed", "trail_seq", "trail_head"}


class StakeholderComplaint(models.Model):
    """An opinion or complaint and how it is handled (guideline 意见收集与投诉处理).

    The fields stand in the order of the paper form (C4). Who spoke lies in
    ``stakeholder.complaint.identity``; what the receiver sees, in the receipt.
    """

    _name = "stakeholder.complaint"
    _description = "Opinion or Complaint"
    _inherit = [
        "stakeholder.confidential.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "stakeholder.duty.mixin",
        "stakeholder.version.mixin",
    ]
    _order = "id desc"

    name = fields.Char("Number", required=True, readonly=True, copy=False)
    state = fields.Selection(
        STATES,
        required=True,
        readonly=True,
        default="new",
        group_expand="_expand_states",
        tracking=True,
        copy=False,
    )
    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    policy_id = fields.Many2one(
        "stakeholder.policy", "Terms of", readonly=True, ondelete="restrict"
    )

    # the head of the form
    form_type = fields.Selection(FORM_TYPES, required=True, default="complaint")
    nature = fields.Selection(NATURES, required=True, default="complaint")
    date_form = fields.Date("Date of the Form")
    way_in_id = fields.Many2one(
        "stakeholder.option", domain=offered("way_in"), ondelete="restrict"
    )
    collection = fields.Selection(COLLECTIONS, "Collection Method", required=True)
    party_class = fields.Selection(PARTY_CLASSES, "Complainant's Class", required=True)
    is_anonymous = fields.Boolean(readonly=True)
    identity_ids = fields.One2many(
        "stakeholder.complaint.identity", "complaint_id", groups=fields.NO_ACCESS
    )
    # filled in by staff
    received_at = fields.Datetime(
        "Received", required=True, default=fields.Datetime.now
    )
    handed_over_at = fields.Datetime("Handed Over", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Handler",
        index=True,
        tracking=True,
        domain=[("share", "=", False)],
    )
    team_ids = fields.Many2many(
        "res.users",
        "stakeholder_complaint_team_rel",
        string="Case Team",
        domain=[("share", "=", False)],
    )
    # the statement
    topic = fields.Char()
    subject_id = fields.Many2one(
        "stakeholder.option", domain=offered("subject"), ondelete="restrict"
    )
    statement = fields.Text(required=True, readonly=True)
    date_statement = fields.Date("Date of the Statement")
    # the handler's reply
    acknowledgement = fields.Text(readonly=True)
    date_acknowledged = fields.Date("Acknowledged On", readonly=True)
    reply = fields.Text("Handler's Reply", readonly=True)
    # result and other matters
    reaction = fields.Selection(REACTIONS, "Satisfied with the Answer?")
    needs_follow_up = fields.Boolean("Further Follow-up Needed")
    outcome = fields.Text("Result or Other Matters")
    # the person in charge
    director_opinion = fields.Text("Opinion of the Person in Charge")
    signed_by_id = fields.Many2one("res.users", readonly=True)
    date_closed = fields.Date("Closed On", readonly=True)

    trail_seq = fields.Integer(readonly=True, copy=False)
    trail_head = fields.Char(readonly=True, copy=False)
    trail_ids = fields.One2many("stakeholder.complaint.trail", "complaint_id")

    _name_uniq = models.UniqueIndex("(name, company_id)")
    _board_idx = models.Index("(state, id DESC) INCLUDE (company_id)")

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("received_at", "date_form", "date_statement")
    def _check_received_in_the_past(self):
        now = fields.Datetime.now()
        for complaint in self:
            if complaint.received_at > now:
                raise ValidationError(
                    self.env._(
                        "%s: the time of receipt lies in the future. Enter when it "
                        "came to somebody at the centre.",
                        complaint.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.depends("name")
    def _compute_display_name(self):
        for complaint in self:
            complaint.display_name = complaint.name

    @api.model
    def _expand_states(self, states, domain):
        return [state for state, _label in STATES if state not in ASIDE]

    @api.model_create_multi
    def create(self, vals_list):
        """Saving hands over: number, clocks, trail and notice in one go (C3.2)."""
        handed_over_at = fields.Datetime.now()
        vals_list = self._with_terms(
            [
                {
                    "handed_over_at": handed_over_at,
                    "date_handled_first": vals.get("date_handled"),
                    **vals,
                }
                for vals in vals_list
            ]
        )
        # The counter is locked until the end of the transaction: draw it last.
        numbers = self._draw_numbers(vals_list)
        complaints = super().create(
            [
                {**vals, "name": number, "is_anonymous": self._is_nameless(vals)}
                for vals, number in zip(vals_list, numbers, strict=True)
            ]
        )
        complaints._hand_over()
        return complaints

    def write(self, vals):
        if not self.env.su:
            self._check_may_write(vals)
            vals = self._check_version(vals)
        # As it is stored: the digest on the trail is of these words.
        vals = self._stakeholder_kept(vals)
        logged = {
            name: value
            for name, value in vals.items()
            if name not in TECHNICAL_FIELDS and not self._is_chatter(name)
        }
        if logged:
            self._check_not_ended()
        result = super().write(vals)
        if logged:
            self._log_change(logged)
        return result

    def _write_technical(self, vals):
        """Past the trail: what the caller puts there in its own words, or nobody."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    @api.model
    def _is_chatter(self, name):
        return name.startswith(("activity_", "message_"))

    def _log_change(self, vals):
        """The trail names the fields, their dates, and a digest of the rest."""
        # A step of the course names itself; nobody can do so over RPC.
        step = self.env.su and self.env.context.get("stakeholder_event")
        event = step or ("assigned" if "user_id" in vals else "changed")
        data = {"fields": sorted(vals)} | {
            name: value
            for name, value in vals.items()
            if value and self._fields[name].type == "date"
        }
        digests = self.env["stakeholder.trail.salt"]._digests(self, vals)
        by_id = {id_: {**data, "digest": one} for id_, one in digests.items()}
        self.env["stakeholder.complaint.trail"]._append(self, event, by_id=by_id)
