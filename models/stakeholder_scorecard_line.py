from odoo import api, fields, models
from odoo.exceptions import AccessError

from .stakeholder_rating import READERS_OF_RATINGS

VERDICTS = [
    ("met", "Met"),
    ("missed", "Not Met"),
    ("pending", "Not Due Yet"),
    ("no_data", "No Data"),
    ("not_applicable", "Not Applicable"),
]
REASONS = [
    ("missing", "Nothing on file in"),
    ("fewer", "Fewer on file than asked for"),
    ("below", "The average is below what is asked for"),
    ("late", "Not all were answered and handled in time"),
    ("units", "Not met by"),
    ("open", "The period is not over"),
    ("none_yet", "None so far: there is still time"),
    ("year", "Judged at the end of the year or of the agreement"),
    ("none_year", "None so far; judged at the end of the year or of the agreement"),
    ("no_agreement", "No agreement in force in the period"),
    ("short", "The agreement was in force too short a part of the period"),
    ("few_answers", "Fewer answers than the minimum: shown, not judged"),
    ("no_answers", "No rating form came back"),
    ("nothing", "There was nothing to measure"),
    ("hidden", "Fewer than five: not shown, so that nothing is told about one"),
]


class StakeholderScorecardLine(models.Model):
    """One indicator on a scorecard: figure, verdict, what is missing (U4.10)."""

    _name = "stakeholder.scorecard.line"
    _description = "Line of a Scorecard"
    _order = "scorecard_id desc, sequence, id"
    # When they were measured stands on the scorecard, and nobody writes them.
    _log_access = False

    scorecard_id = fields.Many2one(
        "stakeholder.scorecard",
        required=True,
        readonly=True,
        ondelete="cascade",
    )
    indicator_id = fields.Many2one(
        "stakeholder.indicator",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    sequence = fields.Integer(readonly=True)
    dimension = fields.Selection(related="indicator_id.dimension")
    shown_as = fields.Selection(related="indicator_id.shown_as")
    # what was asked for, as it was then
    weight = fields.Float(readonly=True, aggregator=None)
    target = fields.Float(readonly=True, aggregator=None)
    # what was found; to the hundredth, as it was measured. What a single rater said
    # could be read off it: others than these read `figure_label` and `shown_share`.
    figure = fields.Float(readonly=True, aggregator="avg", groups=READERS_OF_RATINGS)
    has_figure = fields.Boolean("Has a Figure", readonly=True)
    share = fields.Float(
        "Of What Is Asked For (%)",
        readonly=True,
        aggregator="avg",
        groups=READERS_OF_RATINGS,
        help="100 and more is met; averages and shares count in percent of the target.",
    )
    verdict = fields.Selection(VERDICTS, required=True, readonly=True)
    n = fields.Integer("Number of Traces", readonly=True, aggregator="sum")
    reason = fields.Selection(REASONS, readonly=True)
    missing = fields.Char("Missing Periods", readonly=True)
    why = fields.Char("What Is Missing", compute="_compute_why")
    # for comparing
    company_id = fields.Many2one("res.company", "Centre", readonly=True)
    partner_id = fields.Many2one(
        "res.partner", "Unit", readonly=True, index=True, ondelete="restrict"
    )
    kind = fields.Selection(related="scorecard_id.kind")
    period = fields.Char(related="scorecard_id.period")
    date_to = fields.Date("To", readonly=True)
    # what is behind it
    traces = fields.Json(readonly=True, groups=fields.NO_ACCESS, copy=False)
    action_ids = fields.One2many(
        "stakeholder.action", "scorecard_line_id", "Improvements"
    )

    # These two serve the links to scorecard and indicator as well.
    _indicator_uniq = models.UniqueIndex("(scorecard_id, indicator_id)")
    _compare_idx = models.Index("(indicator_id, date_to, verdict)")

    @api.depends("indicator_id", "scorecard_id.name")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for line in self:
            words = (line.scorecard_id.name, line.indicator_id.name)
            line.display_name = " · ".join(filter(None, words))

    @api.depends("reason", "missing", "n")
    @api.depends_context("lang")
    def _compute_why(self):
        for line in self:
            line.why = self._why(line)

    @api.model
    def _why(self, line):
        """What is missing, in words; ``line``: any figure with its reason."""
        reasons = dict(self._fields["reason"]._description_selection(self.env))
        words = reasons.get(line.reason)
        if words and line.missing:
            return self.env._(
                "%(reason)s: %(periods)s", reason=words, periods=line.missing
            )
        if line.reason == "few_answers":
            return self.env._("%(n)s answers. %(reason)s", n=line.n, reason=words)
        return words

    # ------------------------------------------------------------
    # FROZEN IS FROZEN
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.scorecard_id._check_not_signed()
        return lines

    @api.model
    def _add_missing_default_values(self, values):
        """None has a default; thousands are made at once, and each was asked."""
        return values

    def write(self, vals):
        self.scorecard_id._check_not_signed()
        if not self.env.su:
            raise AccessError(
                self.env._("What stands on a scorecard is measured, not written.")
            )
        return super().write(vals)

    def _write_changed(self, vals):
        """Write what differs, so that measuring again costs what has changed."""
        changed = {name: value for name, value in vals.items() if self[name] != value}
        if changed:
            self.write(changed)

    @api.ondelete(at_uninstall=False)
    def _unlink_with_drafts_only(self):
        self.scorecard_id._check_not_signed()
