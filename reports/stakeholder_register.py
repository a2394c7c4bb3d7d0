import io
from datetime import date
from functools import lru_cache

import xlsxwriter

from odoo import api, models

from ..tools.sheet_values import EPOCH

# A cell takes no more; the rest is cut with a mark, and the record has it whole.
MAX_TEXT = 32767
MARK = "…"
BATCH = 1000
# Of each column: the words that come again.
REMEMBERED = 4096
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "default_date_format": "yyyy-mm-dd",
}

# model: [(field, width)], in the order of the paper.
COLUMNS = {
    "stakeholder.complaint": [
        ("name", 13),
        ("date_received", 11),
        ("nature", 8),
        ("party_class", 10),
        ("way_in_id", 13),
        ("subject_id", 14),
        ("topic", 28),
        ("user_id", 9),
        ("date_response_due", 11),
        ("date_response_done", 11),
        ("date_result_due", 11),
        ("date_handled", 11),
        ("response_late_days", 8),
        ("result_late_days", 8),
        ("finding", 10),
        ("cause_id", 13),
        ("state", 10),
    ],
    "stakeholder.scorecard": [
        ("partner_id", 30),
        ("kind", 10),
        ("period", 14),
        ("user_id", 14),
        ("score", 12),
        ("missed_count", 10),
        ("result", 14),
        ("state", 10),
        ("signed_by_id", 14),
        ("date_signed", 12),
    ],
    "res.partner": [
        ("complete_name", 30),
        ("stakeholder_class", 14),
        ("stakeholder_status_label", 14),
        ("stakeholder_source", 16),
        ("stakeholder_referral_by", 16),
        ("stakeholder_user_id", 12),
        ("phone", 16),
        ("street", 30),
    ],
    "stakeholder.communication": [
        ("date", 11),
        ("partner_id", 20),
        ("kind", 18),
        ("channel_id", 16),
        ("maintenance_id", 13),
        ("topic_id", 11),
        ("form", 8),
        ("initiated_by", 9),
        ("our_people", 19),
        ("their_people", 19),
        ("summary", 32),
        ("user_id", 9),
        ("department_id", 11),
        ("filing", 9),
        ("state", 9),
        ("date_filed", 11),
    ],
}
# model: the columns that say who it is about or what was said
WITHHELD = {
    "stakeholder.complaint": ("topic",),
    "stakeholder.communication": ("partner_id", "their_people", "summary"),
}

HEAD = {
    **{"bold": True, "bg_color": "#DDE6EE", "border": 1},
    **{"text_wrap": True, "valign": "vcenter"},
}
# In points; no row is higher than a page.
LINE_HEIGHT = 15
HEAD_HEIGHT = 2 * LINE_HEIGHT
MOST_LINES = 25


