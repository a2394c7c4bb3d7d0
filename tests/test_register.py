import io
from datetime import datetime

import openpyxl

from odoo import fields
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .chart_common import charts, filename
from .common import CANARY, StakeholderCase

HOSTILE = ("=1+1", "{=SUM(A1)}", "=cmd|' /C calc'!A0", "http://x.example", "@x", "-1")
URL = "/stakeholder_relations/register/%s.xlsx"


@tagged("post_install", "-at_install")
class TestRegister(StakeholderCase, HttpCase):
    def _book(self, name, user):
        self.env.flush_all()
        self.authenticate(f"t_{user}", f"t_{user}")
        response = self.url_open(URL % name)
        if response.status_code != 200:
            return response.status_code
        return openpyxl.load_workbook(io.BytesIO(response.content))

    def _allow_export(self, *users):
        group = self.env.ref("base.group_allow_export")
        for user in users:
            self.users[user].group_ids = [Command.link(group.id)]

    # X4: opens, with dates as dates, a frozen head and filters
    def test_register_of_complaints_opens_and_is_print_ready(self):
        self._allow_export("director")
        complaints = [self.assigned(topic=text) for text in HOSTILE]
        book = self._book("complaints", "director")
        sheet = book.worksheets[0]
        rows = list(sheet.iter_rows(min_row=2))
        mine = {row[0].value: row for row in rows}
        for complaint, text in zip(complaints, HOSTILE, strict=True):
            row = mine[complaint.name]
            self.assertIsInstance(row[1].value, datetime)
            self.assertEqual(row[6].value, text)
            self.assertEqual(row[6].data_type, "s")
            self.assertFalse(row[6].hyperlink)
            # nothing is cut off by the column beside it, on screen or on paper
            self.assertTrue(row[6].alignment.wrap_text)
        self.assertEqual(sheet.freeze_panes, "B2")
        self.assertTrue(sheet.auto_filter.ref)
        self.assertNotIn(CANARY, str([[cell.value for cell in row] for row in rows]))
        summary = book.worksheets[1]
        self.assertEqual(len(summary._charts), 1)
        total = sum(row[1].value for row in summary.iter_rows(min_row=2))
        self.assertEqual(total, len(rows))

    # X4: a row is as high as its longest text, each page has heads and a number
    def test_long_texts_stand_whole_on_paper(self):
        self._allow_export("director")
        short, long = self.assigned(topic="短"), self.assigned(topic="长" * 60)
        sheet = self._book("complaints", "director").worksheets[0]
        heights = {
            row[0].value: sheet.row_dimensions[row[0].row].height
            for row in sheet.iter_rows(min_row=2)
        }
        # 120 places in a column of 28 are five lines.
        self.assertEqual(heights[long.name], 75)
        self.assertLess(heights[short.name] or 15, 75)
        self.assertEqual(sheet.print_title_rows, "$1:$1")
        self.assertIn("&P", str(sheet.oddFooter.right.text))
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)

    # X2 X4: named in the reader's language, with the days that it holds
    def test_registers_are_named_in_the_reader_s_language(self):
        self._allow_export("director", "officer")
        self.env["res.lang"]._activate_lang("en_US")
        self.users["director"].lang = "zh_CN"
        self.register(received_at="2026-03-02 02:00:00")
        self.register(received_at="2026-10-09 02:00:00")
        self.env.flush_all()
        own = self.as_user(self.Complaint, "director").search([])
        days = own.mapped("date_received")
        self.authenticate("t_director", "t_director")
        today = self.as_user(self.env["res.users"], "director").browse()
        today = fields.Date.context_today(today)
        for name, words in (
            ("complaints", f"意见投诉登记册 {min(days)} - {max(days)}.xlsx"),
            ("parties", f"管理对象登记册 {today}.xlsx"),
        ):
            self.assertEqual(filename(self.url_open(URL % name)), words)
        self.authenticate("t_officer", "t_officer")
        english = filename(self.url_open(URL % "complaints"))
        self.assertTrue(english.startswith("Register of Complaints 20"), english)

    # X4: the chart points at the counts beside it, and brings them along
    def test_chart_of_a_register_shows_the_cells_it_points_at(self):
        self.assigned()
        register = self.as_user(self.env["stakeholder.register"], "director")
        complaints = self.as_user(self.Complaint, "director").search([])
        content = register.with_context(lang="zh_CN")._write(
            complaints.with_context(lang="zh_CN"), "登记册", "state"
        )
        [chart] = charts(content)
        self.assertEqual(chart["title"], "状态")
        [series] = chart["series"]
        for cells, kept in series.values():
            self.assertEqual([str(cell) for cell in cells], kept)
        self.assertEqual(sum(series["values"][0]), len(complaints))
        self.assertIn("待回复", series["categories"][0])

    # X4 C5.1: each at the reader's level of secrecy, and on record
    def test_register_holds_what_the_reader_may_read(self):
        self._allow_export("officer", "clerk", "auditor")
        mine, other = self.assigned(), self.register()
        book = self._book("complaints", "officer")
        numbers = {row[0].value for row in book.worksheets[0].iter_rows(min_row=2)}
        self.assertIn(mine.name, numbers)
        self.assertNotIn(other.name, numbers)
        self.env.invalidate_all()
        self.assertEqual(mine.trail_ids.sorted("seq")[-1].event, "exported")
        self.assertNotIn("exported", other.trail_ids.mapped("event"))
        for user in ("clerk", "auditor", "supervisor"):
            self.assertEqual(self._book("complaints", user), 404, user)
        self.assertEqual(self._book("nothing", "officer"), 404)

    # X5
    def test_import_template_is_for_those_who_import(self):
        url = "/stakeholder_relations/import_template.xlsx"
        self.env.flush_all()
        for user, status in (("officer", 200), ("worker", 404), ("clerk", 404)):
            self.authenticate(f"t_{user}", f"t_{user}")
            self.assertEqual(self.url_open(url).status_code, status, user)

    def test_register_of_parties(self):
        self._allow_export("officer")
        unit = self.env["res.partner"].create(
            {"name": "=Bureau", "stakeholder_class": "unit", "phone": "0769"}
        )
        book = self._book("parties", "officer")
        rows = {row[0].value: row for row in book.worksheets[0].iter_rows(min_row=2)}
        self.assertEqual(rows["=Bureau"][6].value, unit.phone)

    def test_long_and_broken_text_spoils_no_file(self):
        register = self.env["stakeholder.register"]
        self.assertEqual(len(register._clean("字" * 40000)), 32767)
        self.assertEqual(register._clean("a\x00b\ud800c"), "abc")
