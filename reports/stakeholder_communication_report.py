from odoo import api, models
from odoo.tools import format_datetime

from ..models.stakeholder_communication import FORMS
from ..tools.form_dates import BLANK_DATE, FORM_LANG, month_on_form, on_form

BLANK_ROWS = {"actions": 3, "lines": 12}
MOMENT_FORMAT = "y 年 M 月 d 日 HH:mm"
LINE_FORMAT = "M 月 d 日 HH:mm"
CHANNELS = ("channel", "maintenance", "staff_topic")
TEXTS = (
    *("purpose", "said", "work_summary", "needs", "their_words", "own_view"),
    *("view_of_centre", "goals", "roles", "addenda"),
)


class StakeholderCommunicationReport(models.AbstractModel):
    """《沟通记录表》 of one communication, filled or blank (U3.3, X3).

    Of a talk with a recipient it is a print of their case, and asks for the consent
    that one does (P23).
    """

    _name = "report.stakeholder_relations.report_communication"
    _description = "Communication Record Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        talks = self.env["stakeholder.communication"].browse(docids or ())
        talks.check_access("read")
        talks._check_print()
        report = self.with_context(lang=FORM_LANG)
        own = talks.with_context(lang=FORM_LANG)
        sheets = [report._sheet(talk) for talk in own] or [report._sheet(own)]
        return {
            "doc_ids": talks.ids,
            "docs": talks,
            "sheets": sheets,
            "feet": [self._foot(sheet) for sheet in sheets],
            "centre": self.env.company,
        }

    @api.model
    def _sheet(self, talk):
        """What stands on the sheet of ``talk``; an empty one gives the blank form."""
        return {
            **{name: talk[name] for name in TEXTS},
            "partner": talk.partner_id.name,
            "at": self._moment(talk),
            "place": talk.place,
            "channels": self._channels(talk),
            "forms": self._boxes(FORMS, "form", talk.form),
            "began": self._boxes(
                talk._fields["initiated_by"].selection,
                "initiated_by",
                talk.initiated_by,
            ),
            "our_people": talk.our_people,
            "their_people": talk.their_people,
            "summary": talk.summary,
            "files": "、".join(talk.attachment_ids.mapped("name")),
            "actions": self._actions(talk),
            "writer": talk.user_id.name,
            "signed_by": talk.signed_by_id.name,
            "date_signed": on_form(talk.date_filed),
        }

    @api.model
    def _foot(self, sheet):
        """When and by whom: the other side may be a recipient (X6)."""
        return sheet["writer"] and f"{sheet['at']} {sheet['writer']}"

    @api.model
    def _actions(self, talk):
        rows = [
            {
                "name": action.name,
                "user": action.user_id.name,
                "date": on_form(action.date_due),
            }
            for action in talk._promises()
        ]
        return rows or [{}] * (1 if talk else BLANK_ROWS["actions"])

    @api.model
    def _channels(self, talk):
        """The boxes of the list that applies; the blank form has the four channels."""
        chosen = talk.topic_id or talk.channel_id or talk.maintenance_id
        kind = chosen.kind if chosen else "channel"
        options = self.env["stakeholder.option"].search([("kind", "=", kind)])
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        valid = options.filtered_domain(options._valid_domain(talk.date or today))
        return [(one.name, one == chosen) for one in valid | chosen]

    @api.model
    def _boxes(self, selection, name, value):
        field = self.env["stakeholder.communication"]._fields[name]
        labels = dict(field._description_selection(self.env))
        return [(labels[code], code == value) for code, _label in selection]

    @api.model
    def _moment(self, talk, pattern=MOMENT_FORMAT):
        if not talk.at:
            return BLANK_DATE
        policy = self.env["stakeholder.policy"]._current(talk.company_id)
        return format_datetime(
            self.env, talk.at, tz=policy.calendar_id.tz, dt_format=pattern
        )


class StakeholderInterviewReport(models.AbstractModel):
    """访谈记录 of one communication, filled or blank (U2.2, X3)."""

    _name = "report.stakeholder_relations.report_interview"
    _inherit = "report.stakeholder_relations.report_communication"
    _description = "Interview Record"


class StakeholderCommunicationSheetReport(models.AbstractModel):
    """《沟通记录表》 of a month: one line for each contact (U3.3, X3)."""

    _name = "report.stakeholder_relations.report_communication_sheet"
    _inherit = "report.stakeholder_relations.report_communication"
    _description = "Monthly Communication Record Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        months = self.env["stakeholder.communication.sheet"].browse(docids or ())
        months.check_access("read")
        report = self.with_context(lang=FORM_LANG)
        own = months.with_context(lang=FORM_LANG)
        sheets = [report._month(month) for month in own] or [report._month(own)]
        return {
            "doc_ids": months.ids,
            "docs": months,
            "sheets": sheets,
            "feet": [
                sheet["partner"] and f"{sheet['partner']} {sheet['month']}"
                for sheet in sheets
            ],
            "centre": self.env.company,
        }

    @api.model
    def _month(self, month):
        # The whole month or none of it: part of one is no record.
        lines = month._all_lines() if month else self.env["stakeholder.communication"]
        forms = dict(lines._fields["form"]._description_selection(self.env))
        rows = [
            {
                "at": self._moment(line, LINE_FORMAT),
                "form": forms.get(line.form),
                "their_people": line.their_people,
                "our_people": line.our_people,
                "summary": line.summary,
                "addenda": line.addenda,
            }
            for line in lines
        ]
        return {
            "partner": month.partner_id.name,
            "month": month_on_form(month.month),
            "addendum": month.addendum,
            "lines": rows or [{}] * BLANK_ROWS["lines"],
            "count": len(rows) or False,
            "note": month.note,
            "signed_by": month.signed_by_id.name,
            "date_signed": on_form(month.date_signed),
        }
