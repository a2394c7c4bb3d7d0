from datetime import date

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

from ..tools.typed import without_defaults

KINDS = [
    ("worker", "Unit's Rating of the On-site Worker"),
    ("service", "Unit's Rating of the On-site Service"),
    ("centre", "Unit's Rating of the Centre"),
]
SOURCES = [("link", "By Link"), ("paper", "On Paper"), ("interview", "By Interview")]
STATES = [("sent", "Not Back Yet"), ("answered", "Form Is Back"), ("expired", "Lapsed")]
OFFICER_GROUP = "stakeholder_relations.stakeholder_group_officer"
READERS_OF_RATINGS = (
    "stakeholder_relations.stakeholder_group_supervisor,"
    "stakeholder_relations.stakeholder_group_auditor"
)
# What whoever asks by hand says; the rest follows.
ASKED = {"company_id", "kind", "partner_id", "rated_user_id", "rater_id", "year"}
# What people may write afterwards, besides notes, files and activities.
OPEN = {"responsible_id"}


class StakeholderRating(models.Model):
    """One counterpart's rating of the worker, the service or the centre (U4.6-U4.8).

    When the form is back, its wording, answers and score are copied here: what happens
    to the survey afterwards changes no rating. Nobody rates themselves, and whoever is
    rated reads nothing of it.
    """

    _name = "stakeholder.rating"
    _description = "Rating by a Unit"
    _inherit = ["mail.thread", "mail.activity.mixin", "stakeholder.duty.mixin"]
    _order = "year desc, id desc"
    _mail_post_access = "read"

    # what was asked of whom
    kind = fields.Selection(KINDS, "Rating Form", required=True, readonly=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Unit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        domain=[("stakeholder_class", "=", "unit")],
    )
    rated_user_id = fields.Many2one(
        "res.users",
        "Worker Rated",
        readonly=True,
        index="btree_not_null",
        domain=[("share", "=", False)],
    )
    rater_id = fields.Many2one(
        "res.partner",
        "Rated By",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The counterpart asked; the unit itself where nobody is known.",
    )
    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    year = fields.Char(
        required=True,
        readonly=True,
        size=4,
        default=lambda self: str(
            self.env["resource.calendar"]._stakeholder_centre_today().year
        ),
    )
    responsible_id = fields.Many2one(
        "res.users",
        "Sees That It Comes Back",
        index="btree_not_null",
        domain=[("share", "=", False)],
        help="Whoever is responsible for the unit; never the one who is rated.",
    )
    # how it went
    state = fields.Selection(STATES, required=True, readonly=True, default="sent")
    date_sent = fields.Date("Asked On", readonly=True)
    date_mailed = fields.Date("Sent by E-mail On", readonly=True)
    date_reminded = fields.Date("Reminded by E-mail On", readonly=True, copy=False)
    date_expiry = fields.Date("Open Until", readonly=True)
    date_answered = fields.Date(
        "Back On",
        readonly=True,
        help="Of a paper form the date on it, of an interview its day.",
    )
    date_keyed = fields.Date("Typed In On", readonly=True, copy=False)
    source = fields.Selection(SOURCES, "Way Back", readonly=True)
    keyed_by_id = fields.Many2one("res.users", "Typed In By", readonly=True)
    # what came back, with the wording of then
    score = fields.Float(
        "Score (%)", readonly=True, digits=(5, 2), aggregator="avg", copy=False
    )
    is_scored = fields.Boolean(
        "Has a Score",
        readonly=True,
        copy=False,
        help="Not so where every question was answered by “no opinion”.",
    )
    answers = fields.Json("Answers as Data", readonly=True, copy=False)
    answers_html = fields.Html("Answers", compute="_compute_answers_html")
    # the survey it comes through
    user_input_id = fields.Many2one(
        "survey.user_input",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
        groups=OFFICER_GROUP,
    )
    link = fields.Char(
        "Link to the Form",
        compute="_compute_link",
        groups=OFFICER_GROUP,
        help="Whoever has it can answer, once.",
    )

    _rating_uniq = models.UniqueIndex(
        "(company_id, year, partner_id, kind, rater_id, COALESCE(rated_user_id, 0))",
        "This person has this rating form for that year already.",
    )
    _average_idx = models.Index(
        "(company_id, kind, year, partner_id) WHERE state = 'answered'"
    )
    _rated_check = models.Constraint(
        "CHECK((kind = 'worker') = (rated_user_id IS NOT NULL))",
        "A rating of the on-site worker names the worker; the others name nobody.",
    )
    _interview_check = models.Constraint(
        "CHECK(source != 'interview' OR kind != 'worker')",
        "An interview counts for the service and the centre, not for the worker.",
    )
    _year_check = models.Constraint(
        "CHECK(year ~ '^[0-9]{4}$')", "Enter the year in four digits, such as 2026."
    )
    _score_check = models.Constraint(
        "CHECK(score >= 0 AND score <= 100)", "A score lies between 0 and 100 %."
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("partner_id", "kind", "year")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for rating in self:
            words = (rating.partner_id.name, kinds.get(rating.kind), rating.year)
            rating.display_name = " · ".join(filter(None, words))

    @api.depends("user_input_id", "state")
    def _compute_link(self):
        for rating in self:
            # sudo: the link is for those who may read this field
            answer = rating.sudo().user_input_id
            is_open = rating.state == "sent" and answer
            rating.link = is_open and f"{rating.get_base_url()}{answer.get_start_url()}"

    @api.depends("answers")
    @api.depends_context("lang")
    def _compute_answers_html(self):
        for rating in self:
            rating.answers_html = rating.answers and self.env["ir.qweb"]._render(
                "stakeholder_relations.rating_answers", {"answers": rating.answers}
            )

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("rater_id", "partner_id", "rated_user_id")
    def _check_rater(self):
        """Somebody of that unit, and nobody of ours: nobody rates themselves."""
        for rating in self:
            # sudo: whether somebody belongs to the unit is asked, not shown
            rater = rating.sudo().rater_id
            if not rater.partner_share or rater == rating.rated_user_id.partner_id:
                raise ValidationError(
                    self.env._(
                        "%s works at the centre: units rate us, we do not.", rater.name
                    )
                )
            above = rater
            while above and above != rating.partner_id:
                above = above.parent_id
            if not above:
                raise ValidationError(
                    self.env._(
                        "%(rater)s is not one of the people of %(unit)s. Choose one "
                        "who is, or the unit itself.",
                        rater=rater.name,
                        unit=rating.partner_id.name,
                    )
                )

    @api.constrains("partner_id", "company_id")
    def _check_unit(self):
        for rating in self:
            unit = rating.with_company(rating.company_id).partner_id
            if unit.stakeholder_class != "unit":
                raise ValidationError(
                    self.env._(
                        "%s is no commissioning unit: only they rate.", unit.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        """By hand: who is asked about what. The form and its term follow."""
        if self.env.su:
            return super().create(vals_list)
        asked = [
            {name: value for name, value in vals.items() if name in ASKED | OPEN}
            for vals in vals_list
        ]
        given = self._fields.keys() - ASKED - OPEN
        own = without_defaults(self, given)
        ratings = super(StakeholderRating, own).create(asked)
        ratings._open_forms()
        return ratings

    def write(self, vals):
        kept = {
            name
            for name in vals
            if name not in OPEN and not name.startswith(("activity_", "message_"))
        }
        if kept and not self.env.su:
            raise UserError(
                self.env._(
                    "A rating stays as it was given. If somebody else was asked, make "
                    "a new one."
                )
            )
        return super().write(vals)

    def _check_may_handle(self):
        """Who sends a form or types one in: an officer, never whoever is rated."""
        self.check_access("read")
        if not self.env.user.has_group(OFFICER_GROUP):
            raise AccessError(
                self.env._("Rating forms are sent and typed in by department officers.")
            )
        if back := self.filtered(lambda one: one.state == "answered"):
            raise UserError(
                self.env._("%s: the form is back already.", back[0].display_name)
            )

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @api.model
    def _average(self, units, kind, year):
        """{unit: (answers, their average in %, None below the minimum)} (U4.6-U4.8)."""
        return self._averages("partner_id", units, kind, year)

    @api.model
    def _average_of_workers(self, users, year):
        """The same for each worker, over the units that rated them (U4.6)."""
        return self._averages("rated_user_id", users, "worker", year)

    @api.model
    def _averages(self, name, records, kind, year):
        # By the terms of the year's last day, as on the scorecard.
        last = date(int(year), 12, 31)
        minimum = self.env["stakeholder.policy"]._current(self.env.company, last)
        # sudo: an average tells nothing about one answer; who may see it is asked there
        groups = self.sudo()._read_group(
            Domain("company_id", "=", self.env.company.id)
            & Domain("kind", "=", kind)
            & Domain("year", "=", str(year))
            & Domain("state", "=", "answered")
            & Domain("is_scored", "=", True)
            & Domain(name, "in", records.ids),
            [name],
            ["__count", "score:avg"],
        )
        found = {record.id: (count, average) for record, count, average in groups}
        result = {}
        for record in records:
            count, average = found.get(record.id, (0, None))
            enough = count and count >= minimum.rating_minimum
            result[record] = (count, average if enough else None)
        return result
