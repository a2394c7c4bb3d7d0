from odoo import fields, models

from ..tools.form_dates import FORM_LANG
from .stakeholder_rating import SOURCES


class SurveyUserInput(models.Model):
    """A filled-in form of ours hands what it says over to its rating, once."""

    _inherit = "survey.user_input"

    stakeholder_rating_id = fields.Many2one(
        "stakeholder.rating",
        readonly=True,
        copy=False,
        ondelete="set null",
        index="btree_not_null",
    )
    stakeholder_source = fields.Selection(SOURCES, readonly=True, copy=False)
    stakeholder_date = fields.Date(
        readonly=True, copy=False, help="Of the paper form, or of the interview."
    )
    stakeholder_keyed_by_id = fields.Many2one("res.users", readonly=True, copy=False)

    def _mark_done(self):
        result = super()._mark_done()
        # sudo: whoever has the link answers; the form knows its rating
        for form in self.sudo().filtered("stakeholder_rating_id"):
            rating = form.stakeholder_rating_id
            if rating.state != "answered" and not form.test_entry:
                rating._take(form)
        return result

    def _stakeholder_answers(self):
        """Question, answer, score and most possible, as worded now in Chinese."""
        self.ensure_one()
        form = self.with_context(lang=self.lang_id.code or FORM_LANG)
        lines = form.user_input_line_ids.grouped("question_id")
        questions = form.predefined_question_ids.filtered(lambda one: not one.is_page)
        return [
            form._stakeholder_answer(
                question, lines.get(question, self.browse().user_input_line_ids)
            )
            for question in questions.sorted(lambda one: (one.sequence, one.id))
        ]

    def _stakeholder_answer(self, question, lines):
        chosen = lines.suggested_answer_id
        texts = [
            line.suggested_answer_id.value or str(line._get_answer_value() or "")
            for line in lines
            if not line.skipped
        ]
        options = question.suggested_answer_ids
        scores = [one.answer_score for one in options if one.answer_score > 0]
        most = 0
        if chosen and not any(chosen.mapped("stakeholder_no_opinion")):
            several = question.question_type == "multiple_choice"
            most = sum(scores) if several else max(scores, default=0)
        return {
            "question": question.title,
            "answer": "\n".join(filter(None, texts)),
            "score": sum(chosen.mapped("answer_score")) if most else 0,
            "max": most,
            "options": options.mapped("value"),
        }
