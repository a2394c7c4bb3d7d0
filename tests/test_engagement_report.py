from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import chromium_pdf
from .engagement_common import Command, EngagementCase

REPORTS = "stakeholder_relations."
LONG = "日常照顾由一人承担，长期睡眠不足，邻里愿意提供日间照看。" * 40


@tagged("post_install", "-at_install")
class TestEngagementReport(EngagementCase):
    def _html(self, name, engagement=None, role="worker", **data):
        report = self.env["ir.actions.report"].with_user(self.users[role])
        html, _kind = report._render_qweb_html(
            f"{REPORTS}report_{name}", engagement and engagement.ids or [], data=data
        )
        return html.decode()

    # S6 X3
    def test_the_assessment_report_holds_all_of_the_assessment(self):
        engagement = self.at_stage("assessment", "recipient")
        fields = (
            *("basic_data", "experience", "motivation", "physical", "emotional"),
            *("intellectual", "family", "relatives", "neighbours", "school"),
            *("workplace", "other_resources", "objective_factors", "causes"),
            *("subjective_factors", "upholding_factors", "strengths_recipient"),
            *("strengths_environment", "conclusion", "service_way", "service_content"),
            *("help_sought", "self_view", "own_goals", "expectations_agreed"),
        )
        self.save(
            engagement,
            **{name: f"<{name}> 内容" for name in fields},
            problem_ids=[Command.create({"name": "厌学", "severity": "high"})],
            understanding="每周会谈一次",
        )
        page = self._html("assessment", engagement)
        for name in fields:
            self.assertIn(f"&lt;{name}&gt; 内容", page)
        for words in (
            *("预估报告", "厌学", "严重", "每周会谈一次", "环境中的积极因素"),
            *("智力方面的功能发挥", "☐ 询问", "服务对象对社会工作者的角色期望"),
        ):
            self.assertIn(words, page)

    # S9 S10 X3
    def test_the_closure_record_says_how_far_and_why_it_ended(self):
        engagement = self.at_stage("follow_up", "recipient")
        page = self._html("closure", engagement)
        for words in (
            *("结案记录", "Ten sessions held", "已实现", "☑ 目标实现"),
            *(
                "☐ 社会工作者或服务对象身份发生变化",
                "☐ 解除工作关系",
                "2026 年 12 月 24 日",
            ),
            "Begin earlier in the term.",
        ):
            self.assertIn(words, page)

    # X3
    def test_both_print_blank(self):
        page = self._html("assessment", party_class="recipient")
        self.assertIn("☐ 利用已有资料", page)
        page = self._html("closure", party_class="unit")
        self.assertIn("因用人单位不愿继续接受服务而必须终止关系", page)
        self.assertNotIn("☑", page)

    # X3: long texts run over several pages, nothing is lost
    def test_long_texts_run_over_several_pages(self):
        engagement = self.at_stage("assessment", "recipient")
        names = ("basic_data", "experience", "family", "causes", "conclusion")
        self.save(engagement, **dict.fromkeys(names, LONG))
        page = self._html("assessment", engagement)
        self.assertEqual(page.count(LONG), len(names))
        self.assertGreaterEqual(len(chromium_pdf(page).pages), 4)

    # X6
    def test_nobody_else_prints_a_recipient_s(self):
        engagement = self.opened("recipient")
        for name in ("assessment", "closure"):
            for role in ("officer", "director", "clerk", "auditor"):
                with self.assertRaises(AccessError):
                    self._html(name, engagement, role)
