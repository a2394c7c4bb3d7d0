from odoo import api, fields, models

from .res_partner import LEVELS, TIERS
from .stakeholder_option import offered
from .stakeholder_party_mixin import ACCESS_FIELDS

FORMS = [
    ("face", "Face to Face"),
    ("phone", "Telephone"),
    ("wechat", "WeChat"),
    ("video", "Video Call"),
    ("email", "E-mail"),
    ("letter", "Letter"),
    ("meeting", "Meeting"),
    ("visit", "Visit"),
    ("other", "Other"),
]
STATES = [("draft", "Not Filed"), ("filed", "Filed")]
# Clause U3.3: after each, month by month, or none required.
FILING = [("single", "After Each"), ("monthly", "Monthly"), ("none", "Not Required")]
FILING_OF_CHANNEL = {
    "work_report": "single",
    "emergency": "single",
    "informal": "monthly",
}
# Bit n is the n-th entry of the list: one AND asks for any of several.
TIER_BITS = {code: 1 << number for number, (code, _label) in enumerate(TIERS)}
LEVEL_BITS = {code: 1 << number for number, (code, _label) in enumerate(LEVELS)}

LISTS = ("channel_id", "maintenance_id", "topic_id")

# Worked out when they are written, not typed.
SNAPSHOT_FIELDS = {"our_tiers", "their_levels", "our_people", "their_people"}
OWN_FIELDS = (
    ACCESS_FIELDS
    | SNAPSHOT_FIELDS
    | {
        "side_user_ids",
        "date",
        "filing",
        "state",
        "signed_by_id",
        "date_filed",
        "sheet_id",
        "addenda",
    }
)


