from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """A company-wide leave moves open deadlines as our own days do (X1)."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._stakeholder_moved()
        return leaves

    def write(self, vals):
        general = self._stakeholder_general()
        result = super().write(vals)
        if vals.keys() & {"date_from", "date_to", "resource_id", "time_type"}:
            (self | general)._stakeholder_moved(bool(general))
        return result

    def unlink(self):
        general = bool(self._stakeholder_general())
        result = super().unlink()
        self.browse()._stakeholder_moved(general)
        return result

    def _stakeholder_general(self):
        return self.filtered(lambda leave: not leave.resource_id)

    def _stakeholder_moved(self, moved=False):
        if moved or self._stakeholder_general():
            self.env["resource.calendar"]._stakeholder_days_changed()