def print_ready(sheet, pages=0):
    """A4 across, as wide as the page, on so many ``pages`` (0: as long as it is)."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4)
    sheet.fit_to_pages(1, pages)
    sheet.set_footer("&L&A&R&P / &N")


class StakeholderRegister(models.AbstractModel):
    """A register as a workbook: print-ready, and never a live formula (X4).

    A register names its model and columns; what it holds is what the reader may read.
    """

    _name = "stakeholder.register"
    _description = "Register as a Workbook"

    @api.model
    def _columns(self, model):
        """[(field, width)] of a register, in the order of the paper."""
        return COLUMNS[model]

    @api.model
    def _write(self, records, title, group_by):
        """The bytes of the workbook: the list, and a summary with a chart."""
        # Of each record it is asked where it is read, batch by batch.
        records.browse().check_access("read")
        output = io.BytesIO()
        with xlsxwriter.Workbook(output, SAFE) as book:
            counts = self._write_list(book, records, title, group_by)
            self._write_summary(book, self._label(records, group_by), counts)
        return output.getvalue()

    @api.model
    def _write_list(self, book, records, title, group_by):
        """Write the rows in batches; returns how many there are of each group."""
        sheet = self._new_list(book, records, title)
        looks = self._looks(book)
        columns = self._columns(records._name)
        names = [name for name, _width in columns]
        labels = {name: self._labels(records, name) for name in names}
        cells = [self._cells(labels[name], width) for name, width in columns]
        counts = dict.fromkeys(labels[group_by].values(), 0)
        row = 0
        for start in range(0, len(records), BATCH):
            # Read by batches, forget what was written: memory stays flat.
            batch = records.browse(records._ids[start : start + BATCH])
            rows = self._rows(batch, names)
            self._name_linked(batch, rows, labels)
            for values in rows:
                row += 1
                self._write_row(sheet, row, map(values.get, names), cells, looks)
                if values[group_by]:
                    counts[labels[group_by][values[group_by]]] += 1
            self.env.invalidate_all(flush=False)
        return counts

    @api.model
    def _rows(self, records, names):
        """The values to list; a strictly confidential case shows no word (C5.2).

        What lacks the consent to leave as a file is counted, and names nobody (P23).
        """
        is_case = records._name == "stakeholder.complaint"
        is_card = records._name == "stakeholder.scorecard"
        asked = [*names, "is_confidential"] if is_case else names
        asked = [*asked, "is_judged"] if is_card else asked
        rows = records.read(asked, load=None)
        for row in rows if is_card else ():
            # Nothing judged is no result; none met is one.
            row["score"] = row["is_judged"] and row["score"]
        hidden = {}
        if records._name in WITHHELD:
            lacking = records.browse().union(*records._consents_lacking("export"))
            hidden = dict.fromkeys(lacking.ids, self.env._("Not without a consent"))
        if is_case:
            secret = [row["id"] for row in rows if row["is_confidential"]]
            hidden |= dict.fromkeys(secret, self.env._("Strictly confidential"))
        for row in rows:
            if words := hidden.get(row["id"]):
                row |= dict.fromkeys(WITHHELD[records._name], words)
        return rows

    @api.model
    def _new_list(self, book, records, title):
        columns = self._columns(records._name)
        sheet = book.add_worksheet(title[:31])
        head = book.add_format(HEAD)
        sheet.set_row(0, HEAD_HEIGHT)
        for number, (name, width) in enumerate(columns):
            sheet.set_column(number, number, width)
            sheet.write_string(0, number, self._label(records, name), head)
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(len(records), 1), len(columns) - 1)
        sheet.repeat_rows(0)
        print_ready(sheet)
        return sheet

    @api.model
    def _looks(self, book):
        """(of a date, of text, of a number): long text stands whole, on paper too."""
        top = {"valign": "top"}
        return (
            book.add_format({**top, "num_format": "yyyy-mm-dd", "align": "left"}),
            book.add_format({**top, "text_wrap": True}),
            book.add_format({**top, "align": "left"}),
        )

    @api.model
    def _labels(self, records, name):
        """{code: label} of a selection, else nothing."""
        field = records._fields[name]
        is_choice = field.type == "selection"
        return dict(field._description_selection(self.env)) if is_choice else {}

    @api.model
    def _label(self, records, name):
        return records._fields[name]._description_string(self.env)

    @api.model
    def _name_linked(self, records, rows, labels):
        """Add what ``rows`` link to, {id: name}, to the ``labels`` of the column."""
        for name, known in labels.items():
            field = records._fields[name]
            if field.type == "many2one":
                ids = {row[name] for row in rows if row[name]} - known.keys()
                new = (one for one in ids if isinstance(one, int))
                # sudo: what a record names is read with it, as core's own lists do
                linked = self.env[field.comodel_name].sudo().browse(new)
                known.update((one.id, one.display_name) for one in linked)

    @api.model
    def _cells(self, labels, width):
        """What a value of a column is in the book: (text, lines) or (value, 1).

        Dates as dates, figures as figures, all else as text: never a formula or a link.
        The same few words stand in most cells.
        """

        @lru_cache(REMEMBERED)
        def cell(value):
            if isinstance(value, date):
                return value, 1
            if type(value) in (int, float) and value not in labels:
                return round(value, 1), 1
            text = self._clean(labels.get(value, value))
            if 2 * len(text) < width and "\n" not in text:
                return text, 1
            # In this encoding a Chinese character takes two bytes, and two places.
            places = len(text.encode("gbk", "replace"))
            return text, -(-places // (width - 1)) + text.count("\n")

        return cell

    @api.model
    def _write_row(self, sheet, row, values, cells, looks):
        """One row, as high as its longest text: not every program measures that."""
        found, height = [], 1
        for column, (value, cell) in enumerate(zip(values, cells, strict=True)):
            if value or type(value) is float:
                shown, lines = cell(value)
                height = max(height, lines)
                found.append((column, shown))
        if height > 1:
            sheet.set_row(row, min(height, MOST_LINES) * LINE_HEIGHT)
        for column, shown in found:
            if isinstance(shown, str):
                sheet.write_string(row, column, shown, looks[1])
            elif isinstance(shown, date):
                sheet.write_number(row, column, (shown - EPOCH).days, looks[0])
            else:
                sheet.write_number(row, column, shown, looks[2])

    @api.model
    def _clean(self, text):
        """Text that a cell can hold: no NUL, no lone surrogate, not too long."""
        text = str(text).encode("utf-8", "ignore").decode().replace("\x00", "")
        return text if len(text) <= MAX_TEXT else text[: MAX_TEXT - 1] + MARK

    @api.model
    def _write_summary(self, book, heading, counts):
        """How many of each, with a chart beside."""
        title = self.env._("Summary")
        sheet = book.add_worksheet(title)
        print_ready(sheet, pages=1)
        sheet.set_column(0, 0, 24)
        sheet.write_string(0, 0, heading)
        sheet.write_string(0, 1, self.env._("Count"))
        for row, (label, count) in enumerate(counts.items(), start=1):
            sheet.write_string(row, 0, label)
            sheet.write_number(row, 1, count)
        chart = book.add_chart({"type": "column"})
        last = len(counts)
        # With its figures: rows that were written are no longer there to be looked up.
        chart.add_series(
            {
                "name": [title, 0, 1],
                "name_data": [self.env._("Count")],
                "categories": [title, 1, 0, last, 0],
                "categories_data": list(counts),
                "values": [title, 1, 1, last, 1],
                "values_data": list(counts.values()),
            }
        )
        chart.set_legend({"none": True})
        chart.set_title({"name": heading})
        sheet.insert_chart("D2", chart)
