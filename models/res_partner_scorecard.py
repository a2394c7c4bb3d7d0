from odoo import models


class ResPartner(models.Model):
    """The scorecards of a unit, for those who may read them."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "stakeholder_user_id" in vals:
            self.env["stakeholder.scorecard"]._follow_readers(
                [
                    ("partner_id", "in", self.ids),
                    ("company_id", "=", self.env.company.id),
                ]
            )
        return result

    def stakeholder_open_scorecards(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_scorecard_action"
        )
        return {**action, "domain": [("partner_id", "=", self.id)], "context": {}}
