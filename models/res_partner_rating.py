from odoo import models


class ResPartner(models.Model):
    """The ratings a unit gave, for those who may read them."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "stakeholder_user_id" in vals:
            self._stakeholder_hand_over_ratings()
        return result

    def _stakeholder_hand_over_ratings(self):
        """Who is responsible now asks after the forms that are still out."""
        # sudo: forms follow the unit, whoever changes it
        ratings = self.env["stakeholder.rating"].sudo()
        out = ratings.search(
            [
                ("partner_id", "in", self.ids),
                ("company_id", "=", self.env.company.id),
                ("kind", "!=", "worker"),
                ("state", "!=", "answered"),
            ]
        )
        for user, units in self.grouped("stakeholder_user_id").items():
            if user:
                own = out.filtered(lambda one, units=units: one.partner_id in units)
                own.write({"responsible_id": user.id})

    def stakeholder_open_ratings(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_rating_action"
        )
        return {
            **action,
            "domain": [("partner_id", "=", self.id)],
            "context": {"default_partner_id": self.id},
        }
