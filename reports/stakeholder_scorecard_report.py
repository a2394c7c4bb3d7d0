from odoo import api, models
from odoo.exceptions import AccessError

from ..tools.form_dates import BLANK_DATE, FORM_LANG, on_form

# Of each kind of trace: what stands in the annex beside its date.
ANNEX = {
    "stakeholder.communication": ("form", "our_people", "their_people", "summary"),
    "stakeholder.verification": ("user_id", "changes"),
    "stakeholder.recognition": ("means_id", "name"),
    "stakeholder.rating": ("source", "score"),
    "stakeholder.complaint": ("name", "response_outcome", "result_outcome"),
}
DATES = {
    "stakeholder.rating": "date_answered",
    "stakeholder.complaint": "date_received",
}
LONGEST = 90


class StakeholderScorecardReport(models.AbstractModel):
    """A unit's scorecard with the annex of its traces, filled or blank (U4.10, X3).

    The annex lists what whoever prints may read; how many more were counted is said.
    """

    _name = "report.stakeholder_relations.report_scorecard"
    _description = "Scorecard"

    @api.model
    def _get_report_values(self, docids, data=None):
        cards = self.env["stakeholder.scorecard"].browse(docids or ())
        if not cards.has_access("read"):
            raise AccessError(
                self.env._("Scorecards are printed by those who may read them.")
            )
        report = self.with_context(lang=FORM_LANG)
        own = cards.with_context(lang=FORM_LANG)
        traces = own._trace_records() if own else {}
        sheets = [report._sheet(card, traces) for card in own] or [report._blank()]
        return {
            "doc_ids": cards.ids,
            "docs": cards,
            "sheets": sheets,
            "feet": [card.name for card in own] or [False],
            "centre": cards.company_id[:1] or self.env.company,
        }

    @api.model
    def _sheet(self, card, traces):
        lines = card.line_ids
        return {
            "unit": card.partner_id.name,
            "period": f"{on_form(card.date_from)} – {on_form(card.date_to)}",
            "responsible": card.user_id.name,
            "rows": [self._row(line) for line in lines],
            "result": self._label(card, "result"),
            "score": f"{card.score:.4g} %" if card.is_judged else "—",
            "comment": card.comment,
            "actions": [
                self._action(one) for one in card.action_ids | card.carried_ids
            ],
            "signed_by": card.signed_by_id.name,
            "date_signed": on_form(card.date_signed),
            "seal": card.seal,
            "alarm": card.alarm,
            "annex": [
                self._annex(line, number, *traces[line.id])
                for number, line in enumerate(lines, 1)
                if line.id in traces and line.n
            ],
        }

    @api.model
    def _blank(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        indicators = self.env["stakeholder.indicator"]._in_force_on(today)
        rows = [
            {
                "dimension": self._label(one, "dimension"),
                "name": one.name,
                "trace": one.trace,
                "frequency": self._label(one, "frequency"),
            }
            for one in indicators.with_env(self.env(su=True))
        ]
        return {"rows": rows, "date_signed": BLANK_DATE, "annex": [], "actions": []}

    @api.model
    def _row(self, line):
        indicator = line.indicator_id
        why = filter(None, [line.why, line.changed])
        return {
            "dimension": self._label(line, "dimension"),
            "name": indicator.name,
            "trace": indicator.trace,
            "frequency": self._label(indicator, "frequency"),
            "figure": line.figure_label,
            "verdict": self._label(line, "verdict"),
            "why": "；".join(why),
        }

    @api.model
    def _action(self, action):
        return {
            "name": action.name,
            "user": action.user_id.name,
            "date": on_form(action.date_due),
            "check": on_form(action.date_check),
            "state": self._label(action, "state"),
        }

    @api.model
    def _annex(self, line, number, model, domain):
        records = self.env[model].browse()
        if records.has_access("read"):
            date = DATES.get(model, "date")
            records = records.search(domain, order=f"{date}, id")
        return {
            "title": f"{number}. {line.indicator_id.name}",
            "rows": [self._trace(one) for one in records],
            "more": max(line.n - len(records), 0),
            "n": line.n,
        }

    @api.model
    def _trace(self, record):
        words = [self._value(record, name) for name in ANNEX[record._name]]
        date = record[DATES.get(record._name, "date")]
        return {
            "date": on_form(date),
            "what": " · ".join(filter(None, words)),
        }

    @api.model
    def _value(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "selection":
            return self._label(record, name)
        if field.type == "many2one":
            # sudo: the name of whoever did it stands on the record
            return value.sudo().name
        if field.type == "float":
            return f"{value:.4g} %"
        text = " ".join((value or "").split())
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"

    @api.model
    def _label(self, record, name):
        field = record._fields[name]
        return dict(field._description_selection(self.env)).get(record[name]) or ""
