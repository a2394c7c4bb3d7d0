from dateutil.relativedelta import relativedelta

from odoo import api, models

from ..models.res_partner import LEVELS
from ..tools.form_dates import FORM_LANG, on_form
from ..tools.periods import period, periods

QUARTERS = 4
BLANK_ROWS = {"people": 5, "agreements": 3}


class ResPartnerReport(models.AbstractModel):
    """用人单位信息表: unit, people with levels, agreements, special matters (X3)."""

    _name = "report.stakeholder_relations.report_unit"
    _description = "Unit Information Sheet"

    @api.model
    def _get_report_values(self, docids, data=None):
        units = self.env["res.partner"].browse(docids or ())
        units.check_access("read")
        # Of a mixed selection the units: the menu offers it where there is one.
        units = units.filtered(lambda one: one.stakeholder_class == "unit") or units
        report = self.with_context(lang=FORM_LANG)
        sheets = [report._sheet(unit) for unit in units.with_context(lang=FORM_LANG)]
        sheets = sheets or [report._sheet(units)]
        return {
            "doc_ids": units.ids,
            "docs": units,
            "sheets": sheets,
            "feet": [sheet["name"] for sheet in sheets],
            "centre": self.env.company,
        }

    @api.model
    def _sheet(self, unit):
        """What stands on the sheet of ``unit``; an empty one gives the blank form."""
        return {
            "name": unit.name,
            "status": unit.stakeholder_status_label,
            "address": self._address(unit),
            "phone": unit.phone,
            "responsible": unit.stakeholder_user_id.name,
            "source": self._source(unit),
            "care_note": self._care_note(unit),
            "people": self._filled(self._people(unit), "people"),
            "agreements": self._filled(self._agreements(unit), "agreements"),
            "quarters": self._quarters(unit),
        }

    @api.model
    def _filled(self, rows, kind):
        """The rows, or so many empty ones as a hand fills in."""
        return rows or [{}] * BLANK_ROWS[kind]

    @api.model
    def _address(self, unit):
        if not unit:
            return False
        lines = unit._display_address(without_company=True).split("\n")
        return "，".join(line.strip() for line in lines if line.strip())

    @api.model
    def _source(self, unit):
        field = unit._fields["stakeholder_source"]
        labels = dict(field._description_selection(self.env))
        words = (labels.get(unit.stakeholder_source), unit.stakeholder_referral_by)
        return "，".join(filter(None, words))

    @api.model
    def _care_note(self, unit):
        """For those who prepare a meeting; others print the sheet without it."""
        field = unit._fields["stakeholder_care_note"]
        if unit and self.env.user.has_groups(field.groups):
            return unit.stakeholder_care_note
        return False

    @api.model
    def _people(self, unit):
        levels = dict(
            unit._fields["stakeholder_level"]._description_selection(self.env)
        )
        order = {level: number for number, (level, _label) in enumerate(LEVELS)}
        people = unit.child_ids.filtered(lambda one: one.type == "contact")
        ranked = people.sorted(lambda one: order.get(one.stakeholder_level, len(order)))
        return [
            {
                "name": person.name,
                "function": person.function,
                "level": levels.get(person.stakeholder_level),
                "phone": person.phone,
            }
            for person in ranked
        ]

    @api.model
    def _agreements(self, unit):
        if not unit or not self.env["stakeholder.agreement"].has_access("read"):
            return []
        agreements = self.env["stakeholder.agreement"].search(
            [
                ("partner_id", "=", unit.id),
                ("company_id", "=", self.env.company.id),
                ("state", "=", "signed"),
            ]
        )
        return [
            {
                "name": agreement.name,
                "number": agreement.number,
                "period": f"{on_form(agreement.date_start)} — "
                f"{on_form(agreement.date_last)}",
            }
            for agreement in agreements
        ]

    @api.model
    def _quarters(self, unit):
        """The last four quarters with what was confirmed; four empty rows if blank."""
        found = self.env["stakeholder.verification"]
        if not unit or not found.has_access("read"):
            return [{"label": number} for number in range(1, QUARTERS + 1)]
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        start = today - relativedelta(months=3 * (QUARTERS - 1))
        confirmed = found.search(
            [
                ("partner_id", "=", unit.id),
                ("company_id", "=", self.env.company.id),
                ("quarter", ">=", period("quarter", start).first),
            ],
            order="date, id",
        ).grouped("quarter")
        return [
            self._quarter(one.first, confirmed.get(one.first, found))
            for one in periods("quarter", start, today)
        ]

    @api.model
    def _quarter(self, first, confirmed):
        changes = [one.changes or self.env._("Nothing changed") for one in confirmed]
        return {
            "label": f"{first.year}/{(first.month + 2) // 3}",
            "changes": "\n".join(changes),
            "by": "\n".join(
                f"{one.user_id.name}，{on_form(one.date)}" for one in confirmed
            ),
        }
