from datetime import date

from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.form_dates import FORM_LANG
from ..tools.small_groups import SMALLEST, protected

READERS = ("director", "council", "auditor")
BREAKDOWNS = (
    "party_class",
    "nature",
    "way_in_id",
    "subject_id",
    "response_outcome",
    "result_outcome",
    "finding",
    "cause_id",
    "state",
)


class StakeholderReviewReport(models.AbstractModel):
    """The yearly review (C7): counts only, small groups not shown.

    For those who answer for the service or judge it; they need not be able to read a
    single case.
    """

    _name = "report.stakeholder_relations.report_review"
    _description = "Yearly Review"

    @api.model
    def _get_report_values(self, docids, data=None):
        groups = [f"stakeholder_relations.stakeholder_group_{one}" for one in READERS]
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._(
                    "The review is printed by the person in charge, the council or an "
                    "evaluator."
                )
            )
        windows = self.env["stakeholder.review"].browse(docids)
        report = self.with_context(lang=FORM_LANG)
        return {
            "docs": windows,
            "reviews": [report._review(window.year) for window in windows],
            "feet": windows.mapped("year"),
            "centre": self.env.company,
        }

    @api.model
    def _review(self, year):
        year = int(year) if (year or "").isdigit() else 0
        year = min(max(year, 2000), 9998)
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("date_received", ">=", date(year, 1, 1))
        domain &= Domain("date_received", "<=", date(year, 12, 31))
        # sudo: counts for those who may not read the cases; nothing else leaves here
        complaints = self.env["stakeholder.complaint"].sudo()
        total = complaints.search_count(domain)
        shown = total >= SMALLEST
        return {
            "year": year,
            "total": total if shown or not total else None,
            "tables": [
                self._breakdown(complaints, domain, name)
                for name in (BREAKDOWNS if shown else ())
            ],
            "changes": self._changes(domain) if shown else [],
            "smallest": SMALLEST,
        }

    @api.model
    def _breakdown(self, complaints, domain, name):
        """(heading, [(group, count or None)]), the largest group first.

        Those too small to be shown share a row without their names: beside a name even
        an unknown number says that there is one.
        """
        field = complaints._fields[name]
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
        counts = {}
        for value, count in complaints._read_group(domain, [name], ["__count"]):
            if field.type == "selection":
                group = labels.get(value)
            else:
                group = value.with_env(self.env(su=True)).name
            # Two entries of a list may have one name.
            key = group or self._without(name)
            counts[key] = counts.get(key, 0) + count
        rows = sorted(counts.items(), key=lambda row: -row[1])
        known = protected(dict(rows))
        shown = [(group, count) for group, count in known.items() if count is not None]
        if len(shown) < len(known):
            shown.append((self.env._("Groups too small to show"), None))
        return field._description_string(self.env), shown

    @api.model
    def _without(self, name):
        if name in ("response_outcome", "result_outcome", "finding"):
            return self.env._("Not decided yet")
        return self.env._("Not stated")

    @api.model
    def _changes(self, domain):
        """What was changed and is finished; none from strictly confidential cases."""
        # sudo: the bare words of the improvement, without case, place or day
        actions = self.env["stakeholder.action"].sudo()
        plain = domain & Domain("is_confidential", "=", False)
        done = actions.search(
            Domain("kind", "=", "improvement")
            & Domain("state", "=", "done")
            & Domain("complaint_id", "any", plain),
            limit=200,
        )
        return sorted(done.mapped("name"))
