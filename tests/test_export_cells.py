import csv
import io
import json

import openpyxl

from odoo import http
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import StakeholderCase

# 25 beginnings that some program works out, or follows.
PREFIXES = (
    *("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "  +", "\xa0="),
    *("\u200b=", "\ufeff=", "\u3000=", "＝", "＋", "－", "＠", "'=", '"='),
    *("{=", "=cmd|' /C calc'!A0", "@SUM(", "http://", "mailto:", "external:"),
)
WORKED_OUT = set("=+-@＝＋－＠\t\r\n")
LONGEST = 32_767


@tagged("post_install", "-at_install")
class TestExportCells(StakeholderCase, HttpCase):
    """P18: the export dialog of any list gives text, and the whole of it."""

    def setUp(self):
        super().setUp()
        self._stop_clock()
        group = self.env.ref("base.group_allow_export")
        self.users["director"].group_ids = [Command.link(group.id)]
        self.texts = [f"{prefix}1+1.example" for prefix in PREFIXES]
        self.assertEqual(len(self.texts), 25)
        self.complaints = self.Complaint.browse()
        for text in [*self.texts, "x" * 40_000]:
            self.complaints |= self.assigned(statement="words", topic="t")
            self.env.cr.execute(
                "UPDATE stakeholder_complaint SET statement = %s WHERE id = %s",
                [text, self.complaints[-1].id],
            )
        self.env.invalidate_all()

    def exported(self, kind, **values):
        self.authenticate("t_director", "t_director")
        asked = {
            "model": "stakeholder.complaint",
            "fields": [{"name": "statement", "label": "Words", "type": "text"}],
            "ids": self.complaints.ids,
            "domain": [],
            "import_compat": False,
            **values,
        }
        token = http.Request.csrf_token(self)
        data = {"data": json.dumps(asked), "csrf_token": token}
        response = self.url_open(f"/web/export/{kind}", data=data)
        self.assertEqual(response.status_code, 200)
        return response.content

    def test_as_plain_cells(self):
        text = self.exported("csv").decode()
        cells = [row[0] for row in csv.reader(io.StringIO(text, newline=""))][1:]
        self.assertEqual(len(cells), 26)
        for cell, wanted in zip(cells, sorted_as(self.complaints), strict=True):
            with self.subTest(wanted[:20]):
                self.assertNotIn(cell[:1], WORKED_OUT)
                self.assertTrue(cell.endswith(wanted))
                if cell != wanted:
                    self.assertEqual(cell, f"'{wanted}")

    def test_as_a_workbook(self):
        for values in ({}, {"groupby": ["state"]}):
            with self.subTest(**values):
                content = self.exported("xlsx", **values)
                sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
                cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
                cells = [cell for cell in cells if cell.value is not None]
                self.assertGreaterEqual(len(cells), 26)
                for cell in cells:
                    self.assertIn(cell.data_type, "sn")
                    self.assertFalse(cell.hyperlink)
                found = {str(cell.value) for cell in cells}
                plain = {one for one in self.texts if one.isprintable()}
                self.assertFalse(plain - found)
                longest = max(found, key=len)
                self.assertEqual(len(longest), LONGEST)
                self.assertTrue(longest.endswith("x…"))

    def test_as_a_pivot(self):
        self.authenticate("t_director", "t_director")
        heads = [*self.texts, "a\ud800b", "x" * 40_000, "5", "{=1+1}"]
        cells = [{"title": one, "width": 1, "height": 1} for one in heads]
        rows = [
            {"title": one, "indent": 0, "values": [{"value": one}]} for one in heads
        ]
        asked = {
            "title": "Words",
            "model": "stakeholder.complaint",
            "measure_count": 1,
            "col_group_headers": [cells],
            "measure_headers": [{"title": one, "is_bold": False} for one in heads],
            "rows": rows,
        }
        data = {
            "data": json.dumps(asked),
            "csrf_token": http.Request.csrf_token(self),
        }
        response = self.url_open("/web/pivot/export_xlsx", data=data)
        self.assertEqual(response.status_code, 200)
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value]
        self.assertGreaterEqual(len(found), 4 * len(heads))
        for cell in found:
            self.assertEqual(cell.data_type, "s")
            self.assertFalse(cell.hyperlink)
        words = {cell.value for cell in found}
        for one in self.texts:
            if one.isprintable():
                self.assertTrue({one, f"'{one}"} & words, one)
        self.assertEqual(max(map(len, words)), LONGEST)


def sorted_as(complaints):
    """The words as the list shows them."""
    return complaints.mapped("statement")
