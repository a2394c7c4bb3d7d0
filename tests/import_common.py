import base64
import io

import openpyxl

from .common import StakeholderCase

UNITS, PEOPLE, AGREEMENTS = "用人单位", "对接人员", "服务协议"
RECIPIENTS, EXTERNALS = "服务对象", "其他利益相关方"


class ImportCase(StakeholderCase):
    """A workbook as a centre fills it in, checked and loaded."""

    def _file(self, change=None, **sheets):
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(row)
        if change:
            change(book)
        output = io.BytesIO()
        book.save(output)
        return base64.b64encode(output.getvalue())

    def _check(self, file, user="officer"):
        wizard = self.as_user(self.env["stakeholder.import"], user).create(
            {"file": file}
        )
        wizard.action_check()
        return wizard

    def _load(self, file):
        wizard = self._check(file)
        wizard.action_load()
        self.env.invalidate_all()
        return wizard

    def _decisions(self, wizard):
        return [(one.row, one.decision) for one in wizard.line_ids]

    def _named(self, name):
        return self.env["res.partner"].search([("name", "=", name)])
