from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.periods import period

SHEET_FIELDS = ("name", "phone", "email", "street", "city", "zip")
PERSON_FIELDS = ("name", "function", "phone", "stakeholder_level")


class StakeholderVerification(models.Model):
    """The information on a unit was looked through and is right (U4.1).

    What stood on it that day is kept, so that the next one lists what changed.
    """

    _name = "stakeholder.verification"
    _description = "Confirmation of Unit Information"
    _order = "date desc, id desc"
    _rec_name = "date"

    partner_id = fields.Many2one(
        "res.partner", "Unit", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one("res.company", "Centre", required=True, readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True)
    date = fields.Date("Confirmed On", required=True, readonly=True)
    quarter = fields.Date("First Day of the Quarter", required=True, readonly=True)
    snapshot = fields.Json(readonly=True)
    changes = fields.Text(
        readonly=True, help="Empty: nothing changed since the last confirmation."
    )

    _party_idx = models.Index("(company_id, partner_id, date DESC)")

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(self.env._("A confirmation stays as it was given."))

    @api.model
    def _confirm(self, units):
        """Confirm today what stands on ``units``; returns the confirmations."""
        units.check_access("read")
        if not self.has_access("read"):
            raise AccessError(
                self.env._("Unit information is confirmed by social workers.")
            )
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        last = self._last(units)
        snapshots = self._snapshots(units)
        # sudo: rows are made by this method alone, as they stand
        confirmed = self.sudo().create(
            [
                {
                    "partner_id": unit.id,
                    "company_id": self.env.company.id,
                    "user_id": self.env.uid,
                    "date": today,
                    "quarter": period("quarter", today).first,
                    "snapshot": snapshots[unit],
                    "changes": self._changes(last.get(unit), snapshots[unit]),
                }
                for unit in units
            ]
        )
        self.env["stakeholder.contact.due"]._recheck(units)
        return confirmed

    @api.model
    def _last(self, units):
        """{unit: the last confirmation there is}, in one query."""
        found = self.search(
            [("partner_id", "in", units.ids), ("company_id", "=", self.env.company.id)]
        )
        return {one.partner_id: one for one in reversed(found)}

    @api.model
    def _snapshots(self, units):
        """{unit: what stands on its information sheet}, as plain data."""
        people = units.child_ids.filtered(lambda one: one.type == "contact")
        by_unit = people.grouped("parent_id")
        return {
            unit: {
                "unit": {name: unit[name] or "" for name in SHEET_FIELDS},
                "people": {
                    str(one.id): {name: one[name] or "" for name in PERSON_FIELDS}
                    for one in by_unit.get(unit, units.browse())
                },
            }
            for unit in units
        }

    @api.model
    def _changes(self, last, now):
        """What differs from ``last``, a line each; False where nothing does."""
        if not last:
            return self.env._("First confirmation")
        before = last.snapshot
        lines = self._differences("", before["unit"], now["unit"])
        for key, person in now["people"].items():
            known = before["people"].get(key)
            if known:
                lines += self._differences(person["name"], known, person)
            else:
                lines.append(self.env._("New: %s", person["name"]))
        gone = before["people"].keys() - now["people"].keys()
        for key in sorted(gone):
            lines.append(
                self.env._("No longer there: %s", before["people"][key]["name"])
            )
        return "\n".join(lines)

    @api.model
    def _differences(self, whose, before, now):
        Partner = self.env["res.partner"]
        lines = []
        for name, value in now.items():
            if value != before.get(name, ""):
                label = Partner._fields[name]._description_string(self.env)
                lines.append(
                    self.env._(
                        "%(label)s: %(before)s → %(now)s",
                        label=f"{whose} {label}".strip(),
                        before=self._worded(name, before.get(name)) or "—",
                        now=self._worded(name, value) or "—",
                    )
                )
        return lines

    @api.model
    def _worded(self, name, value):
        field = self.env["res.partner"]._fields[name]
        if field.type != "selection":
            return value
        return dict(field._description_selection(self.env)).get(value)
