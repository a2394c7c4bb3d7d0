from odoo import models


class ResPartner(models.Model):
    """The opinions and complaints about a unit, for whoever may read them."""

    _inherit = "res.partner"

    def stakeholder_open_complaints(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_complaint_action"
        )
        return {**action, "domain": [("place_id", "in", self.ids)], "context": {}}
