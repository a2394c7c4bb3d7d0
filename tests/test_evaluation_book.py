import io
from datetime import date

import openpyxl

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .chart_common import charts, filename
from .common import MODULE
from .scorecard_common import YEAR, ScorecardCase

URL = "/stakeholder_relations/evaluation/%s/%s.xlsx"
HOSTILE = ("=1+1", "{=SUM(A1)}", "=cmd|' /C calc'!A0", "http://x.example", "@x", "-1")


@tagged("post_install", "-at_install")
class TestEvaluationBook(ScorecardCase, HttpCase):
    """The workbook of a period, opened and read back."""

    def _book(self, user="director"):
        book = self.as_user(self.env["stakeholder.evaluation.book"], user)
        return openpyxl.load_workbook(io.BytesIO(book._write("year", YEAR)))

    def _make(self, *units):
        for unit in units:
            self.card("year", date(2026, 12, 31), unit)

    def _rows(self, sheet):
        return [[cell.value for cell in row] for row in sheet.iter_rows()]

    # U4.10 X4: an overview with charts, one sheet per indicator, one per unit
    def test_each_sheet_says_what_the_cards_say(self):
        met, missed = self._unit("Met"), self._unit("Missed")
        self.report(11, 3, unit=met)
        self._make(met, missed)
        book = self._book()
        names = book.sheetnames
        self.assertEqual(names[:2], ["Overview", "All Units"])
        self.assertEqual(names[-2:], ["Met", "Missed"])
        self.assertEqual(len(names), 2 + 9 + 2)
        self.assertEqual(len(book["Overview"]._charts), 2)
        card = self.card("year", date(2026, 12, 31), met)
        line = self.line(card, "work_report")
        own = {row[0]: row for row in self._rows(book["Met"])[3:12]}
        row = own[line.indicator_id.name]
        self.assertEqual((row[2], row[3], row[5]), (1, 1, "Met"))
        of_indicator = book[names[2 + 3]]
        by_unit = {row[0]: row for row in self._rows(of_indicator)[1:]}
        self.assertEqual(by_unit["Met"][5], "Met")
        self.assertEqual(by_unit["Missed"][5], "Not Met")
        matrix = {row[0]: row for row in self._rows(book["All Units"])[1:]}
        column = self._rows(book["All Units"])[0].index(line.indicator_id.name)
        self.assertEqual(matrix["Met"][column], "Met")
        overview = {row[0]: row for row in self._rows(book["Overview"])}
        self.assertEqual(overview[line.indicator_id.name][1:3], [1, 1])
        self.assertEqual(overview[line.indicator_id.name][6], 50)

    # each series points at its own figures, in Chinese, and brings them along
    def test_charts_show_the_cells_they_point_at(self):
        met, missed = self._unit("Met"), self._unit("Missed")
        self.report(11, 3, unit=met)
        self._make(met, missed)
        book = self.as_user(self.env["stakeholder.evaluation.book"], "director")
        content = book.with_context(lang="zh_CN")._write("year", YEAR)
        verdicts, results = charts(content)
        self.assertEqual(verdicts["title"], "各指标的评定情况")
        self.assertEqual(results["title"], "总体结果")
        heads, _kept = zip(*(one["name"] for one in verdicts["series"]), strict=True)
        self.assertEqual([one for [one] in heads][:2], ["已达标", "未达标"])
        for chart in (verdicts, results):
            for one in chart["series"]:
                for cells, kept in one.values():
                    self.assertEqual([str(cell) for cell in cells], kept)
                self.assertTrue(all(isinstance(n, int) for n in one["values"][0]))
        names = verdicts["series"][0]["categories"][0]
        self.assertEqual(len(names), 9)
        place = names.index(
            self.env.ref(f"{MODULE}.stakeholder_indicator_work_report")
            .with_context(lang="zh_CN")
            .name
        )
        found = [one["values"][0][place] for one in verdicts["series"]]
        self.assertEqual(found, [1, 1, 0, 0, 0])
        self.assertEqual(sum(results["series"][0]["values"][0]), 2)

    # one colour for each verdict, wherever it stands
    def test_verdicts_have_their_colours(self):
        self._make(self.unit)
        book = self._book()
        fills = {"Met": "E2F0D9", "Not Met": "F8D7DA", "Not Due Yet": "FFF3CD"}
        fills |= {"No Data": "E7E6E6", "Not Applicable": "F2F2F2"}
        for sheet in book.worksheets[1:]:
            found = {
                cell.value: cell.fill.start_color.rgb[-6:]
                for row in sheet.iter_rows(min_row=2)
                for cell in row
                if cell.value in fills and cell.column > 4
            }
            self.assertTrue(found, sheet.title)
            self.assertLessEqual(found.items(), fills.items(), sheet.title)

    # P18: never a formula, a link or a broken file, whatever a unit is called
    def test_hostile_names_are_text(self):
        long = "字" * 40
        units = [self._unit(name) for name in (*HOSTILE, long, f"{long}2", "a/b[c]:*?")]
        self._make(*units)
        card = self.card("year", date(2026, 12, 31), units[0])
        card.write({"comment": "=1+1"})
        book = self._book()
        for sheet in book.worksheets:
            self.assertLessEqual(len(sheet.title), 31)
            self.assertFalse(sheet._hyperlinks)
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", cell.value)
        listed = {row[0] for row in self._rows(book["All Units"])}
        self.assertLessEqual(set(HOSTILE), listed)
        self.assertEqual(len({name.casefold() for name in book.sheetnames}), 20)

    # at the reader's level: own units to a worker
    def test_it_holds_what_the_reader_may_read(self):
        other = self._unit("Hospital", user=self.users["officer"])
        self._make(self.unit, other)
        self.assertNotIn("Hospital", self._book("worker").sheetnames)
        self.assertIn("Hospital", self._book("auditor").sheetnames)

    def test_a_period_without_cards(self):
        book = self._book()
        self.assertEqual(book.sheetnames, ["Overview", "All Units"])
        # no chart of no indicator
        self.assertEqual(len(book["Overview"]._charts), 1)

    def test_the_door(self):
        self._make(self.unit)
        group = self.env.ref("base.group_allow_export")
        for user in ("director", "auditor", "clerk", "admin"):
            self.users[user].group_ids = [Command.link(group.id)]
        self.env.flush_all()
        self._stop_clock()
        for user, status in (
            *(("director", 200), ("auditor", 200)),
            *(("clerk", 404), ("admin", 404), ("supervisor", 404)),
        ):
            self.authenticate(f"t_{user}", f"t_{user}")
            response = self.url_open(URL % ("year", "2026-05-01"))
            self.assertEqual(response.status_code, status, user)
        self.users["director"].lang = "zh_CN"
        self.env.flush_all()
        self.authenticate("t_director", "t_director")
        named = self.url_open(URL % ("year", "2026-05-01"))
        self.assertEqual(filename(named), "期间评估工作簿 2026-01-01 - 2026-12-31.xlsx")
        for kind, day in (("month", "2026-05-01"), ("year", "x"), ("x", "2026-05-01")):
            self.assertEqual(self.url_open(URL % (kind, day)).status_code, 404)
        register = "/stakeholder_relations/register/scorecards.xlsx"
        book = openpyxl.load_workbook(io.BytesIO(self.url_open(register).content))
        self.assertEqual(book.worksheets[0]["A2"].value, self.unit.name)
        self.authenticate("t_clerk", "t_clerk")
        self.assertEqual(self.url_open(register).status_code, 404)

    def test_the_window_is_its_author_s_alone(self):
        Window = self.as_user(self.env["stakeholder.evaluation.period"], "director")
        window = Window.create({"kind": "half", "day": "2026-03-01"})
        self.assertIn("/half/2026-03-01.xlsx", window.action_download()["url"])
        own = self.as_user(window, "auditor")
        self.assertFalse(own.search([("id", "=", window.id)]))
        self.assertTrue(self.env.ref(f"{MODULE}.stakeholder_evaluation_period_action"))
