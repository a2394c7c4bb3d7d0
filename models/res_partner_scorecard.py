from odoo import api, fields, models


class ResPartner(models.Model):
    """The scorecards of a unit, for those who may read them."""

    _inherit = "res.partner"

    stakeholder_scorecard_count = fields.Integer(
        "Number of Scorecards", compute="_compute_stakeholder_scorecard_count"
    )

    @api.depends_context("company", "uid")
    def _compute_stakeholder_scorecard_count(self):
        Scorecard = self.env["stakeholder.scorecard"]
        counts = {}
        if Scorecard.has_access("read"):
            domain = [
                ("partner_id", "in", self.ids),
                ("company_id", "=", self.env.company.id),
            ]
            groups = Scorecard._read_group(domain, ["partner_id"], ["__count"])
            counts = {partner.id: count for partner, count in groups}
        for partner in self:
            partner.stakeholder_scorecard_count = counts.get(partner._origin.id, 0)

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
