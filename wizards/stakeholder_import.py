import base64
import io
import json

import openpyxl
import xlsxwriter
from psycopg2 import DataError, IntegrityError

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.plain_text import plain
from ..tools.sheet_values import clean, name_key
from .stakeholder_import_template import AS_WRITTEN, SHEETS

REASON = "未能导入的原因"
MAX_ROWS = 20000


class StakeholderImport(models.TransientModel):
    """A centre's spreadsheets of parties and agreements go in (X5).

    Checked first without writing anything; what cannot be taken comes back as a sheet
    to correct and load again; the same file twice changes nothing.
    """

    _name = "stakeholder.import"
    _description = "Import of Parties and Agreements"

    file = fields.Binary("Workbook", attachment=False)
    filename = fields.Char()
    state = fields.Selection(
        [("choose", "Choose"), ("checked", "Checked"), ("done", "Done")],
        default="choose",
        readonly=True,
    )
    line_ids = fields.One2many("stakeholder.import.line", "import_id", "Rows")
    ok_count = fields.Integer("To Load", compute="_compute_counts")
    same_count = fields.Integer("There Already", compute="_compute_counts")
    problem_count = fields.Integer("Not to Be Taken", compute="_compute_counts")
    problem_file = fields.Binary(readonly=True, attachment=False)
    problem_filename = fields.Char(default="未能导入.xlsx")
    unread = fields.Text(
        "Not Read", readonly=True, help="Sheets and columns the template does not have."
    )

    @api.depends("line_ids.decision")
    def _compute_counts(self):
        for wizard in self:
            decisions = wizard.line_ids.mapped("decision")
            wizard.ok_count = decisions.count("create") + decisions.count("update")
            wizard.same_count = decisions.count("keep")
            wizard.problem_count = decisions.count("problem")

    @api.model
    def _template(self):
        """The bytes of the empty workbook, columns named as a centre names them."""
        return self._workbook({name: [] for name in SHEETS})

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def action_check(self):
        """Read the file and say for each row what would happen; nothing is written."""
        self.ensure_one()
        book = self._open_book()
        rows = self._read_rows(book)
        if not rows:
            raise UserError(
                self.env._(
                    "There is no row to read. The sheets are named %s, with the "
                    "headings of the template.",
                    "、".join(SHEETS),
                )
            )
        self.line_ids = [Command.clear()] + [Command.create(row) for row in rows]
        self.line_ids._check()
        self.unread = self._unread(book)
        self.state = "checked"
        return self._reopen()

    def _open_book(self):
        try:
            content = base64.b64decode(self.file or b"")
            return openpyxl.load_workbook(io.BytesIO(content))
        except Exception:
            raise UserError(
                self.env._("This is no workbook (.xlsx). Save the list as one.")
            ) from None

    @api.model
    def _unread(self, book):
        """Filled sheets and columns that nothing is taken from, one a line."""
        lines = []
        for sheet in book.worksheets:
            head = [str(cell.value or "").strip() for cell in next(sheet.rows, ())]
            if sheet.title not in SHEETS:
                lines += [sheet.title] if any(head) else []
                continue
            known = {
                name_key(one.lstrip("*")) for one in (*SHEETS[sheet.title], REASON)
            }
            more = [one for one in head if one and name_key(one) not in known]
            lines += [f"{sheet.title}：{'、'.join(more)}"] if more else []
        return "\n".join(lines)

    @api.model
    def _read_rows(self, book):
        rows = []
        for name, headings in SHEETS.items():
            if name in book.sheetnames:
                rows += self._read_sheet(book[name], name, headings)
        return rows

    def _read_sheet(self, sheet, name, headings):
        if sheet.max_row > MAX_ROWS:
            raise UserError(
                self.env._("“%s” has too many rows. Split it in several files.", name)
            )
        self._spread_merged_cells(sheet)
        cells = list(sheet.iter_rows())
        wanted = {name_key(heading.lstrip("*")): heading for heading in headings}
        head = {
            number: wanted[name_key(cell.value)].lstrip("*")
            for number, cell in enumerate(cells[0] if cells else ())
            if name_key(cell.value) in wanted
        }
        missing = [one[1:] for one in headings if one[0] == "*"]
        missing = [one for one in missing if one not in head.values()]
        if missing and len(cells) > 1:
            raise UserError(
                self.env._(
                    "“%(sheet)s” has no column %(columns)s. Use the template.",
                    sheet=name,
                    columns="、".join(missing),
                )
            )
        found = ((row[0].row, self._read_row(row, head)) for row in cells[1:])
        return [
            {"sheet": name, "row": number, "values": json.dumps(values)}
            for number, values in found
            if any(values.values())
        ]

    @api.model
    def _spread_merged_cells(self, sheet):
        """A merged cell speaks for every cell it covers."""
        for area in list(sheet.merged_cells.ranges):
            value = sheet.cell(area.min_row, area.min_col).value
            sheet.unmerge_cells(str(area))
            for row in sheet[area.coord]:
                for cell in row:
                    cell.value = value

    @api.model
    def _read_row(self, row, head):
        return {
            heading: self._read_cell(row[number], heading)
            for number, heading in head.items()
        }

    @api.model
    def _read_cell(self, cell, heading):
        if cell.data_type == "f":
            return "="
        if heading in AS_WRITTEN and isinstance(cell.value, str):
            return plain(cell.value).strip()
        return clean(cell.value)

    # ------------------------------------------------------------
    # LOADING
    # ------------------------------------------------------------

    def action_load(self):
        """Load what can be loaded, each row whole or not at all."""
        self.ensure_one()
        parties = self.line_ids._parties()
        for line in self.line_ids.filtered(
            lambda one: one.decision in ("create", "update")
        ):
            try:
                with self.env.cr.savepoint():
                    line._load(parties)
                    self.env.flush_all()
            except (UserError, IntegrityError, DataError, ValueError) as error:
                line.write({"decision": "problem", "problem": self._words(error)})
        problems = self.line_ids.filtered(lambda one: one.decision == "problem")
        if problems:
            self.problem_file = base64.b64encode(self._problem_workbook(problems))
        self.state = "done"
        return self._reopen()

    @api.model
    def _words(self, error):
        if isinstance(error, IntegrityError):
            return self.env._("It collides with what is there already.")
        if isinstance(error, DataError):
            return self.env._("A number or character in it cannot be kept.")
        return str(error)

    def _problem_workbook(self, problems):
        rows = {name: [] for name in SHEETS}
        for line in problems:
            rows[line.sheet].append({**line._cells(), REASON: line.problem or ""})
        return self._workbook(rows)

    @api.model
    def _workbook(self, rows):
        """The template's sheets with ``rows`` {sheet: [{column: text}]}."""
        output = io.BytesIO()
        options = {"strings_to_formulas": False, "strings_to_urls": False}
        with xlsxwriter.Workbook(output, {"in_memory": True, **options}) as book:
            bold = book.add_format({"bold": True, "bg_color": "#DDE6EE"})
            for name, headings in SHEETS.items():
                sheet = book.add_worksheet(name)
                plain = [heading.lstrip("*") for heading in headings]
                columns = [*plain, REASON] if rows[name] else plain
                sheet.set_column(0, len(columns), 18)
                sheet.freeze_panes(1, 0)
                for number, column in enumerate(columns):
                    sheet.write_string(0, number, column, bold)
                    for index, row in enumerate(rows[name], start=1):
                        sheet.write_string(index, number, row.get(column) or "")
        return output.getvalue()

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import Parties"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
            "context": {"dialog_size": "extra-large"},
        }
