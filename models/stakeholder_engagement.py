from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools.typed import without_defaults
from .stakeholder_check_template import CYCLE_CLASSES, STAGES

STATES = [
    ("open", "Under Way"),
    ("referred", "Referred Elsewhere"),
    ("ended", "Ended without Service"),
    ("completed", "Completed"),
]
# Set by the course alone, or worked out; nobody types them in.
COURSE_FIELDS = {
    *("changed_at", "changed_by_id", "changed_fields", "name", "previous_id", "state"),
    *("check_count", "check_done_count", "cycle", "date_closed", "date_ended"),
    *("date_next_follow_up", "date_next_notice", "date_noticed", "date_stage"),
    *("denied_ids", "department_id", "reader_ids"),
    *("end_note", "end_reason_id", "help_offered", "referral_to", "referral_type"),
}
# Set when the cycle is opened, and settled once it is under way.
OPENING_FIELDS = {"company_id", "party_class", "partner_id", "recipient_id"}
# What may still be noted after the end.
AFTER_END_FIELDS = {
    "date_referral_ask",
    "referral_accepted",
    "referral_note",
    "user_id",
    "supervisor_id",
}


class StakeholderEngagement(models.Model):
    """One cycle with one party, from first contact to follow-up (P1-P8).

    The fields stand in the files of the stages they belong to. A recipient's cycle is
    open to its social worker and named supervisor alone (X6).
    """

    _name = "stakeholder.engagement"
    _description = "Cycle with a Party"
    _inherit = [
        "stakeholder.stage.mixin",
        "stakeholder.confidential.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "stakeholder.duty.mixin",
        "stakeholder.counted.version.mixin",
    ]
    _order = "priority desc, id desc"
    _rec_names_search = ["name", "topic", "partner_id"]

    name = fields.Char("Number", required=True, readonly=True, copy=False)
    topic = fields.Char("About")
    stage = fields.Selection(
        STAGES,
        required=True,
        default="contact",
        group_expand="_expand_stages",
        tracking=True,
        copy=False,
    )
    state = fields.Selection(
        STATES,
        "Outcome",
        required=True,
        readonly=True,
        default="open",
        tracking=True,
        copy=False,
    )
    priority = fields.Selection(
        [("0", "Usual"), ("1", "Urgent help is needed")],
        default="0",
        required=True,
        help="The party has a matter that needs help at once (meeting outline).",
    )
    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    # with whom
    party_class = fields.Selection(
        CYCLE_CLASSES, "Class of Party", required=True, default="unit"
    )
    recipient_id = fields.Many2one(
        "stakeholder.recipient",
        "Recipient's Record",
        index="btree_not_null",
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Party",
        compute="_compute_partner_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        ondelete="restrict",
    )
    is_partner_archived = fields.Boolean(compute="_compute_is_partner_archived")
    date_open = fields.Date(
        "Opened On", required=True, default=lambda self: self._centre_today()
    )
    # the chain of cycles
    previous_id = fields.Many2one(
        "stakeholder.engagement", "Cycle Before", readonly=True, copy=False
    )
    next_ids = fields.One2many("stakeholder.engagement", "previous_id", "Cycle After")
    cycle = fields.Integer(
        "Cycle No.", compute="_compute_cycle", store=True, recursive=True
    )

    # The board as it opens, and with those that are over.
    _board_idx = models.Index("(stage, priority DESC, id DESC) WHERE state = 'open'")
    _all_idx = models.Index("(stage, priority DESC, id DESC)")
    _name_uniq = models.UniqueIndex("(name, company_id)")
    _next_uniq = models.UniqueIndex(
        "(previous_id) WHERE previous_id IS NOT NULL",
        "The next cycle has been opened already. Open it from the chain.",
    )

    # ------------------------------------------------------------
    # DEFAULTS AND COMPUTE
    # ------------------------------------------------------------

    @api.model
    def _centre_today(self):
        return self.env["resource.calendar"]._stakeholder_centre_today()

    @api.model
    def _expand_stages(self, stages, domain):
        return [stage for stage, _label in STAGES]

    @api.depends("recipient_id")
    def _compute_partner_id(self):
        for engagement in self:
            if recipient := engagement._readable_recipient():
                engagement.partner_id = recipient.partner_id.sudo(False)

    def _readable_recipient(self):
        """The record, for the machine; of an unsaved cycle to whoever may read it."""
        # sudo: the team of the record is the team of the cycle
        recipient = self.sudo().recipient_id
        if recipient and not self._origin:
            recipient._origin.sudo(False).check_access("read")
        return recipient

    @api.depends("partner_id.active")
    def _compute_is_partner_archived(self):
        for engagement in self:
            party = engagement.partner_id
            engagement.is_partner_archived = bool(party) and not party.active

    @api.depends("previous_id.cycle")
    def _compute_cycle(self):
        for engagement in self:
            engagement.cycle = engagement.previous_id.cycle + 1

    @api.depends("name", "topic", "party_class", "partner_id.name")
    @api.depends_context("uid")
    def _compute_display_name(self):
        """The number, which says nothing; a topic to who may read it.

        Of a recipient's cycle never more: what is named in mails and lists of others
        was put there under somebody else's rights (X6).
        """
        open_ones = self.filtered(lambda one: one.party_class != "recipient")
        named = open_ones.sudo(False)._filtered_access("read")
        for engagement in self:
            words = [engagement.name]
            if engagement in named:
                words.append(engagement.topic or engagement.partner_id.name)
            engagement.display_name = " ".join(filter(None, words))

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("party_class", "partner_id", "recipient_id", "company_id")
    def _check_party_fits_class(self):
        for engagement in self:
            own = engagement.with_company(engagement.company_id)
            # sudo: the record of a recipient is compared, not shown
            recipient = own.sudo().recipient_id
            if engagement.party_class == "recipient":
                fits = recipient.partner_id == own.partner_id
                fits = fits and recipient.company_id == own.company_id
            else:
                fits = own.partner_id.stakeholder_class == engagement.party_class
                fits = fits and not recipient
            if not fits:
                raise ValidationError(
                    self.env._(
                        "%(number)s: the party is not of the class “%(class)s”. "
                        "Choose the class on the party's form first.",
                        number=engagement.name,
                        **{"class": engagement._label("party_class")},
                    )
                )

    def _label(self, name):
        """The chosen entry of a Selection, in the user's language."""
        labels = dict(self._fields[name]._description_selection(self.env))
        return labels.get(self[name], "")

    def _today(self):
        return self._notice_today(self.company_id)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        sequence, own_self = self.env["ir.sequence"], self
        if not self.env.su:
            own_self = without_defaults(self, COURSE_FIELDS | {"stage"})
        for vals in vals_list:
            if not self.env.su:
                self._check_may_create(vals)
            company = vals.get("company_id") or self.env.company.id
            own = sequence.with_company(company)
            vals["name"] = own.next_by_code("stakeholder.engagement")
        engagements = super(StakeholderEngagement, own_self).create(vals_list)
        engagements._land_checks()
        return engagements

    def _check_may_create(self, vals):
        """A cycle begins with initial contact, whichever door it comes in by (P8)."""
        stage = vals.get("stage") or self.env.context.get("default_stage")
        if (stage or "contact") != "contact":
            raise UserError(
                self.env._(
                    "A cycle begins with initial contact. Open it there and move it "
                    "on when what each stage is for is there."
                )
            )
        if closed := (COURSE_FIELDS & vals.keys()) - {"name"}:
            raise AccessError(
                self.env._(
                    "%s cannot be typed in. Use the buttons of the form.",
                    ", ".join(sorted(closed)),
                )
            )

    def write(self, vals):  # pylint: disable=method-required-super
        vals = dict(vals)
        seen = vals.pop("edit_version", None)
        names = {name for name in vals if not self._is_chatter(name)}
        if names and not self.env.su:
            self._check_version(seen)
            self._check_may_write(names)
        stage = vals.pop("stage", None)
        if vals:
            self._write_plain(vals)
        if stage and (moving := self.filtered(lambda one: one.stage != stage)):
            moving._move_to(stage)
        return True

    def _write_plain(self, vals):
        """Past the gates, for what the course itself writes."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _write_technical(self, vals):
        return self._write_plain(vals)

    def _check_may_write(self, names):
        if closed := names & COURSE_FIELDS:
            raise AccessError(
                self.env._(
                    "%(number)s: %(fields)s cannot be typed in. Use the buttons of "
                    "the form.",
                    number=", ".join(self.mapped("name")),
                    fields=", ".join(sorted(closed)),
                )
            )
        for engagement in self:
            if engagement.state != "open" and names - AFTER_END_FIELDS:
                raise UserError(
                    self.env._(
                        "%s has ended and stays as it is. Open a new cycle; a manager "
                        "can take it up again with a reason.",
                        engagement.name,
                    )
                )
            if engagement.stage != "contact" and names & OPENING_FIELDS:
                raise UserError(
                    self.env._(
                        "%s: with whom it is was settled with initial contact.",
                        engagement.name,
                    )
                )
