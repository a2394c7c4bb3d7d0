from odoo import api, fields, models


class StakeholderAction(models.Model):
    """Improvements that come out of a missed indicator (U4.10)."""

    _inherit = "stakeholder.action"

    scorecard_line_id = fields.Many2one(
        "stakeholder.scorecard.line",
        "From the Scorecard",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _source(self):
        return self.scorecard_line_id or super()._source()

    @api.model
    def _source_names(self):
        return [*super()._source_names(), "scorecard_line_id"]

    def action_failed(self):
        """A further try comes out of the same line."""
        action = super().action_failed()
        line = self[:1].scorecard_line_id
        context = {**action["context"], "default_scorecard_line_id": line.id}
        return {**action, "context": context}
