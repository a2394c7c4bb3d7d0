import re

from odoo.tests import tagged

from .common import chromium_pdf
from .test_rating import RatingCase

REPORT = "stakeholder_relations.report_rating"


@tagged("post_install", "-at_install")
class TestRatingReport(RatingCase):
    def _html(self, ratings, user="supervisor"):
        report = self.as_user(self.env["ir.actions.report"], user)
        return report._render_qweb_html(REPORT, ratings.ids)[0].decode()

    def _text(self, html):
        return re.sub(
            r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.S)
        )

    # X3: fully blank, the three forms, a page each
    def test_blank_forms(self):
        html = self._html(self.Rating, "worker")
        text = self._text(html)
        for title in ("驻点社工", "驻点服务", "机构"):
            self.assertIn(f"用人单位对{title}评价表", text)
        self.assertNotIn("False", text)
        self.assertNotIn("☑", text)
        self.assertNotIn("<svg", html)
        self.assertEqual(text.count("☐"), 3 * 8 * 6)
        self.assertEqual(len(chromium_pdf(html).pages), 3)

    # X3: blank with the unit's code, for those who may have the link
    def test_blank_with_the_code_of_the_unit(self):
        rating = self._rating(responsible_id=self.users["worker"].id)
        html = self._html(rating)
        self.assertIn("<svg", html)
        self.assertIn("School", html)
        self.assertEqual(len(chromium_pdf(html).pages), 1)
        self.assertNotIn("<svg", self._html(rating, "worker"))

    # X3: from the record, in the wording of then
    def test_filled_form(self):
        rating = self._answered(80)
        options = ["非常满意", "满意", "不满意"]
        rating.write(
            {
                "source": "paper",
                "date_answered": "2026-11-20",
                "keyed_by_id": self.users["supervisor"].id,
                "answers": [
                    {
                        "question": "旧问题",
                        "answer": "满意",
                        "score": 80,
                        "max": 100,
                        "options": options,
                    },
                    {
                        "question": "意见",
                        "answer": "很好\n谢谢",
                        "score": 0,
                        "max": 0,
                        "options": [],
                    },
                ],
            }
        )
        text = self._text(self._html(rating))
        for words in (
            "旧问题",
            "☐ 非常满意☑ 满意☐ 不满意",
            "80 %",
            "2026 年 11 月 20 日",
        ):
            self.assertIn(words, text)
        self.assertIn("Test supervisor", text)
