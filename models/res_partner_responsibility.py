from datetime import timedelta

from odoo import models
from odoo.fields import Domain


class ResPartner(models.Model):
    """Another is responsible from today on: the time before stays whose it was."""

    _inherit = "res.partner"

    def write(self, vals):
        before = {}
        if "stakeholder_user_id" in vals:
            units = self.filtered(lambda one: one.stakeholder_class == "unit")
            before = {unit: unit.stakeholder_user_id for unit in units}
        result = super().write(vals)
        changed = {
            unit: user
            for unit, user in before.items()
            if user != unit.stakeholder_user_id
        }
        if changed:
            today = self.env["resource.calendar"]._stakeholder_centre_today()
            yesterday = today - timedelta(days=1)
            self.env["stakeholder.responsibility"]._keep(changed, yesterday)
        return result

    def _stakeholder_responsible_on(self, day):
        """{unit: who was responsible on ``day``, as far as is known}, in one query."""
        # sudo: who was responsible is no secret to whoever asks for past figures
        rows = self.env["stakeholder.responsibility"].sudo()
        found = {unit: unit.stakeholder_user_id for unit in self}
        later = rows._of(self, Domain("date_last", ">=", day))
        for row in later.sorted("date_last", reverse=True):
            found[row.partner_id] = row.user_id
        return found
