from reportlab.graphics.barcode.qr import QrCodeWidget

from odoo import api, models
from odoo.exceptions import UserError

from ..models.stakeholder_rating import KINDS, OFFICER_GROUP
from ..tools.form_dates import BLANK_DATE, FORM_LANG, on_form

# Modules left white around a code.
QUIET = 4


class StakeholderRatingReport(models.AbstractModel):
    """The three rating forms: filled, blank with the unit's code, or blank (X3)."""

    _name = "report.stakeholder_relations.report_rating"
    _description = "Rating Form of Units"

    @api.model
    def _get_report_values(self, docids, data=None):
        ratings = self.env["stakeholder.rating"].browse(docids or ())
        ratings.check_access("read")
        report = self.with_context(lang=FORM_LANG)
        if ratings:
            sheets = [
                report._sheet(one) for one in ratings.with_context(lang=FORM_LANG)
            ]
        elif self.env.user.has_group("base.group_user"):
            sheets = [report._blank(kind) for kind, _label in KINDS]
        else:
            raise UserError(self.env._("Rating forms are printed by employees."))
        return {
            "doc_ids": ratings.ids,
            "docs": ratings,
            "sheets": sheets,
            "feet": [self._foot(sheet) for sheet in sheets],
            "centre": ratings.company_id[:1] or self.env.company,
        }

    @api.model
    def _sheet(self, rating):
        sheet = {
            **self._blank(rating.kind, ask=rating.state != "answered"),
            "unit": rating.partner_id.name,
            "year": rating.year,
            "rater": rating.rater_id.name,
            "function": rating.rater_id.function,
            "rated": rating.rated_user_id.name,
        }
        if rating.state == "answered":
            return {**sheet, **self._answers(rating)}
        return {**sheet, **self._code(rating)}

    @api.model
    def _foot(self, sheet):
        words = (sheet["title"], sheet.get("unit"), sheet.get("year"))
        return " ".join(filter(None, words))

    @api.model
    def _blank(self, kind, ask=True):
        return {
            "kind": kind,
            "title": self._label("kind", kind),
            "rows": self._questions(kind) if ask else [],
            "date": BLANK_DATE,
        }

    @api.model
    def _questions(self, kind):
        survey = self.env["survey.survey"]._stakeholder_form(kind)
        return [
            {
                "question": question.title,
                "options": question.suggested_answer_ids.mapped("value"),
                "chosen": (),
                "answer": "",
            }
            for question in survey.with_context(lang=FORM_LANG).question_ids
        ]

    @api.model
    def _answers(self, rating):
        """The wording of then, not of the survey as it is now."""
        words = [self._label("source", rating.source), rating.keyed_by_id.name]
        return {
            "answered": True,
            "rows": [
                {**one, "chosen": one["answer"].split("\n")}
                for one in rating.answers or ()
            ],
            "score": f"{rating.score:g} %" if rating.is_scored else "—",
            "source": "，".join(filter(None, words)),
            "date": on_form(rating.date_answered),
        }

    @api.model
    def _code(self, rating):
        """The link as a code, for those who may have it."""
        if not self.env.user.has_group(OFFICER_GROUP) or not rating.link:
            return {}
        code = QrCodeWidget(value=rating.link, barLevel="M").qr
        code.make()
        modules = range(code.getModuleCount())
        return {
            # Drawn as lines: needs no library for pictures, and stays sharp on paper.
            "code": "".join(
                f"M{column + QUIET} {row + QUIET}h1v1h-1z"
                for row in modules
                for column in modules
                if code.isDark(row, column)
            ),
            "code_size": len(modules) + 2 * QUIET,
            "expiry": on_form(rating.date_expiry),
        }

    @api.model
    def _label(self, name, value):
        field = self.env["stakeholder.rating"]._fields[name]
        return dict(field._description_selection(self.env)).get(value)
