from odoo import api, models


class ResourceCalendar(models.Model):
    """Corrected days move what is still open."""

    _inherit = "resource.calendar"

    @api.model
    def _stakeholder_days_changed(self):
        result = super()._stakeholder_days_changed()
        # While modules load, tables of later ones may not exist yet.
        if self.pool.ready:
            for name in self.env["stakeholder.duty.mixin"]._duty_models():
                self.env[name]._follow_calendar()
        return result
