from odoo import api, fields, models


class ResPartner(models.Model):
    """How many opinions and complaints are about a unit, for whoever may read them."""

    _inherit = "res.partner"

    stakeholder_complaint_count = fields.Integer(
        "Opinions and Complaints",
        compute="_compute_stakeholder_complaint_count",
        groups="stakeholder_relations.stakeholder_group_worker,"
        "stakeholder_relations.stakeholder_group_council",
    )

    @api.depends_context("uid", "company")
    def _compute_stakeholder_complaint_count(self):
        # By the reader's own rules: a case one may not read is not counted either.
        groups = self.env["stakeholder.complaint"]._read_group(
            [("place_id", "in", self.ids)], ["place_id"], ["__count"]
        )
        counts = {place.id: count for place, count in groups}
        for partner in self:
            partner.stakeholder_complaint_count = counts.get(partner._origin.id, 0)

    def stakeholder_open_complaints(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_complaint_action"
        )
        return {**action, "domain": [("place_id", "in", self.ids)], "context": {}}
