from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.stakeholder_indicator import DIMENSIONS
from ..models.stakeholder_rating import READERS_OF_RATINGS
from ..models.stakeholder_scorecard_few import RATINGS
from ..models.stakeholder_scorecard_line import REASONS, VERDICTS
from ..tools.periods import period as period_of

SCOPES = [
    ("department", "Each Department"),
    ("worker", "Each On-site Worker"),
    ("centre", "The Centre as a Whole"),
]
NAMED_BY = {
    "department": "hr.department",
    "worker": "res.users",
    "centre": "res.company",
}


class StakeholderGroupEvaluation(models.TransientModel):
    """Indicators of departments, workers or the centre, counted when asked (U4.10)."""

    _name = "stakeholder.group.evaluation"
    _inherit = ["stakeholder.period.window"]
    _description = "Evaluation of Departments, Workers and the Centre"

    scope = fields.Selection(SCOPES, "Of", required=True, default="department")
    line_ids = fields.One2many("stakeholder.group.figure", "window_id")

    def action_show(self):
        """Count now, and show whose figures they are side by side."""
        self.ensure_one()
        self._count()
        if not self.line_ids:
            raise UserError(
                self.env._("No unit had an agreement in force in %s.", self.period)
            )
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_group_figure_action"
        )
        return {**action, "domain": [("window_id", "=", self.id)]}

    def _count(self):
        indicators, scope, measures = self._measured()
        cards = self.env["stakeholder.scorecard"]
        keys = sorted(set(scope.keys.values()))
        # sudo: what departments, workers and the centre are called is no secret
        named = self.env[NAMED_BY[self.scope]].sudo().browse(keys)
        names = {one.id: one.display_name for one in named}
        self.line_ids.unlink()
        figures = self.env["stakeholder.group.figure"]
        figures.create(
            [
                {
                    **figures._known(
                        cards._line_values(one, self._told(one, measures[one][key]))
                    ),
                    "window_id": self.id,
                    "indicator_id": one.id,
                    "key": key,
                    "name": names[key],
                    "period": self.period,
                }
                for key in keys
                for one in indicators
            ]
        )

    def _told(self, indicator, measure):
        """The Measure as the reader may see it: no average of few answers."""
        ratings = self.env["stakeholder.rating"]
        few = indicator.code in RATINGS and not ratings._is_shown(measure.n, 0)
        user = self.env.user
        # sudo: that one is rated oneself; few answers then tell who gave them
        is_rated = user.sudo().stakeholder_is_rated
        if few and (is_rated or not user.has_groups(READERS_OF_RATINGS)):
            return measure._replace(figure=None)
        return measure

    def _measured(self):
        """(indicators, scope, their measures) over all units of the period."""
        period = period_of(self.kind, self.day)
        units = self.env["stakeholder.scorecard"]._units_in_force(period)
        indicators = self.env["stakeholder.indicator"]._in_force(period, self.kind)
        scope = indicators._scope(self.scope, units, period.last)
        return indicators, scope, indicators._measure(scope, period)


class StakeholderGroupFigure(models.TransientModel):
    """One indicator of one department, worker or the centre, as it is now."""

    _name = "stakeholder.group.figure"
    _description = "Figure of a Department, a Worker or the Centre"
    _order = "name, sequence, id"

    window_id = fields.Many2one(
        "stakeholder.group.evaluation", required=True, index=True, ondelete="cascade"
    )
    key = fields.Integer(required=True)
    name = fields.Char("Whose", required=True)
    period = fields.Char("Evaluated Period", required=True)
    indicator_id = fields.Many2one("stakeholder.indicator", required=True)
    sequence = fields.Integer()
    dimension = fields.Selection(DIMENSIONS)
    figure = fields.Float("Figure (%)", digits=(16, 2), aggregator="avg")
    has_figure = fields.Boolean("Has a Figure")
    target = fields.Float("At Least (%)", digits=(16, 2), aggregator=None)
    verdict = fields.Selection(VERDICTS)
    n = fields.Integer("Units or Answers Judged", aggregator=None)
    reason = fields.Selection(REASONS)
    missing = fields.Char("Short of It")
    why = fields.Char("What Is Missing", compute="_compute_why")

    @api.depends("reason", "missing", "n")
    @api.depends_context("lang")
    def _compute_why(self):
        for line in self:
            line.why = self.env["stakeholder.scorecard.line"]._why(line)

    @api.model
    def _known(self, values):
        """Of what a scorecard keeps: all here is in percent."""
        return {name: one for name, one in values.items() if name in self._fields}

    def action_traces(self):
        """The answers that were counted; where units were, their scorecards' lines."""
        self.ensure_one()
        self.check_access("read")
        _indicators, scope, measures = self.window_id._measured()
        measure = measures.get(self.indicator_id, {}).get(self.key)
        if measure and measure.traces:
            model, domain = measure.traces
            if self.env[model].has_access("read"):
                return self._open(model, domain)
        period = period_of(self.window_id.kind, self.window_id.day)
        units = [unit for unit, key in scope.keys.items() if key == self.key]
        lines = [
            ("company_id", "=", self.env.company.id),
            ("indicator_id.code", "=", self.indicator_id.code),
            ("kind", "=", self.window_id.kind),
            ("date_to", "=", period.last),
            ("partner_id", "in", units),
        ]
        return self._open("stakeholder.scorecard.line", lines)

    def _open(self, model, domain):
        return {
            "type": "ir.actions.act_window",
            "name": f"{self.name} · {self.indicator_id.name}",
            "res_model": model,
            "view_mode": "list",
            "views": [(False, "list"), (False, "form")],
            "domain": list(domain),
            "context": {"create": False},
        }
