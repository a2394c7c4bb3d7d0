from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

# Of communications everybody reads the talks with themselves (I2): who reads those of
# the units is whoever reads their sheets.
BY_ROLE = {"stakeholder.communication": "stakeholder.communication.sheet"}


class StakeholderScorecardLine(models.Model):
    """A figure as people read it, one click from its proof (U4.10)."""

    _inherit = "stakeholder.scorecard.line"

    figure_label = fields.Char("Found / Asked For", compute="_compute_figure_label")
    before_label = fields.Char(
        "Period Before", compute="_compute_before_label", help="Of the same unit."
    )

    @api.depends("is_shown", "target", "shown_as")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_figure_label(self):
        for line in self:
            line.figure_label = line._figure_in_words()

    def _figure_in_words(self):
        if not self.is_shown:
            return "—"
        # sudo: who sees it was asked above
        figure = self.sudo().figure
        if self.shown_as == "percent":
            return f"{figure:.4g} % / {self.target:.4g} %"
        return f"{figure:g} / {self.target:g}"

    @api.depends("scorecard_id", "indicator_id")
    @api.depends_context("uid", "lang")
    def _compute_before_label(self):
        """By the reader's own rules, in one search for all lines shown."""
        self.before_label = False
        wanted = {line._before_key(): line for line in self if line.date_to}
        verdicts = dict(self._fields["verdict"]._description_selection(self.env))
        found = self.search(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("date_to", "in", list({key[-1] for key in wanted})),
            ]
        )
        for one in found:
            if line := wanted.get(one._period_key(one.date_to)):
                said = (one._figure_in_words(), verdicts[one.verdict])
                line.before_label = " · ".join(said)

    def _before_key(self):
        months = 6 if self.kind == "half" else 12
        before = self.date_to + relativedelta(days=1) - relativedelta(months=months)
        before -= relativedelta(days=1)
        return self._period_key(before)

    def _period_key(self, last):
        whose = self.company_id.id, self.partner_id.id
        return (*whose, self.kind, self.indicator_id.code, last)

    # ------------------------------------------------------------
    # TRACES
    # ------------------------------------------------------------

    def action_traces(self):
        """Exactly what was counted: of a signed one as it was then."""
        self.ensure_one()
        self.check_access("read")
        if self.scorecard_id.state == "draft":
            # Figure and list are of one moment.
            self.scorecard_id.action_measure()
        records = self.scorecard_id._trace_records()
        model, domain = records.get(self._origin.id, (None, []))
        if not model:
            raise UserError(
                self.why or self.env._("%s: nothing was counted.", self.display_name)
            )
        if not self.env[BY_ROLE.get(model, model)].has_access("read"):
            raise UserError(
                self.env._(
                    "%s: your role reads the figure, not the records themselves.",
                    self.display_name,
                )
            )
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": model,
            "view_mode": "list,form",
            "views": [(False, "list"), (False, "form")],
            "domain": domain,
            "context": {"create": False},
        }

    def _traced_ids(self):
        return [int(one) for one in self.traces["digests"]]


class StakeholderScorecard(models.Model):
    """What was counted, of all lines at once."""

    _inherit = "stakeholder.scorecard"

    def _trace_records(self):
        """{line id: (model, domain)}; nothing where nothing was counted or is shown.

        Of a signed one as it was then, of a draft as it is now. What the domain finds
        is the reader's own rules' to decide.
        """
        # sudo: what was counted is found, not what it says
        own = self.sudo()
        signed = own.filtered(lambda one: one.state == "signed")
        found = {
            line.id: (line.traces["model"], [("id", "in", line._traced_ids())])
            for line in signed.line_ids
            if line.traces
        }
        for cards, _indicators, measures in (own - signed)._measured_alike():
            for line in cards.line_ids.filtered(
                lambda one, measures=measures: one.indicator_id in measures
            ):
                measure = measures[line.indicator_id][line.partner_id.id]
                if measure.traces:
                    found[line.id] = measure.traces
        return found
