from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.form_dates import FORM_LANG, on_form
from ..tools.measure import label
from ..tools.periods import period, periods
from ..tools.small_groups import SMALLEST

GROUPS = ("worker", "council", "auditor")
# The sections, in this order; each has a method and a template of its name.
SECTIONS = (
    "information",
    "agreements",
    "communications",
    "work_reports",
    "complaints",
    "ratings",
    "scorecards",
)


class StakeholderFolderReport(models.AbstractModel):
    """What lies in a unit's folder, at the reader's level of secrecy (U4, X3, C5.1).

    The forms are those that are printed one by one; here they lie behind a list. Each
    section is made for a batch of units at once: {unit: what is on its pages}.
    """

    _name = "report.stakeholder_relations.report_folder"
    _description = "Assessment-day Folder as Printed"

    @api.model
    def _get_report_values(self, docids, data=None):
        folders = self.env["stakeholder.folder"].browse(docids or ())
        self._check_reader()
        report = self.with_context(lang=FORM_LANG)
        return {
            "doc_ids": folders.ids,
            "docs": folders,
            "binders": [
                binder
                for folder in folders
                for binder in report._binders(folder.partner_ids, folder._span())
            ],
            "part": "all",
            "seal": False,
            "centre": self.env.company,
        }

    @api.model
    def _check_reader(self):
        groups = [f"stakeholder_relations.stakeholder_group_{one}" for one in GROUPS]
        if not any(self.env.user.has_group(group) for group in groups):
            raise AccessError(
                self.env._(
                    "A unit's folder is printed by social workers, the council or an "
                    "evaluator."
                )
            )

    @api.model
    def _binders(self, units, span):
        """One folder for each of ``units``, in their order."""
        own = units.with_context(lang=FORM_LANG)
        own.check_access("read")
        made = [(name, getattr(self, f"_{name}")(own, span)) for name in SECTIONS]
        return [
            {
                "unit": unit,
                "name": unit.name,
                "status": unit.stakeholder_status_label,
                "responsible": unit.stakeholder_user_id.name,
                "period": f"{self._date(span.first)} — {self._date(span.last)}",
                "reader": self.env.user.name,
                "today": self._date(
                    self.env["resource.calendar"]._stakeholder_centre_today()
                ),
                "sections": [
                    {
                        "title": self._title(name),
                        "template": f"stakeholder_relations.report_folder_{name}",
                        "number": number,
                        "page": False,
                        **parts[unit],
                    }
                    for number, (name, parts) in enumerate(made, start=1)
                ],
            }
            for unit in own
        ]

    @api.model
    def _title(self, name):
        return {
            "information": self.env._("Information sheet and its history"),
            "agreements": self.env._("Agreements and contracts"),
            "communications": self.env._("Communication records"),
            "work_reports": self.env._("Work reports"),
            "complaints": self.env._("Opinions and complaints: summary"),
            "ratings": self.env._("Ratings and recognition"),
            "scorecards": self.env._("Scorecards with their traces"),
        }[name]

    # ------------------------------------------------------------
    # THE UNIT
    # ------------------------------------------------------------

    @api.model
    def _information(self, units, span):
        sheet = self.env["report.stakeholder_relations.report_unit"]._sheet
        found = self._found(
            "stakeholder.verification", units, self._in("date", span), "date, id"
        )
        return {
            unit: {
                **self._counted(found, unit),
                "sheet": sheet(unit),
                "rows": [
                    {
                        "date": self._date(one.date),
                        "user": one.user_id.name,
                        "changes": one.changes or self.env._("Nothing changed"),
                    }
                    for one in self._of(found, unit)
                ],
            }
            for unit in units
        }

    @api.model
    def _agreements(self, units, span):
        """All that were ever signed: they are the history of the status (U1.1)."""
        signed = Domain("state", "=", "signed")
        found = self._found(
            "stakeholder.agreement", units, signed, "date_start desc, id"
        )
        return {
            unit: {
                **self._counted(found, unit),
                "rows": [self._agreement(one) for one in self._of(found, unit)],
            }
            for unit in units
        }

    @api.model
    def _agreement(self, agreement):
        end = (
            agreement.early_reason,
            agreement.closure_type_id.name,
            agreement.closure_note,
        )
        return {
            "name": agreement.name,
            "number": agreement.number,
            "signed": self._date(agreement.date_signed),
            "period": f"{self._date(agreement.date_start)} — "
            f"{self._date(agreement.date_last)}",
            "end": "，".join(filter(None, end)),
            "is_in_force": agreement.is_in_force,
        }

    # ------------------------------------------------------------
    # OPINIONS AND COMPLAINTS
    # ------------------------------------------------------------

    @api.model
    def _complaints(self, units, span):
        """Those one may read, each; of all others how many, from five on."""
        received = self._in("date_received", span)
        found = self._found(
            "stakeholder.complaint", units, received, "date_received, id", "place_id"
        )
        listed = self.env["stakeholder.complaint"].union(*(found or {}).values())
        withheld = listed._withheld_on_paper()
        if listed:
            # A list that leaves the house is on the trail of each.
            listed._log_export()
        others = self._others(units, span, found)
        return {
            unit: {
                **self._counted(found, unit),
                "withheld": False,
                "rows": [
                    self._complaint(one, one in withheld)
                    for one in self._of(found, unit)
                ],
                "others": others.get(unit, []),
            }
            for unit in units
        }

    @api.model
    def _complaint(self, complaint, is_withheld):
        topic = complaint.topic or complaint.subject_id.name
        if is_withheld:
            # Neither did whoever handed it in agree to that (P23).
            topic = self.env._("Not without a consent")
        if complaint.is_confidential:
            topic = self.env._("Strictly confidential")
        return {
            "number": complaint.name,
            "date": self._date(complaint.date_received),
            "nature": self._label(complaint, "nature"),
            "topic": topic,
            "answered": self._date(complaint.date_response_done),
            "outcome": self._label(complaint, "response_outcome"),
            "finding": self._label(complaint, "finding"),
            "state": self._label(complaint, "state"),
        }

    @api.model
    def _others(self, units, span, found):
        """{unit: [(half-year, how many one may not read)]}, of five and more.

        None and fewer than five look alike, or the sheet would say that there is one.
        Whole half-years alone and without breakdown: otherwise two folders, or a folder
        and the yearly review of the centre, would tell of a single one between them.
        """
        halves = [
            one
            for one in periods("half", span.first, span.last)
            if span.first <= one.first and one.last <= span.last
        ]
        own = self.env["stakeholder.complaint"].union(*(found or {}).values())
        # sudo: counts from five on, of nobody in particular
        groups = own.sudo()._read_group(
            Domain("place_id", "in", units.ids)
            & Domain("company_id", "=", self.env.company.id)
            & Domain("id", "not in", own.ids)
            & self._in("date_received", span),
            ["place_id", "date_received:month"],
            ["__count"],
        )
        counts = {}
        for unit, month, count in groups:
            key = unit.id, period("half", month).first
            counts[key] = counts.get(key, 0) + count
        return {
            unit: [
                (label("half", one), counts[unit.id, one.first])
                for one in halves
                if counts.get((unit.id, one.first), 0) >= SMALLEST
            ]
            for unit in units
        }

    # ------------------------------------------------------------
    # HOW THEY ARE FOUND
    # ------------------------------------------------------------

    @api.model
    def _found(self, model, units, domain, order, name="partner_id"):
        """{unit: the records one may read}; None where one reads no such record."""
        if not self.env[model].has_access("read"):
            return None
        own = Domain(name, "in", units.ids)
        own &= Domain("company_id", "=", self.env.company.id)
        return self.env[model].search(own & domain, order=order).grouped(name)

    @api.model
    def _of(self, found, unit):
        return (found or {}).get(unit, ())

    @api.model
    def _counted(self, found, unit):
        return {"count": len(self._of(found, unit)), "withheld": found is None}

    @api.model
    def _in(self, name, span):
        return Domain(name, ">=", span.first) & Domain(name, "<=", span.last)

    @api.model
    def _label(self, record, name):
        field = record._fields[name]
        return dict(field._description_selection(self.env)).get(record[name]) or "—"

    @api.model
    def _date(self, date):
        return on_form(date, "—")
