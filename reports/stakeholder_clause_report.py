from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.form_dates import FORM_LANG, on_form

READERS = ("director", "council", "auditor")


class StakeholderClauseReportPrint(models.AbstractModel):
    """The clause report on paper: what an auditor reads first."""

    _name = "report.stakeholder_relations.report_clauses"
    _description = "Clause Report as Printed"

    @api.model
    def _get_report_values(self, docids, data=None):
        groups = [f"stakeholder_relations.stakeholder_group_{one}" for one in READERS]
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._(
                    "The clause report is for the person in charge, the council and "
                    "evaluators."
                )
            )
        windows = self.env["stakeholder.clause.report"].browse(docids)
        report = self.with_context(lang=FORM_LANG)
        reports = [
            report._report(window) for window in windows.with_context(lang=FORM_LANG)
        ]
        return {
            "docs": windows,
            "reports": reports,
            "feet": [one["period"] for one in reports],
            "centre": self.env.company,
        }

    @api.model
    def _report(self, window):
        window._refresh()
        field = window.line_ids._fields["chapter"]
        labels = dict(field._description_selection(self.env))
        chapters = {}
        for line in window.line_ids:
            chapter = chapters.setdefault(line.chapter, {})
            chapter.setdefault(line.clause_id, []).append(line)
        return {
            "period": f"{on_form(window.date_from)} — {on_form(window.date_to)}",
            "reader": self.env.user.name,
            "chapters": [
                (labels[chapter], [(clause, rows) for clause, rows in clauses.items()])
                for chapter, clauses in chapters.items()
            ],
        }
