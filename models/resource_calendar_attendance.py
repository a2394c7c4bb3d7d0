from odoo import api, models

WEEK_FIELDS = {
    *("calendar_id", "dayofweek", "week_type", "day_period", "display_type"),
    *("hour_from", "hour_to"),
}


class ResourceCalendarAttendance(models.Model):
    """Other working hours move open deadlines as a corrected day does (X1)."""

    _inherit = "resource.calendar.attendance"

    @api.model_create_multi
    def create(self, vals_list):
        lines = super().create(vals_list)
        lines.calendar_id._stakeholder_week_changed()
        return lines

    def write(self, vals):
        calendars = self.calendar_id
        result = super().write(vals)
        if vals.keys() & WEEK_FIELDS:
            (calendars | self.calendar_id)._stakeholder_week_changed()
        return result

    def unlink(self):
        calendars = self.calendar_id
        result = super().unlink()
        calendars._stakeholder_week_changed()
        return result
