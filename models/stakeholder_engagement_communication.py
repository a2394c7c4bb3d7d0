from odoo import api, fields, models


class StakeholderEngagement(models.Model):
    """The contacts of a cycle, as far as one reads them, and one click to add one."""

    _inherit = "stakeholder.engagement"

    communication_count = fields.Integer(
        "Communications", compute="_compute_communications"
    )
    date_communicated = fields.Date("Last Contact", compute="_compute_communications")

    @api.depends_context("uid")
    def _compute_communications(self):
        # By the reader's own rules: what one may not read is not counted either.
        groups = self.env["stakeholder.communication"]._read_group(
            [("engagement_id", "in", self.ids)],
            ["engagement_id"],
            ["__count", "date:max"],
        )
        found = {cycle.id: (count, last) for cycle, count, last in groups}
        for cycle in self:
            count, last = found.get(cycle._origin.id, (0, False))
            cycle.communication_count = count
            cycle.date_communicated = last

    def action_communications(self):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_communication_action"
        )
        return {
            **action,
            "domain": [("engagement_id", "=", self.id)],
            "context": self._stakeholder_contact(),
        }

    def action_record_communication(self):
        """The form with party and cycle filled in."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "stakeholder.communication",
            "view_mode": "form",
            "views": [(False, "form")],
            "context": self._stakeholder_contact(),
        }

    def _stakeholder_contact(self):
        return {
            "default_partner_id": self.partner_id.id,
            "default_engagement_id": self.id,
            "default_company_id": self.company_id.id,
        }
