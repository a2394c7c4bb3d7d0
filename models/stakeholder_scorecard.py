from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

KINDS = [("half", "Half-year"), ("year", "Year")]
STATES = [("draft", "To Be Signed"), ("signed", "Signed and Frozen")]
RESULTS = [
    ("met", "All Met"),
    ("missed", "To Be Improved"),
    ("pending", "Some Not Due Yet"),
    ("no_data", "Nothing to Judge"),
]
# Who reads follows whoever is responsible; it is no part of what was found.
READER_FIELDS = {"party_user_id", "department_id", "head_user_id"}
# What people write; all else is measured.
OPEN_FIELDS = {"comment"}


class StakeholderScorecard(models.Model):
    """What was found on one unit in one period (U4.10).

    Measured from the traces, commented, and signed by the person in charge: then it is
    frozen with the fingerprints of its traces, and nothing changes it any more.
    """

    _name = "stakeholder.scorecard"
    _description = "Scorecard of a Unit"
    _inherit = ["stakeholder.counted.version.mixin"]
    _order = "date_to desc, kind desc, id desc"

    name = fields.Char(required=True, readonly=True)
    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Unit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    kind = fields.Selection(KINDS, "Period of", required=True, readonly=True)
    period = fields.Char("Evaluated Period", required=True, readonly=True, size=20)
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("To", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Responsible in the Period", readonly=True, index=True
    )
    state = fields.Selection(
        STATES, required=True, readonly=True, default="draft", copy=False
    )
    # what was found
    line_ids = fields.One2many(
        "stakeholder.scorecard.line", "scorecard_id", "Indicators", readonly=True
    )
    score = fields.Float(
        "Indicators Met (%)",
        readonly=True,
        digits=(5, 2),
        aggregator="avg",
        help="By weight, of those that could be judged.",
    )
    is_judged = fields.Boolean("Could Be Judged", readonly=True)
    result = fields.Selection(RESULTS, "Overall Result", readonly=True)
    missed_count = fields.Integer("Not Met", readonly=True)
    waits_for = fields.Text(compute="_compute_waits_for")
    measured_at = fields.Datetime("Measured", readonly=True)
    # what was made of it
    comment = fields.Text("Comment on the Result")
    signed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    date_signed = fields.Date("Date of Signature", readonly=True, copy=False)
    seal = fields.Char("Fingerprint", readonly=True, copy=False)
    # who reads
    party_user_id = fields.Many2one(
        "res.users", "Responsible", readonly=True, index="btree_not_null"
    )
    department_id = fields.Many2one("hr.department", readonly=True, index=True)
    head_user_id = fields.Many2one(
        "res.users", "Reads as Head", readonly=True, index="btree_not_null"
    )

    _period_uniq = models.UniqueIndex(
        "(company_id, partner_id, date_from, kind)",
        "This unit has a scorecard of that period already. Open that one.",
    )
    _due_idx = models.Index("(company_id, kind, date_from)")

    @api.depends("line_ids.verdict", "line_ids.why")
    @api.depends_context("lang")
    def _compute_waits_for(self):
        """What is not due yet, and until when: of a past half-year it is the year."""
        for card in self:
            open_ones = card.line_ids.filtered(lambda one: one.verdict == "pending")
            card.waits_for = "\n".join(
                self.env._(
                    "%(indicator)s: %(why)s",
                    indicator=line.indicator_id.name,
                    why=line.why,
                )
                for line in open_ones
            )

    # ------------------------------------------------------------
    # FROZEN IS FROZEN
    # ------------------------------------------------------------

    def write(self, vals):  # pylint: disable=method-required-super
        """The comment, by whoever may; nobody types what is measured (U4.10)."""
        names = set(vals) - {"edit_version"}
        if not (self.env.su and names <= READER_FIELDS):
            self._check_not_signed()
            self._check_may_write(names)
        if not self.env.su:
            self._check_version(vals.get("edit_version"))
        return self._write_plain({name: vals[name] for name in names})

    def _write_plain(self, vals):
        """Write, with all that is to be kept of a change."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _write_measured(self, vals):
        """The machine's own: no change that somebody made, and no new version."""
        self._check_not_signed()
        return super().write(vals)  # pylint: disable=super-method-mismatch

    def _check_may_write(self, names):
        if closed := names - OPEN_FIELDS:
            raise UserError(
                self.env._(
                    "%(card)s is measured from its traces; only the comment is "
                    "written. %(fields)s cannot be changed by hand.",
                    card=", ".join(self.mapped("name")),
                    fields=", ".join(sorted(closed)),
                )
            )

    def _check_not_signed(self):
        """Whoever asks, the superuser too: what was signed stays."""
        for card in self:
            if card.state == "signed":
                raise UserError(
                    self.env._("%s is signed and stays as it is.", card.name)
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_drafts_only(self):
        self._check_not_signed()
        # sudo: actions one may not read count as well
        actions = self.env["stakeholder.action"].sudo()
        agreed = Domain("scorecard_line_id.scorecard_id", "in", self.ids)
        if action := actions.search(agreed, limit=1):
            raise UserError(
                self.env._(
                    "%s has improvements agreed on it: it stays.",
                    action.scorecard_line_id.scorecard_id.name,
                )
            )

    def copy_data(self, default=None):
        raise UserError(self.env._("A scorecard is measured, not duplicated."))

    # ------------------------------------------------------------
    # WHO READS
    # ------------------------------------------------------------

    @api.model
    def _reader_columns(self, units):
        """{unit: the columns of who reads}: own unit, own department, its head."""
        departments = self.env["stakeholder.indicator"]._departments(
            units.stakeholder_user_id
        )
        found = {}
        for unit in units:
            user = unit.stakeholder_user_id
            # sudo: who heads a department is no secret
            department = departments.get(user, self.env["hr.department"]).sudo()
            found[unit] = {
                "party_user_id": user.id,
                "department_id": department.id,
                "head_user_id": department.manager_id.user_id.id,
            }
        return found

    @api.model
    def _follow_readers(self, domain):
        """Another is responsible or heads the department: so do those who read."""
        # sudo: readers follow whoever changed what they come from
        cards = self.sudo().search(domain)
        for company, found in cards.grouped("company_id").items():
            own = found.with_company(company)
            columns = own._reader_columns(own.partner_id)
            for unit, ours in own.grouped("partner_id").items():
                values = columns[unit]
                stale = ours.filtered(
                    lambda card, values=values: any(
                        card[name].id != value for name, value in values.items()
                    )
                )
                if stale:
                    stale.write(values)
