import base64
import csv
import io
import re
from datetime import date

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..models.stakeholder_calendar_day import DAY_KINDS

# 2027-01-01, 2027.1.1, 2027/1/1, 2027年1月1日
DATE_PATTERN = re.compile(r"^(\d{4})\D(\d{1,2})\D(\d{1,2})\D?$")
HOLIDAY_WORDS = {"holiday", "假", "假日", "放假", "休", "休息", "节假日", "法定节假日"}
MAKEUP_WORDS = {"makeup", "make-up", "班", "补班", "上班", "调休", "调休上班", "工作日"}


class StakeholderCalendarWizard(models.TransientModel):
    """Announce a year: its days typed in, or from a small file (X1)."""

    _name = "stakeholder.calendar.wizard"
    _description = "Announce a Year"

    year = fields.Char(required=True, size=4, default=lambda self: self._next_year())
    source = fields.Char("Notice", required=True, help="Number and name of the notice.")
    file = fields.Binary(help="CSV: date, holiday or make-up, reason; one day a line.")
    filename = fields.Char()
    line_ids = fields.One2many("stakeholder.calendar.wizard.line", "wizard_id")

    @api.model
    def _next_year(self):
        years = self.env["stakeholder.calendar.year"]._announced()
        return str(max(years, default=fields.Date.today().year - 1) + 1)

    @api.onchange("file")
    def _onchange_file(self):
        if self.file:
            self.line_ids = [Command.clear()] + [
                Command.create(vals) for vals in self._parse(self.file)
            ]

    @api.model
    def _parse(self, file):
        """The days of a CSV file; raises UserError that names the line and the rule."""
        return [
            self._parse_row(number, row)
            for number, row in enumerate(csv.reader(io.StringIO(self._text(file))), 1)
            if any(cell.strip() for cell in row) and not self._is_heading(number, row)
        ]

    @api.model
    def _text(self, file):
        """The file as text; spreadsheets in China write GB18030, others UTF-8."""
        content = base64.b64decode(file)
        for encoding in ("utf-8-sig", "gb18030"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
        raise UserError(self.env._("The file is no text. Save the list as CSV."))

    @api.model
    def _is_heading(self, number, row):
        return number == 1 and not row[0].strip()[:4].isdecimal()

    @api.model
    def _parse_row(self, number, row):
        cells = [cell.strip() for cell in [*row, "", ""]]
        day, kind = self._parse_date(cells[0]), self._parse_kind(cells[1])
        if not day or not kind:
            raise UserError(
                self.env._(
                    "Line %(number)s of the file, “%(line)s”: a line is a date, then "
                    "“假” (holiday) or “班” (make-up working day), then the reason.",
                    number=number,
                    line=",".join(row),
                )
            )
        return {"date": day, "kind": kind, "reason": cells[2]}

    @api.model
    def _parse_date(self, text):
        found = DATE_PATTERN.match(text)
        try:
            return found and date(*map(int, found.groups()))
        except ValueError:
            return None

    @api.model
    def _parse_kind(self, text):
        if text.lower() in HOLIDAY_WORDS:
            return "holiday"
        return "makeup" if text.lower() in MAKEUP_WORDS else None

    def action_announce(self):
        self.ensure_one()
        if not self.line_ids:
            raise UserError(
                self.env._("There are no days yet. Type them in or choose a file.")
            )
        year = self.env["stakeholder.calendar.year"].create(
            {
                "name": self.year,
                "source": self.source,
                "day_ids": [
                    Command.create(
                        {
                            "date": line.date,
                            "kind": line.kind,
                            "reason": line.reason or self.source,
                        }
                    )
                    for line in self.line_ids
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": year._name,
            "res_id": year.id,
            "view_mode": "form",
        }


class StakeholderCalendarWizardLine(models.TransientModel):
    _name = "stakeholder.calendar.wizard.line"
    _description = "Day to Announce"
    _order = "date"

    wizard_id = fields.Many2one(
        "stakeholder.calendar.wizard", required=True, ondelete="cascade"
    )
    date = fields.Date(required=True)
    kind = fields.Selection(DAY_KINDS, required=True, default="holiday")
    reason = fields.Char()
