import io
import re
import shutil
from datetime import date

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged

from .common import CANARY, StakeholderCase, chromium_pdf

REPORT = "stakeholder_relations.report_complaint"
# The words of the paper form, in their order (guideline, annex).
PAPER = (
    "意见\\投诉收集及处理记录表",
    "选择本表格为",
    "建议表",
    "投诉表",
    "填写日期",
    "收集方式",
    "口头",
    "书面",
    "微信",
    "QQ",
    "电话",
    "意见箱",
    "民主会议",
    "姓名（可匿名）",
    "联系方式（可不填）",
    "工作人员填写",
    "收到表格日期",
    "跟进人",
    "意见/投诉陈述：（写清反映的主题）",
    "跟进人回复：（回复对应事件的原因 或应对方式）",
    "处理结果或其他事宜：（用人单位对回复是否满意，是否有需要进一步跟进的地方）",
    "负责人意见",
    "签名",
)


@tagged("post_install", "-at_install")
class TestComplaintReport(StakeholderCase, HttpCase):
    def _html(self, complaints, user="director", data=None):
        report = self.as_user(self.env["ir.actions.report"], user)
        content, _type = report._render_qweb_html(REPORT, complaints.ids, data=data)
        return content.decode()

    def _text(self, html):
        return re.sub(
            r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.S)
        )

    def _pdf(self, complaints, user="director", data=None):
        """The printed pages: by wkhtmltopdf, or by Chromium where there is none."""
        if not shutil.which("wkhtmltopdf"):
            return self._chromium_pdf(complaints, user, data)
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("report.url", self.base_url())
        reports = self.as_user(self.env["ir.actions.report"], user)
        content, kind = reports.with_context(
            force_report_rendering=True
        )._render_qweb_pdf(REPORT, complaints.ids, data=data)
        self.assertEqual(kind, "pdf")
        return PdfReader(io.BytesIO(content))

    def _chromium_pdf(self, complaints, user="director", data=None):
        """What Debian 13, and a patched wkhtmltopdf, give: true sizes."""
        return chromium_pdf(self._html(complaints, user, data))

    # C4 X3: the form as drawn, in Chinese whoever prints it
    def test_filled_form_is_the_paper_one_in_chinese(self):
        complaint = self.closed(date_form=date(2026, 11, 23), statement="社工没有来。")
        for language in ("en_US", "zh_CN"):
            self.users["director"].lang = language
            text = self._text(self._html(complaint))
            at = 0
            for words in PAPER:
                found = text.find(words, at)
                self.assertGreaterEqual(
                    found, 0, f"{words} after …{text[at : at + 40]}"
                )
                at = found
            self.assertIn("2026 年 11 月 23 日", text)
            self.assertIn("社工没有来。", text)
            self.assertIn("☑ 投诉表", text)
            self.assertIn("☐ 建议表", text)
            self.assertIn("☑ 电话", text)
            self.assertEqual(text.count("☑"), 2)
            self.assertEqual(text.count("☐"), 7)
            self.assertIn(self.users["director"].name, text)

    # C4: blank for filling in by hand, by everybody
    def test_blank_form_has_all_boxes_and_no_tick(self):
        text = self._text(self._html(self.Complaint.browse(), "clerk"))
        self.assertEqual((text.count("☑"), text.count("☐")), (0, 9))
        self.assertEqual(text.count(" 年 月 日"), 5)
        self.assertNotIn("False", text)
        action = self.env.ref("stakeholder_relations.action_report_complaint_blank")
        printed = action.with_user(self.users["clerk"]).run()
        self.assertEqual(printed["report_name"], REPORT)

    # X3: one page each, also with the distribution's unpatched wkhtmltopdf
    def test_prints_one_page_each(self):
        one = self.closed()
        many = self.Complaint.union(*(self.assigned() for _number in range(3)))
        self.assertEqual(len(self._pdf(one).pages), 1)
        self.assertEqual(len(self._pdf(self.Complaint.browse(), "clerk").pages), 1)
        pages = self._pdf(many).pages
        self.assertEqual(len(pages), 3)
        width, height = (float(side) for side in pages[0].mediabox[2:])
        self.assertAlmostEqual(height / width, 297 / 210, delta=0.01)

    # X3: and at its true size
    def test_prints_one_page_each_by_chromium(self):
        filled = self.closed(statement="情况说明。" * 30)
        self.assertEqual(len(self._chromium_pdf(filled).pages), 1)
        blank = self._chromium_pdf(self.Complaint.browse(), "clerk")
        self.assertEqual(len(blank.pages), 1)

    # X3: the room to write in is kept where nothing was typed
    def test_blank_form_keeps_the_room_to_write_in(self):
        for records in (self.Complaint.browse(), self.register()):
            user = "director" if records else "clerk"
            self.assertEqual(self._html(records, user).count("min-height"), 4)

    def test_fifty_in_one_call(self):
        clerk = self.Complaint.with_user(self.users["clerk"])
        receipts = clerk._take_in([self._values() for _number in range(50)])
        complaints = receipts.sudo().complaint_id
        self.assertEqual(len(self._pdf(complaints).pages), 50)

    def test_long_statement_runs_over_the_page_and_stays_whole(self):
        long = "\n".join(f"第{number}行：情况说明。" for number in range(120))
        html = self._html(self.assigned(statement=long))
        self.assertIn("第119行", html)
        self.assertGreater(len(self._pdf(self.assigned(statement=long)).pages), 1)

    # C5.1: the print shows the name, so it is for few and goes on record
    def test_printing_is_for_handler_and_decider_and_on_record(self):
        complaint = self.assigned()
        self.edit(complaint, "director", team_ids=self.users["worker"].ids)
        self.assertIn(CANARY, self._html(complaint, "officer"))
        printed = complaint.trail_ids.sorted("seq")[-1]
        self.assertEqual((printed.event, printed.actor_login), ("printed", "t_officer"))
        heads = self.env["stakeholder.trail.seal"]._heads(complaint.ids)
        self.assertEqual(heads[complaint.id][-1], (printed.seq, printed.digest))
        for user in ("worker", "clerk", "supervisor", "council", "auditor"):
            with self.assertRaises(AccessError):
                self._html(complaint, user)

    def test_words_are_printed_as_words(self):
        hostile = "<img src=http://127.0.0.1:1/x><script>alert(1)</script> {{ 7*7 }}"
        html = self._html(self.assigned(statement=hostile))
        self.assertIn("&lt;script&gt;", html)
        self.assertNotIn("<script>alert", html)

    def test_print_through_the_door_of_the_browser(self):
        complaint = self.closed()
        self.authenticate("t_director", "t_director")
        # Begun for writing at once: core would log an error and begin a second time.
        with self.assertNoLogs("odoo.sql_db", "ERROR"):
            response = self.url_open(f"/report/html/{REPORT}/{complaint.id}")
        self.assertIn("意见", response.text)
        self.assertEqual(complaint.trail_ids.sorted("seq")[-1].event, "printed")
