from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.people import mask
from .res_partner import LEVELS, TIERS

TIER_CODES = [code for code, _label in TIERS]
LEVEL_CODES = [code for code, _label in LEVELS]
KINDS = [
    ("party", "With a Unit or Stakeholder"),
    ("recipient", "With a Recipient"),
    ("staff", "With Staff"),
]
FORMS = [
    ("face", "In Person"),
    ("phone", "By Telephone"),
    ("wechat", "By WeChat"),
    ("video", "By Video"),
    ("email", "By E-mail"),
    ("letter", "By Letter"),
    ("meeting", "At a Meeting"),
    ("visit", "On a Visit"),
    ("other", "In Another Way"),
]
PEOPLE = ("our_ids", "their_ids", "at")


class StakeholderCommunication(models.Model):
    """One contact with a party: who met whom, what was said, what was promised (U3.3).

    A plain row without chatter: a centre writes thousands of them. Tiers and levels are
    kept as they were on the day; promises are actions.
    """

    _name = "stakeholder.communication"
    _description = "Communication Record"
    _order = "date desc, id desc"
    _rec_name = "summary"

    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner", "With", required=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(
        KINDS,
        required=True,
        compute="_compute_kind",
        store=True,
        readonly=False,
        precompute=True,
    )
    at = fields.Datetime("When", required=True, default=fields.Datetime.now)
    date = fields.Date(compute="_compute_date", store=True, precompute=True)
    form = fields.Selection(FORMS, "How", required=True, default="face")
    initiated_by = fields.Selection(
        [("centre", "By the Centre"), ("party", "By the Other Side")],
        required=True,
        default="centre",
    )
    # what for
    channel_id = fields.Many2one(
        "stakeholder.option", domain=[("kind", "=", "channel")], ondelete="restrict"
    )
    channel_purpose = fields.Char("Purpose of This Channel", related="channel_id.note")
    maintenance_id = fields.Many2one(
        "stakeholder.option",
        domain=[("kind", "=", "maintenance")],
        ondelete="restrict",
    )
    festival_id = fields.Many2one("stakeholder.festival", ondelete="restrict")
    topic_id = fields.Many2one(
        "stakeholder.option",
        "Topic with Staff",
        domain=[("kind", "=", "staff_topic")],
        ondelete="restrict",
    )
    # who
    our_ids = fields.Many2many(
        "res.partner",
        "stakeholder_communication_our_rel",
        string="Our People",
        default=lambda self: self.env.user.partner_id,
    )
    their_ids = fields.Many2many(
        "res.partner", "stakeholder_communication_their_rel", string="Their People"
    )
    our_tiers = fields.Integer(
        compute="_compute_people", store=True, precompute=True, readonly=True
    )
    their_levels = fields.Integer(
        compute="_compute_people", store=True, precompute=True, readonly=True
    )
    our_snapshot = fields.Json(compute="_compute_people", store=True, precompute=True)
    their_snapshot = fields.Json(compute="_compute_people", store=True, precompute=True)
    our_people = fields.Char(
        "Our People on the Day", compute="_compute_people_in_words"
    )
    their_people = fields.Char(
        "Their People on the Day", compute="_compute_people_in_words"
    )
    # what
    summary = fields.Char("In One Line", required=True, size=200)
    place = fields.Char(size=100)
    purpose = fields.Char("What It Was For", size=200)
    said = fields.Text("What Was Said")
    needs = fields.Text("Needs and Points Raised")
    their_words = fields.Text("In Their Own Words")
    own_view = fields.Text("One's Own View")
    attachment_ids = fields.Many2many(
        "ir.attachment", "stakeholder_communication_attachment_rel", string="Files"
    )
    action_ids = fields.One2many("stakeholder.action", "communication_id", "Promises")
    similar_ids = fields.Many2many(
        "stakeholder.communication",
        string="Written Down Already?",
        compute="_compute_similar_ids",
    )

    _party_idx = models.Index("(company_id, partner_id, date DESC)")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("partner_id")
    def _compute_kind(self):
        for record in self:
            party = record.with_company(record.company_id).partner_id
            classes = {"recipient": "recipient", "staff": "staff"}
            found = classes.get(party.stakeholder_party_class)
            record.kind = found or record.kind or "party"

    @api.depends("at")
    def _compute_date(self):
        """The day on the wall of the centre, whoever writes and from where."""
        calendar = self.env["resource.calendar"]
        for record in self:
            record.date = record.at and calendar._stakeholder_centre_date(record.at)

    @api.depends(*PEOPLE)
    def _compute_people(self):
        """Who they were on the day; a later change of the contacts changes nothing."""
        # sudo: who was there is read from contacts of colleagues too
        for record in self.sudo():
            ours, theirs = record.our_ids, record.their_ids
            record.our_tiers = mask(ours.mapped("stakeholder_tier"), TIER_CODES)
            record.their_levels = mask(theirs.mapped("stakeholder_level"), LEVEL_CODES)
            record.our_snapshot = [[one.name, one.stakeholder_tier] for one in ours]
            record.their_snapshot = [
                [one.name, one.stakeholder_level] for one in theirs
            ]

    @api.depends("our_snapshot", "their_snapshot")
    @api.depends_context("lang")
    def _compute_people_in_words(self):
        tiers = self._labels("stakeholder_tier")
        levels = self._labels("stakeholder_level")
        for record in self:
            record.our_people = self._named(record.our_snapshot, tiers)
            record.their_people = self._named(record.their_snapshot, levels)

    @api.model
    def _labels(self, name):
        field = self.env["res.partner"]._fields[name]
        return dict(field._description_selection(self.env))

    @api.model
    def _named(self, people, labels):
        return "，".join(
            f"{name}（{labels[code]}）" if code in labels else name or ""
            for name, code in people or ()
        )

    @api.depends("partner_id", "date", "form")
    def _compute_similar_ids(self):
        """The same party on the same day in the same way: perhaps the same meeting."""
        for record in self:
            record.similar_ids = False
            if record.partner_id and record.date:
                record.similar_ids = self.search(
                    [
                        ("partner_id", "=", record.partner_id.id),
                        ("date", "=", record.date),
                        ("form", "=", record.form),
                        ("id", "!=", record._origin.id),
                    ],
                    limit=5,
                )

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("at")
    def _check_took_place(self):
        now = fields.Datetime.now()
        for record in self:
            if record.at > now:
                raise ValidationError(
                    self.env._(
                        "“%s” lies in the future. Plan it as an activity, and record "
                        "it when it took place.",
                        record.summary,
                    )
                )

    @api.constrains("our_ids", "their_ids", "partner_id")
    def _check_people(self):
        for record in self:
            if not record.our_ids or not record.their_ids:
                raise ValidationError(
                    self.env._(
                        "“%s”: name at least one person on each side.", record.summary
                    )
                )
            strangers = record._people_of_others()
            if strangers:
                raise ValidationError(
                    self.env._(
                        "“%(summary)s” is with %(party)s, and %(people)s belong to "
                        "another one. Write a record for each.",
                        summary=record.summary,
                        party=record.partner_id.display_name,
                        people=", ".join(strangers.mapped("name")),
                    )
                )

    def _people_of_others(self):
        # sudo: whom people belong to is compared, not shown
        own = self.sudo()
        nobody = own.their_ids.browse()
        return own.their_ids.filtered(
            lambda one: (
                one != own.partner_id and one.parent_id not in (own.partner_id, nobody)
            )
        )

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """A single person is the other side; of a unit one chooses."""
        if self.partner_id and not self.partner_id.is_company:
            self.their_ids = self.partner_id
