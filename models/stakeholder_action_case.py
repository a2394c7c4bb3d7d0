from odoo import api, models


class StakeholderAction(models.Model):
    """Of what is to be done for a recipient the case team alone reads (X6).

    Beside the team there is whoever has to do it, as long as it is to be done. Who set
    it, or did it, keeps nothing after leaving the case.
    """

    _inherit = "stakeholder.action"

    @api.depends("state", "engagement_id.party_class", "communication_id.kind")
    def _compute_reader_ids(self):
        result = super()._compute_reader_ids()
        for action in self:
            # sudo: of whom it is, and who is on the team; nothing of what it says
            own = action.sudo()
            if own._is_of_a_case():
                to_do = own.user_id if own.state == "open" else own.user_id.browse()
                action.reader_ids = own._source().reader_ids | to_do
        return result

    def _is_of_a_case(self):
        return (
            self.engagement_id.party_class == "recipient"
            or self.communication_id.kind == "recipient"
        )

    def action_done(self):
        """Whoever did it for the team reads it no more: back to the list."""
        result = super().action_done()
        if not result and len(self) == 1 and not self._filtered_access("read"):
            return self.env["ir.actions.act_window"]._for_xml_id(
                "stakeholder_relations.stakeholder_action_action"
            )
        return result
