from odoo import api, fields, models
from odoo.exceptions import ValidationError

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG


class StakeholderCalendarYear(models.Model):
    """A year whose holidays were announced; without a row its dates are provisional.

    Clause X1: the State Council publishes holidays and make-up working days once a
    year, usually in November.
    """

    _name = "stakeholder.calendar.year"
    _description = "Announced Year"
    _order = "name desc"

    name = fields.Char("Year", required=True, size=4)
    source = fields.Char(
        "Notice",
        required=True,
        help="Number and name of the notice that announced the days.",
    )
    day_ids = fields.One2many("stakeholder.calendar.day", "year_id", "Days")
    holiday_count = fields.Integer("Holidays", compute="_compute_counts")
    makeup_count = fields.Integer("Make-up Working Days", compute="_compute_counts")

    _name_uniq = models.UniqueIndex("(name)", "This year is announced already.")

    @api.depends("day_ids.kind")
    def _compute_counts(self):
        counts = {
            (year.id, kind): count
            for year, kind, count in self.env["stakeholder.calendar.day"]._read_group(
                [("year_id", "in", self.ids)], ["year_id", "kind"], ["__count"]
            )
        }
        for year in self:
            year.holiday_count = counts.get((year.id, "holiday"), 0)
            year.makeup_count = counts.get((year.id, "makeup"), 0)

    @api.constrains("name")
    def _check_name_is_a_year(self):
        for year in self:
            if not (year.name.isdecimal() and "2000" <= year.name <= "2099"):
                raise ValidationError(
                    self.env._("“%s” is not a year between 2000 and 2099.", year.name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        years = super().create(vals_list)
        self.env["resource.calendar"]._stakeholder_days_changed()
        return years

    def write(self, vals):
        result = super().write(vals)
        if "name" in vals:
            self.env["resource.calendar"]._stakeholder_days_changed()
        return result

    def unlink(self):
        result = super().unlink()
        # Only now are its days gone as well; with the module nothing is left to move.
        if not self.env.context.get(MODULE_UNINSTALL_FLAG):
            self.env["resource.calendar"]._stakeholder_days_changed()
        return result

    @api.model
    def _announced(self):
        """The announced years, as a set of numbers."""
        # sudo: every deadline needs them, whoever is at work
        return {int(year.name) for year in self.sudo().search_fetch([], ["name"])}