class StakeholderCommunication(models.Model):
    """One contact with a party, as it was that day (U3.3, I2, X3).

    Ten times as many as all other traces together: no chatter, no activities; what is
    promised becomes an action.
    """

    _name = "stakeholder.communication"
    _description = "Communication"
    _inherit = ["stakeholder.party.mixin"]
    _order = "at DESC, id DESC"

    # who, when, how, in one line
    at = fields.Datetime("When", required=True, default=fields.Datetime.now)
    date = fields.Date(readonly=True)
    channel_id = fields.Many2one(
        "stakeholder.option",
        domain=offered("channel"),
        ondelete="restrict",
    )
    channel_code = fields.Char(related="channel_id.code", string="Channel Code")
    channel_note = fields.Char(related="channel_id.note", string="What It Is For")
    maintenance_id = fields.Many2one(
        "stakeholder.option",
        domain=offered("maintenance"),
        ondelete="restrict",
    )
    maintenance_code = fields.Char(
        related="maintenance_id.code", string="Maintenance Code"
    )
    festival_id = fields.Many2one("stakeholder.festival", "On the Occasion Of")
    topic_id = fields.Many2one(
        "stakeholder.option",
        "Staff Topic",
        domain=offered("staff_topic"),
        ondelete="restrict",
    )
    form = fields.Selection(FORMS, required=True, default="face")
    summary = fields.Char("In One Line", required=True)
    initiated_by = fields.Selection(
        [("centre", "The Centre"), ("party", "The Other Side")],
        "Began With",
        required=True,
        default="centre",
    )
    place = fields.Char("Where")
    # people on both sides, and what they were that day
    our_ids = fields.Many2many(
        "res.partner",
        "stakeholder_communication_our_rel",
        string="Our People",
        default=lambda self: self.env.user.partner_id,
    )
    their_ids = fields.Many2many(
        "res.partner", "stakeholder_communication_their_rel", string="Their People"
    )
    our_tiers = fields.Integer(readonly=True, aggregator=None)
    their_levels = fields.Integer(readonly=True, aggregator=None)
    our_people = fields.Char("Our People That Day", readonly=True)
    their_people = fields.Char("Their People That Day", readonly=True)
    # more
    purpose = fields.Text()
    said = fields.Text("What They Talked About")
    work_summary = fields.Text(help="Of a work report: here, or as a file.")
    needs = fields.Text("Needs and Points Raised")
    their_words = fields.Text("In Their Own Words")
    own_view = fields.Text("Our Own View")
    # U2.2: the other tasks of a meeting; the first one is the needs
    view_of_centre = fields.Text("How They See the Centre")
    goals = fields.Text("What They Want to Reach")
    roles = fields.Text("Expectations and Responsibilities Made Clear")
    attachment_ids = fields.Many2many(
        "ir.attachment", "stakeholder_communication_attachment_rel", string="Files"
    )
    action_ids = fields.One2many("stakeholder.action", "communication_id", "Promised")
    # on file
    filing = fields.Selection(FILING, "Filing Required", readonly=True)
    state = fields.Selection(
        STATES, "On File", required=True, default="draft", readonly=True, copy=False
    )
    signed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_filed = fields.Date("Filed On", readonly=True, copy=False)
    sheet_id = fields.Many2one(
        "stakeholder.communication.sheet",
        "Monthly Sheet",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    addenda = fields.Text(readonly=True, copy=False)
    warning = fields.Text("Please Check", compute="_compute_warning")
    party_status = fields.Selection(related="partner_id.stakeholder_status")
    may_edit = fields.Boolean(compute="_compute_may_edit")
    # for actions, which follow whoever reads what they come from
    reader_ids = fields.Many2many(
        "res.users", compute="_compute_reader_ids", string="May Read"
    )
    denied_ids = fields.Many2many(
        "res.users", compute="_compute_denied_ids", string="Shut Out"
    )

    _party_idx = models.Index(
        "(company_id, partner_id, date DESC)"
        " INCLUDE (our_tiers, their_levels, kind, state,"
        " user_id, party_user_id, head_user_id, id)"
    )
    _latest_idx = models.Index("(at DESC, id DESC)")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("kind", "partner_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        """No word of what was said; of a secret one not even with whom."""
        for talk in self:
            who = talk.partner_id.name if talk.kind == "party" else self.env._("Talk")
            talk.display_name = f"{who or ''} {talk.date or ''}".strip()

    @api.depends("partner_id", "at", "form", "user_id")
    @api.depends_context("uid")
    def _compute_warning(self):
        """What is allowed and worth a second look: never refused."""
        # sudo: whether the writer is employed is asked, nothing more
        employees = self.env["hr.employee"].sudo()
        employed = employees.search([("user_id", "in", self.user_id.ids)]).user_id
        for talk in self:
            lines = []
            # A council member need not be employed (U3.2).
            expected = talk.user_id.partner_id.stakeholder_tier != "council"
            if expected and talk.user_id and talk.user_id not in employed:
                lines.append(
                    self.env._(
                        "%s has no employee record: no department and no head will "
                        "see this one.",
                        talk.user_id.name,
                    )
                )
            for other in talk._same_meeting():
                lines.append(
                    self.env._(
                        "%(user)s has recorded the same on that day: “%(summary)s”.",
                        user=other.user_id.name,
                        summary=other.summary,
                    )
                )
            talk.warning = "\n".join(lines)

    def _same_meeting(self):
        """Others with the same party, day and form, as far as one may read them."""
        if not (self.partner_id and self.at and self.form):
            return self.browse()
        return self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("partner_id", "=", self.partner_id._origin.id),
                ("date", "=", self._local_date(self.company_id, self.at)),
                ("form", "=", self.form),
                ("id", "!=", self._origin.id),
            ],
            limit=3,
        )

    @api.model
    def _local_date(self, company, moment):
        policy = self.env["stakeholder.policy"]._current(company)
        return policy.calendar_id._stakeholder_local_date(moment)

    # ------------------------------------------------------------
    # ON THE FORM
    # ------------------------------------------------------------

    @api.onchange("partner_id")
    def _onchange_partner_id(self):
        """A person of a unit was chosen: the unit it is, and the person met."""
        person = self.partner_id
        if not person:
            return
        unit = self._party_of(person.with_company(self.company_id))
        if unit != person:
            self.partner_id = unit
            self.their_ids |= person
        elif not person.is_company and not self.their_ids:
            self.their_ids = person
        self._suggest_kind()

    @api.onchange("their_ids")
    def _onchange_their_ids(self):
        if self.their_ids and not self.partner_id:
            first = self.their_ids[:1]._origin
            self.partner_id = self._party_of(first.with_company(self.company_id))
            self._suggest_kind()

    def _suggest_kind(self):
        party_class = self.partner_id.stakeholder_party_class
        known = party_class in ("recipient", "staff")
        self.kind = party_class if known else "party"
        is_active = self.kind == "party" and self.party_status != "potential"
        informal = "stakeholder_relations.stakeholder_option_channel_informal"
        for name in LISTS:
            self[name] = self[name]._fits(self.party_class)
        if not is_active:
            self.channel_id = False
        elif not self.channel_id and not self.maintenance_id:
            self.channel_id = self.env.ref(informal, raise_if_not_found=False)
