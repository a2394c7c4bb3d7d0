import re
from functools import lru_cache

from .stakeholder_register import HEAD, HEAD_HEIGHT, print_ready

# A sheet's name is short and takes none of these.
LONGEST_NAME = 31
FORBIDDEN = re.compile(r"[\[\]:*?/\\']")
COLORS = {
    "met": ("#E2F0D9", "#1E6B2E"),
    "missed": ("#F8D7DA", "#9C1C28"),
    "pending": ("#FFF3CD", "#7A5B00"),
    "no_data": ("#E7E6E6", "#555555"),
    "not_applicable": ("#F2F2F2", "#888888"),
}


class Sheets:
    """A workbook being written: its formats, and what every sheet of it has."""

    def __init__(self, model, book, cards):
        self.env = model.env
        self.book = book
        self.cards = cards
        # The same few words stand in most cells.
        self.clean = lru_cache(4096)(model.env["stakeholder.register"]._clean)
        self.names = set()
        self.rows = {}
        self.bold = book.add_format({"bold": True})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format(HEAD)
        self.wrap = book.add_format({"text_wrap": True, "valign": "top"})
        self.percent = book.add_format({"num_format": '0.0"%"'})
        self.colors = {
            code: book.add_format({"bg_color": fill, "font_color": ink})
            for code, (fill, ink) in COLORS.items()
        }
        lines = model.env["stakeholder.scorecard.line"]
        self.verdicts = self.labels(lines, "verdict")
        self.results = self.labels(cards, "result")
        self.groups = lines._read_group(
            [("scorecard_id", "in", cards.ids)],
            ["indicator_id", "verdict"],
            ["__count"],
        )
        found = lines.indicator_id.union(*(one for one, _verdict, _n in self.groups))
        # sudo: whoever sees a scorecard sees what it was judged by
        self.indicators = found.sudo().sorted(lambda one: (one.sequence, one.id))

    def labels(self, records, name):
        return dict(records._fields[name]._description_selection(self.env))

    def heading(self, records, name):
        return records._fields[name]._description_string(self.env)

    # ------------------------------------------------------------
    # SHEETS
    # ------------------------------------------------------------

    def sheet(self, name, widths):
        """A new sheet under a name that is free, with its columns."""
        plain = FORBIDDEN.sub(" ", self.clean(name)).strip() or "-"
        free, number = plain[:LONGEST_NAME], 1
        while free.casefold() in self.names:
            number += 1
            tail = f" {number}"
            free = plain[: LONGEST_NAME - len(tail)] + tail
        self.names.add(free.casefold())
        sheet = self.book.add_worksheet(free)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        print_ready(sheet)
        return sheet

    def heads(self, sheet, row, values):
        """The heads of the columns, two lines high; again on each page in print."""
        sheet.set_row(row, HEAD_HEIGHT)
        self.line(sheet, row, values, self.head)
        sheet.repeat_rows(row)

    def line(self, sheet, row, values, style=None):
        """One row: numbers as numbers, all else as text."""
        for column, value in enumerate(values):
            if isinstance(value, (int, float)) and not isinstance(value, bool):
                sheet.write_number(row, column, value, style)
            elif value:
                sheet.write_string(row, column, self.clean(value), style)

    def verdict(self, sheet, row, column, code):
        """In its colour; the words stand there, too."""
        sheet.write_string(row, column, self.verdicts[code], self.colors[code])

    def bars(self, sheet, area):
        sheet.conditional_format(
            *area,
            {
                "type": "data_bar",
                "bar_color": "#9DC3E6",
                "bar_solid": True,
                "min_type": "num",
                "min_value": 0,
                "max_type": "num",
                "max_value": 100,
            },
        )
