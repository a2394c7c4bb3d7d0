from odoo import api, models
from odoo.tools import format_date

from .stakeholder_complaint_report import BLANK_DATE, DATE_FORMAT, FORM_LANG

BLANK_LINES = 12


class StakeholderCommunicationReport(models.AbstractModel):
    """《沟通记录表》 and 《访谈记录》 from the record, or blank (X3)."""

    _name = "report.stakeholder_relations.report_communication"
    _description = "Communication Record Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        records = self.env["stakeholder.communication"].browse(docids or ())
        records.check_access("read")
        report = self.with_context(lang=FORM_LANG)
        is_interview = bool((data or {}).get("interview"))
        sheets = [report._sheet(one) for one in records.with_context(lang=FORM_LANG)]
        return {
            "doc_ids": records.ids,
            "docs": records,
            "sheets": sheets or [report._sheet(records, is_interview)],
            "centre": self.env.company,
        }

    @api.model
    def _sheet(self, record, is_interview=False):
        """What stands on the form; an empty record gives the blank one."""
        promises = record.action_ids.filtered(lambda one: one.kind == "promise")
        return {
            "interview": is_interview or record.kind in ("staff", "recipient"),
            "party": record.partner_id.name,
            "date": self._date(record.date),
            "place": record.place,
            "form": self._label(record, "form"),
            "channel": record.channel_id.name or record.topic_id.name,
            "initiated": self._label(record, "initiated_by"),
            "ours": record.our_people,
            "theirs": record.their_people,
            "purpose": record.purpose or record.summary,
            "said": record.said,
            "needs": record.needs,
            "their_words": record.their_words,
            "own_view": record.own_view,
            "promises": [
                f"{one.name}（{one.user_id.name}，{self._date(one.date_due)}）"
                for one in promises
            ],
            "addendum": record.addendum,
            "signature": record.signed_by_id.name,
            "date_filed": self._date(record.date_filed),
        }

    @api.model
    def _label(self, record, name):
        field = record._fields[name]
        return dict(field._description_selection(self.env)).get(record[name])

    @api.model
    def _date(self, date):
        return format_date(self.env, date, date_format=DATE_FORMAT) or BLANK_DATE


class StakeholderCommunicationSheetReport(models.AbstractModel):
    """《沟通记录表》 of a month: the everyday contacts with one unit (U3.3)."""

    _name = "report.stakeholder_relations.report_communication_sheet"
    _description = "Monthly Communication Record Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        found = self.env["stakeholder.communication.sheet"].browse(docids or ())
        found.check_access("read")
        report = self.with_context(lang=FORM_LANG)
        sheets = [report._sheet(one) for one in found.with_context(lang=FORM_LANG)]
        return {
            "doc_ids": found.ids,
            "docs": found,
            "sheets": sheets or [report._sheet(found)],
            "centre": self.env.company,
        }

    @api.model
    def _sheet(self, sheet):
        single = self.env["report.stakeholder_relations.report_communication"]
        month = sheet.month and f"{sheet.month.year} 年 {sheet.month.month} 月"
        lines = [
            {
                "date": single._date(line.date),
                "form": single._label(line, "form"),
                "theirs": line.their_people,
                "ours": line.our_people,
                "summary": line.summary,
            }
            for line in sheet.line_ids.sorted(lambda one: (one.date, one.id))
        ]
        return {
            "party": sheet.partner_id.name,
            "month": month,
            "lines": lines or [{}] * BLANK_LINES,
            "note": sheet.note,
            "signature": sheet.signed_by_id.name,
            "date_signed": single._date(sheet.date_signed),
        }
