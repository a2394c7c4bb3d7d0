from odoo import api, models

from odoo.addons.base.models.ir_model import MODULE_UNINSTALL_FLAG

KEY = "stakeholder_week_changed"


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

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"two_weeks_calendar", "tz"}:
            self._stakeholder_week_changed()
        return result

    def _stakeholder_week_changed(self):
        """Move open deadlines once, with saving: until then the week may be empty."""
        if not self.pool.ready or self.env.context.get(MODULE_UNINSTALL_FLAG):
            return
        waiting = self.env.cr.precommit.data
        # sudo: whether a policy counts by it, whoever edits working hours
        policies = self.env["stakeholder.policy"].sudo()
        if KEY in waiting or not policies.search_count(
            [("calendar_id", "in", self.ids)], limit=1
        ):
            return
        waiting[KEY] = True
        self.env.cr.precommit.add(self.env["resource.calendar"]._stakeholder_move_once)

    @api.model
    def _stakeholder_move_once(self):
        self.env.cr.precommit.data.pop(KEY, None)
        self._stakeholder_days_changed()
