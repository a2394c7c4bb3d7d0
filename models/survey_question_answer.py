from odoo import fields, models


class SurveyQuestionAnswer(models.Model):
    """An answer may be none: the question then does not count in the score."""

    _inherit = "survey.question.answer"

    stakeholder_no_opinion = fields.Boolean(
        "No Opinion",
        help="Whoever ticks it is not counted for this question of a rating form.",
    )
