from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.clock import Clock
from .stakeholder_duty_mixin import DAY_LIMIT

# What decides from when to when a party is active.
STATUS_FIELDS = {
    "company_id",
    "date_end",
    "date_ended_early",
    "date_start",
    "partner_id",
    "state",
}
EXPIRING = "stakeholder_relations.mail_activity_type_expiring"


class StakeholderAgreement(models.Model):
    """A contract or agreement with a unit or another stakeholder (U2.6, O2).

    A party is active while a signed one is in force; the last day counts, and an early
    end counts from the day after. The intervals are the history of the status (U1.1).
    """

    _name = "stakeholder.agreement"
    _description = "Agreement"
    _inherit = ["mail.thread", "mail.activity.mixin", "stakeholder.duty.mixin"]
    _order = "date_start desc, id desc"
    _rec_names_search = ["name", "number"]

    name = fields.Char("Project", required=True, tracking=True)
    number = fields.Char(tracking=True)
    partner_id = fields.Many2one(
        "res.partner",
        "Party",
        required=True,
        index=True,
        ondelete="restrict",
        domain=[("stakeholder_class", "!=", False)],
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        "Responsible",
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
        tracking=True,
    )
    form = fields.Selection(
        [("written", "In Writing"), ("oral", "Orally")],
        "Made",
        required=True,
        default="written",
        tracking=True,
        help="Units sign in writing; with external stakeholders either will do.",
    )
    state = fields.Selection(
        [("draft", "Draft"), ("signed", "Signed")],
        required=True,
        default="draft",
        tracking=True,
        copy=False,
    )
    date_signed = fields.Date("Signed On", tracking=True, copy=False)
    date_start = fields.Date("From", required=True, tracking=True)
    date_end = fields.Date("To", required=True, tracking=True)
    date_ended_early = fields.Date("Ended Early On", tracking=True, copy=False)
    early_reason = fields.Char("Reason of the Early End", tracking=True, copy=False)
    date_last = fields.Date(
        "Last Day in Force", compute="_compute_date_last", store=True, index=True
    )
    is_in_force = fields.Boolean("In Force", compute="_compute_is_in_force")
    overlap_ids = fields.Many2many(
        "stakeholder.agreement", compute="_compute_overlap_ids", string="Overlaps With"
    )
    note = fields.Text()

    # One whose signature was withdrawn is in nobody's way.
    _number_uniq = models.UniqueIndex(
        "(company_id, number) "
        "WHERE number IS NOT NULL AND number != '' AND state != 'withdrawn'",
        "An agreement with this number exists already.",
    )
    _project_uniq = models.UniqueIndex(
        "(company_id, partner_id, name, date_start) WHERE state != 'withdrawn'",
        "This party has an agreement on the same project from the same day already.",
    )
    _period_check = models.Constraint(
        "CHECK(date_start <= date_end)",
        "The agreement would end before it begins. Correct its period.",
    )
    _force_idx = models.Index("(partner_id, date_start, date_last)")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("date_end", "date_ended_early")
    def _compute_date_last(self):
        for agreement in self:
            early = agreement.date_ended_early
            agreement.date_last = early or agreement.date_end

    @api.depends("state", "date_start", "date_last")
    def _compute_is_in_force(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for agreement in self:
            agreement.is_in_force = bool(
                agreement.state == "signed"
                and agreement.date_start
                and agreement.date_start <= today <= agreement.date_last
            )

    @api.depends("partner_id", "date_start", "date_last", "company_id", "state")
    def _compute_overlap_ids(self):
        """Several projects at once are usual: shown, not refused."""
        others = self.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ]
        )
        for agreement in self:
            agreement.overlap_ids = others.filtered(
                lambda other, own=agreement: other._overlaps(own)
            )

    def _overlaps(self, other):
        return (
            self != other._origin
            and self.partner_id == other.partner_id
            and self.company_id == other.company_id
            and "withdrawn" not in (self.state, other.state)
            and bool(other.date_start and other.date_last)
            and self.date_start <= other.date_last
            and other.date_start <= self.date_last
        )

    @api.model
    def _in_force_domain(self, day):
        """Signed agreements of this centre that run on ``day``."""
        return (
            Domain("company_id", "=", self.env.company.id)
            & Domain("state", "=", "signed")
            & Domain("date_start", "<=", day)
            & Domain("date_last", ">=", day)
        )

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("form", "partner_id")
    def _check_units_sign_in_writing(self):
        for agreement in self:
            party = agreement.with_company(agreement.company_id).partner_id
            if agreement.form == "oral" and party.stakeholder_class == "unit":
                raise ValidationError(
                    self.env._(
                        "%s: an agreement with a commissioning unit is written.",
                        agreement.name,
                    )
                )

    @api.constrains("date_ended_early", "early_reason", "date_start", "date_end")
    def _check_early_end_has_a_reason(self):
        for agreement in self.filtered("date_ended_early"):
            early = agreement.date_ended_early
            if not agreement.date_start <= early <= agreement.date_end:
                raise ValidationError(
                    self.env._(
                        "%s: the early end lies within the period.", agreement.name
                    )
                )
            if not agreement.early_reason:
                raise ValidationError(
                    self.env._("%s: say why it ended early.", agreement.name)
                )

    @api.constrains("state", "date_signed")
    def _check_signed_on_a_day(self):
        for agreement in self:
            if agreement.state == "signed" and not agreement.date_signed:
                raise ValidationError(
                    self.env._("%s: enter the day of signing.", agreement.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create(vals_list)
        agreements._copy_status()
        return agreements

    def write(self, vals):
        before = self.partner_id
        result = super().write(vals)
        if vals.keys() & STATUS_FIELDS:
            self._copy_status(before)
        return result

    def _copy_status(self, before=None):
        """The party's status follows at once; ``before``: who it was with."""
        for company, agreements in self.grouped("company_id").items():
            partners = agreements.partner_id | (before or agreements.partner_id)
            partners.with_company(company)._stakeholder_copy_status()

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        for agreement in self.filtered(lambda one: one.state != "draft"):
            raise UserError(
                self.env._(
                    "%s was signed and stays on file. End it early instead.",
                    agreement.name,
                )
            )

    def action_sign(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for agreement in self:
            agreement.write(
                {"state": "signed", "date_signed": agreement.date_signed or today}
            )

    # ------------------------------------------------------------
    # EXPIRING ONES WARN
    # ------------------------------------------------------------

    @api.depends("state", "date_last", "date_noticed", "company_id")
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """Those about to end, in the list of whoever is responsible."""
        today = self._notice_today(self.env.company)
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        found = self.search(
            [
                ("state", "=", "signed"),
                ("date_ended_early", "=", False),
                ("date_last", ">=", today),
                ("date_last", "<=", today + timedelta(days=policy.expiry_warning_days)),
                ("user_id", "in", users.ids),
            ],
            order="date_last",
            limit=limit,
        ).filtered(lambda one: not one.is_followed)
        what = self.env._("Ends: agree on what comes next")
        return [
            one._day_item(
                one.user_id,
                what,
                one.date_last,
                "agreement",
                f"{one.partner_id.name} · {one.name}",
            )
            for one in found
        ]

    def _notice_name(self):
        """With whom: the project alone may be one of many of that name."""
        return f"{self.partner_id.name} · {self.name}"

    def _running_clocks(self):
        if self.state != "signed" or self.date_ended_early:
            return {}
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        early = timedelta(days=policy.expiry_warning_days)
        return {"expiry": Clock(self.date_last - early, self.date_last)}

    def _notice_users(self, kind):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        return self.user_id | policy._directors()[:1]

    def _notice_values(self, kind, deadline):
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(EXPIRING)
        }

    @api.model
    def _notice_summary(self, kind):
        return {
            "expiry_warning": self.env._("The agreement is about to end"),
            "expiry_due": self.env._("Last day of the agreement"),
            "expiry_late": self.env._("The agreement has ended"),
        }[kind]
