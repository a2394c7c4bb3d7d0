from dateutil.relativedelta import relativedelta

from odoo import models


class ResPartner(models.Model):
    """Joint building is proposed to an external stakeholder (O3)."""

    _inherit = "res.partner"

    def stakeholder_propose_joint(self):
        """A proposal for a year from today, to be worded and agreed."""
        self.ensure_one()
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Propose Joint Building"),
            "res_model": "stakeholder.agreement",
            "view_mode": "form",
            "context": {
                "default_partner_id": self.id,
                "default_is_joint": True,
                "default_form": "oral",
                "default_name": self.env._("Joint building with %s", self.name),
                "default_date_start": str(today),
                "default_date_end": str(today + relativedelta(years=1, days=-1)),
            },
        }
