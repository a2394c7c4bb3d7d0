import re
from datetime import date

from odoo.tests import tagged

from .common import chromium_pdf
from .test_scorecard import SignedCase

REPORT = "stakeholder_relations.report_scorecard"


@tagged("post_install", "-at_install")
class TestScorecardReport(SignedCase):
    def _html(self, cards, user="director"):
        report = self.as_user(self.env["ir.actions.report"], user)
        return report._render_qweb_html(REPORT, cards.ids)[0].decode()

    def _text(self, html):
        html = html[html.index('<div class="o_form_sheet"') :]
        html = re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.S)
        return re.sub(r"\s+", " ", html)

    # X3: blank, with the nine indicators in the guideline's words
    def test_blank(self):
        html = self._html(self.Scorecard, "worker")
        text = self._text(html)
        self.assertIn("用人单位关系管理评估测评表", text)
        for words in (
            "用人单位信息每季度更新一次",
            "驻点社工/负责人与用人单位沟通交流每月不少于1次",
            "意见\\投诉收集及处理记录表",
            "驻点同工或服务得到用人单位认可或鼓励",
        ):
            self.assertIn(words, text)
        self.assertNotIn("False", text)
        self.assertNotRegex(text.replace(self.env.company.name, ""), "[A-Za-z]{5,}")
        self.assertEqual(len(chromium_pdf(html).pages), 1)

    # U4.10 X3: figures, what is missing, signature, annex of what was counted
    def test_filled_with_annex(self):
        self.met((1, 5), (2, 5), (3, 5), summary="About the sign-in sheet")
        self.confirm((2, 3), (6, 30))
        card = self.card()
        self.as_user(card, "director").action_propose()
        own = self.as_user(card, "director")
        own.action_sign()
        html = self._html(card)
        text = self._text(html)
        for words in (
            "3 / 6",
            "无存档记录的期间：2026/04、2026/05、2026/06",
            "未达标",
            "2026 年 1 月 1 日",
            "Test director",
            "附件：计入的痕迹",
            "About the sign-in sheet",
            "2026 年 3 月 5 日",
            card.seal,
        ):
            self.assertIn(words, text)
        self.assertNotIn("False", text)
        self.assertEqual(len(chromium_pdf(html).pages), 2)

    # a manipulated one says so on paper too
    def test_the_alarm_is_printed(self):
        card = self.signed()
        self.assertNotIn("签署后有变动", self._html(card))
        self.met((3, 3))
        self.env.flush_all()
        self.assertIn("签署后有变动", self._html(card))

    # who may not read the traces gets their number, not their words
    def test_annex_by_the_readers_rules(self):
        self.met((1, 5), (2, 5), summary="About the sign-in sheet")
        card = self.card()
        html = self._html(card, "auditor")
        self.assertNotIn("About the sign-in sheet", html)
        self.assertIn("此处未列出", html)
        # whoever is responsible for the unit reads its contacts
        html = self._html(card, "worker")
        self.assertIn("About the sign-in sheet", html)
        self.assertNotIn("此处未列出", html)

    # channel 23: nothing of small groups, on paper either
    def test_small_groups_are_not_printed(self):
        self.opinions(2)
        number = self.env["stakeholder.complaint"].search([], limit=1).name
        html = self._html(self.card())
        self.assertNotIn(number, html)
        self.assertIn("少于五件", html)
        self.opinions(4)
        card = self.card()
        self.assertIn(number, self._html(card))
        self.assertNotIn(number, self._html(card, "worker"))

    # many at once, one after the other
    def test_many(self):
        units = self.unit | self._unit("Second") | self._unit("Third")
        html = self._html(self.card("year", date(2026, 12, 31), units))
        self.assertEqual(html.count('class="o_title"'), 3)
        self.assertEqual(len(chromium_pdf(html).pages), 3)
