import base64
import io
from datetime import date, datetime
from unittest.mock import patch

import openpyxl
from psycopg2 import DataError, IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .import_common import (
    AGREEMENTS,
    EXTERNALS,
    PEOPLE,
    RECIPIENTS,
    UNITS,
    ImportCase,
)


@tagged("post_install", "-at_install")
class TestImport(ImportCase):
    # X5 U2.6: one entered by mistake and withdrawn does not keep the right one out
    def test_a_withdrawn_agreement_is_not_there(self):
        unit = self.env["res.partner"].create(
            {"name": "示范小学", "is_company": True, "stakeholder_class": "unit"}
        )
        heading = ["对象名称", "项目", "编号", "开始日期", "结束日期"]
        row = ["示范小学", "驻校", "A1", "2026.1.1", "2026.12.31"]
        file = self._file(**{AGREEMENTS: [heading, row]})
        self._load(file)
        agreements = self.env["stakeholder.agreement"]
        wrong = agreements.search([("partner_id", "=", unit.id)])
        self.assertEqual(self._decisions(self._check(file)), [(2, "keep")])
        wrong.withdrawn_reason = "Of another school"
        wrong.action_withdraw()
        self.assertEqual(self._decisions(self._load(file)), [(2, "create")])
        self.assertEqual(len(agreements.search([("partner_id", "=", unit.id)])), 2)

    # X5: the sheets of a centre, dates in the ways people write them
    def test_a_centre_s_lists_go_in(self):
        file = self._file(
            **{
                UNITS: [
                    ["单位名称", "电话", "来源", "转介人", "转介方式"],
                    ["镇民政办 ", "0769-8001", "转介", "街道办", "正式"],
                    [None, None],
                    ["示范小学", 87650001, "对象主动联系"],
                ],
                EXTERNALS: [["名称", "资源形式"], ["益民公司😀", "人力、财力"]],
                PEOPLE: [
                    ["单位名称", "姓名", "对接层级", "电话"],
                    ["示范小学", "吴校长", "局长", "１３８００００１１１１"],
                ],
                RECIPIENTS: [
                    ["姓名", "类型", "求助意愿", "授权部门", "文书"],
                    ["李某", "个人", "被强制", "司法所", "12号"],
                ],
                AGREEMENTS: [
                    ["对象名称", "项目", "编号", "开始日期", "结束日期"],
                    ["示范小学", "驻校", "A1", "2026年1月", "2026年12月"],
                    ["镇民政办", "驻点", "A2", 46023, datetime(2026, 12, 31)],
                    ["益民公司😀", "共建", "A3", "2026.1.1", "2026/12/31"],
                ],
            }
        )
        wizard = self._check(file)
        self.assertEqual(wizard.problem_count, 0, wizard.line_ids.mapped("problem"))
        self.assertFalse(self._named("示范小学"))
        wizard.action_load()
        self.env.invalidate_all()
        self.assertEqual(wizard.problem_count, 0, wizard.line_ids.mapped("problem"))
        unit = self._named("示范小学")
        self.assertEqual(unit.stakeholder_class, "unit")
        self.assertEqual(unit.stakeholder_status, "active")
        self.assertEqual(unit.stakeholder_agreement_ids.date_end, date(2026, 12, 31))
        self.assertEqual(unit.child_ids.phone, "13800001111")
        self.assertEqual(unit.child_ids.stakeholder_level, "director")
        referred = self._named("镇民政办")
        self.assertEqual(referred.stakeholder_referral_type, "formal")
        start = referred.stakeholder_agreement_ids.date_start
        self.assertEqual(start, date(2026, 1, 1))
        sponsor = self._named("益民公司😀")
        self.assertTrue(sponsor.stakeholder_gives_people)
        self.assertFalse(sponsor.stakeholder_gives_goods)
        recipient = self.env["stakeholder.recipient"].search(
            [("partner_id", "=", self._named("李某").id)]
        )
        self.assertEqual(recipient.willingness, "mandated")
        self.assertEqual(recipient.user_id, self.users["officer"])
        # twice the same file changes nothing
        before = self.env["res.partner"].search_count([])
        again = self._load(file)
        self.assertEqual(set(again.line_ids.mapped("decision")), {"keep"})
        self.assertEqual(self.env["res.partner"].search_count([]), before)

    # X5: every row that cannot be taken is listed with the reason
    def test_each_bad_row_comes_back_with_its_reason(self):
        def formula(book):
            book[UNITS]["A7"] = "=A2&A3"

        file = self._file(
            change=formula,
            **{
                UNITS: [
                    ["单位名称", "来源"],
                    ["好单位", ""],
                    ["坏来源", "听说"],
                    ["好 单位", ""],
                    ["", "转介"],
                    ["缺转介", "转介"],
                    ["", ""],
                ],
                AGREEMENTS: [
                    ["对象名称", "项目", "编号", "开始日期", "结束日期"],
                    ["不认识", "x", "", "2026.1.1", "2026.2.1"],
                    ["好单位", "x", "", "明年", "2026.2.1"],
                    ["好单位", "x", "", "2026.3.1", "2026.2.1"],
                ],
            },
        )
        wizard = self._load(file)
        self.assertEqual(len(wizard.line_ids), 9)
        problems = wizard.line_ids.filtered(lambda one: one.decision == "problem")
        self.assertEqual(
            [(one.sheet, one.row) for one in problems],
            [(UNITS, 3), (UNITS, 4), (UNITS, 5), (UNITS, 7)]
            + [(AGREEMENTS, row) for row in (2, 3, 4)],
        )
        content = io.BytesIO(base64.b64decode(wizard.problem_file))
        book = openpyxl.load_workbook(content)
        rows = list(book[UNITS].iter_rows(values_only=True))
        self.assertEqual(rows[0][-1], "未能导入的原因")
        self.assertEqual([row[0] for row in rows[1:3]], ["坏来源", "好 单位"])
        self.assertTrue(all(row[-1] for row in rows[1:]))
        # corrected and loaded again, the rest goes in
        sheet = book[UNITS]
        sheet["D2"] = "中心主动联系"
        output = io.BytesIO()
        book.save(output)
        again = self._load(base64.b64encode(output.getvalue()))
        self.assertTrue(self._named("坏来源"))
        self.assertIn((2, "create"), self._decisions(again))

    # X5: duplicates by name, by telephone in any writing, within the file
    def test_duplicates_are_found_and_decided_on(self):
        Partner = self.env["res.partner"]
        there = Partner.create(
            {"name": "乐雅（社工）", "phone": "+86 0769 8779 1338", "is_company": True}
        )
        file = self._file(
            **{
                UNITS: [
                    ["单位名称", "电话", "地址"],
                    ["乐雅 (社工)", "", "南城大道15号"],
                    ["乐雅", "０７６９-８７７９１３３８", ""],
                ]
            }
        )
        wizard = self._check(file)
        self.assertEqual(wizard.line_ids.partner_id, there)
        self.assertEqual(wizard.line_ids.mapped("decision"), ["keep", "keep"])
        wizard.line_ids[0].decision = "update"
        wizard.action_load()
        self.env.invalidate_all()
        self.assertEqual(there.street, "南城大道15号")
        self.assertEqual(there.stakeholder_class, "unit")
        self.assertEqual(there.name, "乐雅（社工）")

    def test_another_class_is_refused(self):
        self.env["res.partner"].create(
            {"name": "报社", "stakeholder_class": "external"}
        )
        wizard = self._check(self._file(**{UNITS: [["单位名称"], ["报社"]]}))
        self.assertEqual(wizard.line_ids.decision, "problem")

    def test_merged_cells_speak_for_all_they_cover(self):
        def merge(book):
            book[PEOPLE].merge_cells("A2:A3")

        file = self._file(
            change=merge,
            **{
                UNITS: [["单位名称"], ["示范医院"]],
                PEOPLE: [
                    ["单位名称", "姓名"],
                    ["示范医院", "谢主任"],
                    [None, "小郑"],
                ],
            },
        )
        self._load(file)
        self.assertEqual(len(self._named("示范医院").child_ids), 2)

    def test_what_is_no_workbook_is_said(self):
        with self.assertRaisesRegex(UserError, "no workbook"):
            self._check(base64.b64encode(b"name,phone"))
        with self.assertRaisesRegex(UserError, "单位名称"):
            self._check(self._file(**{UNITS: [["名字"], ["x"]]}))
        with self.assertRaisesRegex(UserError, "no row to read"):
            self._check(self._file(Sheet1=[["单位名称"], ["x"]]))

    def test_template_can_be_filled_in(self):
        content = self.env["stakeholder.import"]._template()
        book = openpyxl.load_workbook(io.BytesIO(content))
        self.assertEqual(
            book.sheetnames, [UNITS, EXTERNALS, PEOPLE, RECIPIENTS, AGREEMENTS]
        )
        book[UNITS].append(["新单位"])
        output = io.BytesIO()
        book.save(output)
        self._load(base64.b64encode(output.getvalue()))
        self.assertTrue(self._named("新单位"))

    # X5: 2,000 messy rows, each accounted for
    def test_two_thousand_messy_rows_are_each_accounted_for(self):
        rows = [["单位名称", "电话", "来源"]]
        for number in range(2000):
            name = f" 单位{number % 1900} "
            source = "听说" if number % 100 == 99 else "中心主动联系"
            rows.append([name, f"0769-{number:07d}", source])
            if number % 50 == 0:
                rows.append([None, None, None])
        wizard = self._load(self._file(**{UNITS: rows}))
        self.assertEqual(len(wizard.line_ids), 2000)
        made = self.env["res.partner"].search_count([("name", "=like", "单位%")])
        self.assertEqual(wizard.ok_count, made)
        self.assertEqual(wizard.ok_count + wizard.problem_count, 2000)
        self.assertEqual(made, 1900 - 19)

    # P16 X5: what nothing is taken from is named before anything is written
    def test_columns_and_sheets_that_are_not_read_are_named(self):
        file = self._file(
            **{
                UNITS: [["单位名称", "备注", "负责人"], ["甲单位", "x", "y"]],
                "旧名单": [["单位"], ["乙单位"]],
                "空表": [],
            }
        )
        self.assertEqual(
            self._check(file).unread.split("\n"),
            [f"{UNITS}：备注、负责人", "旧名单"],
        )
        whole = self._file(**{UNITS: [["单位名称", "未能导入的原因"], ["甲单位", "x"]]})
        self.assertFalse(self._check(whole).unread)

    # P16 X5: what fails while it is loaded stays in plain sight, the rest goes in
    def test_what_fails_on_the_way_is_listed_and_comes_back(self):
        names = ["甲单位", "乙单位", "丙单位", "丁单位", "戊单位"]
        rows = [["单位名称", "地址"]] + [[name, f"地址{name}"] for name in names]
        wizard = self._check(self._file(**{UNITS: rows}))
        self.assertEqual(wizard.ok_count, 5)
        line = type(self.env["stakeholder.import.line"])
        whole = line._load
        faults = {
            "乙单位": UserError("It was closed meanwhile."),
            "丙单位": IntegrityError("key"),
            "丁单位": DataError("bytes"),
        }

        def load(self, parties):
            whole(self, parties)
            if fault := faults.get(self._cells()["单位名称"]):
                raise fault

        with patch.object(line, "_load", load):
            wizard.action_load()
        self.env.invalidate_all()
        self.assertEqual(wizard.ok_count, 2)
        self.assertEqual(wizard.problem_count, 3)
        problems = wizard.line_ids.filtered("problem")
        self.assertEqual([one.row for one in problems], [3, 4, 5])
        self.assertEqual(len(set(problems.mapped("problem"))), 3)
        for name in names:
            self.assertEqual(bool(self._named(name)), name not in faults, name)
        book = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.problem_file)))
        back = list(book[UNITS].iter_rows(values_only=True, min_row=2))
        self.assertEqual([row[0] for row in back], list(faults))
        self.assertTrue(all(f"地址{row[0]}" in row and row[-1] for row in back))
        # and is in plain sight for whoever has the window open
        view = self.env["stakeholder.import"].get_view(view_type="form")["arch"]
        for name in ("problem_count", "problem_file", "line_ids"):
            self.assertIn(f'name="{name}"', view)

    def test_workers_import_nothing(self):
        with self.assertRaises(AccessError):
            self.as_user(self.env["stakeholder.import"], "worker").create({})
