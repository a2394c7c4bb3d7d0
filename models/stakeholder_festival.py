from odoo import api, fields, models


class StakeholderFestival(models.Model):
    """A festival or working day on which parties are greeted (U3.1, O3).

    Lunar ones fall on another date each year: the dates are data, for years ahead.
    """

    _name = "stakeholder.festival"
    _description = "Festival or Important Date"
    _order = "sequence, id"

    name = fields.Char("Festival", required=True, translate=True)
    sequence = fields.Integer(default=50)
    date_ids = fields.One2many("stakeholder.festival.date", "festival_id", "Dates")
    date_next = fields.Date("Next On", compute="_compute_date_next")

    @api.depends("date_ids.date")
    def _compute_date_next(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for festival in self:
            coming = festival.date_ids.filtered(lambda one: one.date >= today)
            festival.date_next = min(coming.mapped("date"), default=False)

    @api.model
    def _between(self, first, last):
        """{festival: [its dates from ``first`` to ``last``]}."""
        # sudo: everybody who owes a greeting needs the dates
        found = (
            self.env["stakeholder.festival.date"]
            .sudo()
            .search([("date", ">=", first), ("date", "<=", last)])
        )
        dates = {}
        for one in found:
            dates.setdefault(one.festival_id, []).append(one.date)
        return dates
