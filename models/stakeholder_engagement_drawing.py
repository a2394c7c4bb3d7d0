from odoo import api, fields, models

from .stakeholder_engagement_stage import ORDER


class StakeholderEngagement(models.Model):
    """The process as a drawing, with where this party stands (P)."""

    _inherit = "stakeholder.engagement"

    drawing = fields.Html("The Process", compute="_compute_drawing", sanitize=False)

    @api.depends("stage", "state", "decision", "next_ids")
    @api.depends_context("lang", "uid")
    def _compute_drawing(self):
        for engagement in self:
            engagement.drawing = self.env["ir.qweb"]._render(
                "stakeholder_relations.engagement_drawing",
                engagement._drawing_values(),
            )

    def _drawing_values(self):
        labels = dict(self._fields["stage"]._description_selection(self.env))
        here = ORDER.index(self.stage)
        running = self.state == "open"

        def place(number):
            if number == here and running:
                return "here"
            return "done" if number < here or self.state == "completed" else "ahead"

        return {
            "steps": [
                (number + 1, labels[stage], place(number), stage)
                for number, stage in enumerate(ORDER)
            ],
            "outcome": self.state,
            "has_next": bool(self.next_ids),
        }
