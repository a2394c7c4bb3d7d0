from odoo.addons.web.controllers.export import (
    CSVExport,
    ExcelExport,
    ExportXlsxWriter,
    GroupExportXlsxWriter,
)

from ..reports.stakeholder_register import MARK, MAX_TEXT
from ..tools.neutral_cell import neutral


class TextCells:
    """A workbook in which words are words: no formula, no link (P18)."""

    def __init__(self, fields, columns_headers, row_count):
        super().__init__(fields, columns_headers, row_count)
        self.worksheet.strings_to_formulas = False
        self.worksheet.strings_to_urls = False

    def write_cell(self, row, column, cell_value):
        """Cut with a mark where a cell takes no more; core would leave it out."""
        if isinstance(cell_value, str) and len(cell_value) > MAX_TEXT:
            cell_value = cell_value[: MAX_TEXT - 1] + MARK
        return super().write_cell(row, column, cell_value)

    def write(self, row, column, cell_value, style=None):
        if isinstance(cell_value, str):
            # Half a character would break the whole file.
            cell_value = cell_value.encode("utf-8", "ignore").decode()
        return super().write(row, column, cell_value, style)


class TextXlsxWriter(TextCells, ExportXlsxWriter):
    pass


class GroupTextXlsxWriter(TextCells, GroupExportXlsxWriter):
    pass


class StakeholderCSVExport(CSVExport):
    """The export of any list: what people outside wrote may be in each of them."""

    def from_data(self, fields, columns_headers, rows):
        rows = [[neutral(value) for value in row] for row in rows]
        return super().from_data(fields, columns_headers, rows)


class StakeholderExcelExport(ExcelExport):
    """The same as a workbook; core would write live formulas and links."""

    def from_data(self, fields, columns_headers, rows):
        with TextXlsxWriter(fields, columns_headers, len(rows)) as writer:
            for number, row in enumerate(rows, start=1):
                for column, value in enumerate(row):
                    writer.write_cell(number, column, value)
        return writer.value

    def from_group_data(self, fields, columns_headers, groups):
        with GroupTextXlsxWriter(fields, columns_headers, groups.count) as writer:
            row, column = 1, 0
            for name, group in groups.children.items():
                row, column = writer.write_group(row, column, name, group)
        return writer.value
