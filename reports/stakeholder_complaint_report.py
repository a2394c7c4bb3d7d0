from odoo import api, models
from odoo.exceptions import AccessError

from ..models.stakeholder_complaint import COLLECTIONS, FORM_TYPES
from ..tools.form_dates import BLANK_DATE, FORM_LANG, on_form

# The official form is Chinese whoever prints it.
MAX_BLANKS = 50


class StakeholderComplaintReport(models.AbstractModel):
    """《意见／投诉收集及处理记录表》 from the record, or blank (C4, X3)."""

    _name = "report.stakeholder_relations.report_complaint"
    _description = "Opinion or Complaint Record Form"

    @api.model
    def _get_report_values(self, docids, data=None):
        report = self.with_context(lang=FORM_LANG)
        complaints = self.env["stakeholder.complaint"].browse(docids or ())
        if complaints:
            complaints._log_print()
            withheld = complaints._withheld_on_paper()
            sheets = report._numbered(
                report._sheet(one, one in withheld) for one in complaints
            )
        else:
            copies = int((data or {}).get("copies") or 1)
            sheets = [report._blank()] * max(1, min(copies, MAX_BLANKS))
        return {
            "doc_ids": complaints.ids,
            "docs": complaints,
            "sheets": sheets,
            "feet": [sheet.get("number") for sheet in sheets],
            "centre": self.env.company,
        }

    @api.model
    def _numbered(self, sheets):
        """The sheets with "i of n" on each, where there are several."""
        sheets = list(sheets)
        if len(sheets) > 1:
            for number, sheet in enumerate(sheets, start=1):
                sheet["page"] = self.env._(
                    "Sheet %(number)s of %(total)s", number=number, total=len(sheets)
                )
        return sheets

    @api.model
    def _sheet(self, complaint, is_withheld=False):
        """The whole form; name and contact only as far as they agreed (P23).

        The form itself belongs on file, with a consent or without (C4).
        """
        # sudo: whoever may print the form prints it whole; that is on the trail
        identity = complaint.sudo().identity_ids
        shown = {"name": identity.name, "contact": identity.contact}
        if is_withheld:
            words = self.env._("Not without a consent")
            shown = {name: value and words for name, value in shown.items()}
        return {
            **shown,
            "number": complaint.name,
            "form_types": self._boxes(FORM_TYPES, "form_type", complaint.form_type),
            "date_form": on_form(complaint.date_form),
            "collections": self._boxes(COLLECTIONS, "collection", complaint.collection),
            "date_received": on_form(complaint.date_received),
            "handler": complaint.user_id.name,
            "is_confidential": complaint.is_confidential,
            "statement": complaint.statement,
            "date_statement": on_form(complaint.date_statement),
            "reply": complaint.reply,
            "date_answered": on_form(complaint.date_answered),
            "outcome": self._outcome(complaint),
            "opinion": complaint.director_opinion,
            "signature": complaint.signed_by_id.name,
            "date_closed": on_form(complaint.date_closed),
        }

    @api.model
    def _blank(self):
        dates = ("form", "received", "statement", "answered", "closed")
        return {
            "form_types": self._boxes(FORM_TYPES, "form_type", None),
            "collections": self._boxes(COLLECTIONS, "collection", None),
            **{f"date_{name}": BLANK_DATE for name in dates},
            "blank": True,
        }

    @api.model
    def _boxes(self, selection, field, value):
        """[(label in the form's language, ticked)] in the order of the form."""
        complaint = self.env["stakeholder.complaint"]
        labels = dict(complaint._fields[field]._description_selection(self.env))
        return [(labels[code], code == value) for code, _label in selection]

    @api.model
    def _outcome(self, complaint):
        """Satisfied with the answer? further follow-up? then the words themselves."""
        lines = []
        if complaint.reaction:
            reactions = complaint._fields["reaction"]._description_selection(self.env)
            lines.append(
                self.env._(
                    "Satisfied with the answer: %s", dict(reactions)[complaint.reaction]
                )
            )
        if complaint.needs_follow_up:
            lines.append(self.env._("Further follow-up is needed."))
        return "\n".join([*lines, complaint.outcome or ""]).strip()


class StakeholderComplaint(models.Model):
    _inherit = "stakeholder.complaint"

    def action_print_form(self):
        report = self.env.ref("stakeholder_relations.action_report_complaint")
        return report.report_action(self)

    def _log_export(self):
        """A register that leaves the house is on the trail of each it lists."""
        self.env["stakeholder.complaint.trail"]._append(self, "exported")
        self.env["stakeholder.trail.seal"]._seal(self, "export")

    def _log_print(self):
        """Printing is for the handler and for whoever decides, and goes on record."""
        for complaint in self:
            if not complaint._may_open_identity(self.env.user):
                raise AccessError(
                    self.env._(
                        "%s is printed by its handler or by whoever decides it.",
                        complaint.name,
                    )
                )
        self.env["stakeholder.complaint.trail"]._append(self, "printed")
        self.env["stakeholder.trail.seal"]._seal(self, "print")
