from odoo.tests import HttpCase, tagged

from ..tools.plain_text import CONTROL, hidden, plain, unmarked
from . import test_rating_survey as survey
from .hostile import CONTROLS, INVISIBLE, MARKUP
from .test_rating import RatingCase


@tagged("post_install", "-at_install")
class TestHostileSurvey(RatingCase, HttpCase):
    """P16: what a counterpart with a link writes below the questions, over the door."""

    _call = survey.TestRatingSurvey._call
    _choices = survey.TestRatingSurvey._choices
    _path = survey.TestRatingSurvey._path

    def setUp(self):
        super().setUp()
        self._stop_clock()

    def test_remarks_are_whole_and_marked(self):
        for payload in (*CONTROLS, *INVISIBLE, *MARKUP[:3]):
            with self.subTest(ascii(payload[:20])):
                form = self._rating(rater=self._person(self.unit, "clerk"))
                form = form.user_input_id
                self.env.flush_all()
                self.url_open(self._path(form))
                self._call(self._path(form, "begin"), {})
                answers = self._choices("service", "satisfied")
                remark = next(one for one, words in answers.items() if " " in words)
                answers[remark] = payload
                done = self._call(self._path(form, "submit"), answers)
                self.assertTrue(done)
                self.env.invalidate_all()
                line = form.user_input_line_ids.filtered("value_text_box")
                self.assertEqual(form.state, "done")
                found = line.value_text_box
                self.assertFalse(CONTROL.search(found))
                self.assertEqual(unmarked(found).strip(), plain(payload).strip())
                told = hidden(plain(payload))
                self.assertIn(told, found)
                rating = self.Rating.search([("user_input_id", "=", form.id)])
                self.assertNotIn("<script", rating.answers_html)
                self.assertIn(told, rating.answers_html)
