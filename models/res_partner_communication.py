from odoo import api, fields, models


class ResPartner(models.Model):
    """Contacts with a party on its form, by the reader's own rules."""

    _inherit = "res.partner"

    stakeholder_communication_count = fields.Integer(
        "Communications",
        compute="_compute_stakeholder_communication_count",
        groups="stakeholder_relations.stakeholder_group_worker,"
        "stakeholder_relations.stakeholder_group_council",
    )

    @api.depends_context("uid", "company")
    def _compute_stakeholder_communication_count(self):
        groups = self.env["stakeholder.communication"]._read_group(
            [("partner_id", "in", self.ids)], ["partner_id"], ["__count"]
        )
        counts = {party.id: count for party, count in groups}
        for partner in self:
            count = counts.get(partner._origin.id, 0)
            partner.stakeholder_communication_count = count

    def stakeholder_open_communications(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_communication_action"
        )
        return {
            **action,
            "domain": [("partner_id", "in", self.ids)],
            "context": {"default_partner_id": self[:1].id},
        }

    def stakeholder_record_contact(self):
        """The quick form, filled in for this party."""
        party = self.parent_id if self.parent_id.stakeholder_class else self
        people = self if party != self or not self.is_company else self.browse()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Contact"),
            "res_model": "stakeholder.communication",
            "view_mode": "form",
            "context": {
                "default_partner_id": party.id,
                "default_their_ids": people.ids,
            },
        }
