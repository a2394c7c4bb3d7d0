from odoo import api, fields, models
from odoo.exceptions import ValidationError

DAY_KINDS = [("holiday", "Holiday"), ("makeup", "Make-up Working Day")]


class StakeholderCalendarDay(models.Model):
    """A day that differs from the regular week (clause X1).

    Plain dates of their own: core's leaves cannot express a make-up working day, and
    with Time Off installed they move employees' leaves.
    """

    _name = "stakeholder.calendar.day"
    _description = "Holiday or Make-up Working Day"
    _order = "date desc, id"
    _rec_name = "date"

    date = fields.Date(required=True, index=True)
    kind = fields.Selection(DAY_KINDS, required=True, default="holiday")
    reason = fields.Char(required=True, translate=True)
    year_id = fields.Many2one(
        "stakeholder.calendar.year",
        "Announced Year",
        index=True,
        ondelete="cascade",
        help="The notice that announced the day. Empty for a day of the centre's own.",
    )
    source = fields.Char("Notice", related="year_id.source")
    calendar_id = fields.Many2one(
        "resource.calendar", "Only for Calendar", index="btree_not_null"
    )
    company_id = fields.Many2one(
        "res.company", "Only for Company", index="btree_not_null"
    )

    _date_uniq = models.UniqueIndex(
        "(date, COALESCE(calendar_id, 0), COALESCE(company_id, 0))",
        "This date is in the list already. Correct the existing day instead.",
    )

    @api.constrains("date", "year_id")
    def _check_date_in_year(self):
        for day in self.filtered("year_id"):
            if str(day.date.year) != day.year_id.name:
                raise ValidationError(
                    self.env._(
                        "%(date)s does not lie in the year %(year)s. Correct the date "
                        "or add it to the list of its own year.",
                        date=day.date,
                        year=day.year_id.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        days = super().create(vals_list)
        self.env["resource.calendar"]._stakeholder_days_changed()
        return days

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"date", "kind", "calendar_id", "company_id"}:
            self.env["resource.calendar"]._stakeholder_days_changed()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["resource.calendar"]._stakeholder_days_changed()
        return result
