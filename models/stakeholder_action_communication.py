from odoo import api, fields, models


class StakeholderAction(models.Model):
    """A promise made in a contact, and the record that an emergency still owes."""

    _inherit = "stakeholder.action"

    kind = fields.Selection(
        selection_add=[("filing", "Record to File")], ondelete={"filing": "cascade"}
    )
    communication_id = fields.Many2one(
        "stakeholder.communication",
        "From the Contact",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _source(self):
        return super()._source() or self.communication_id

    @api.model
    def _source_names(self):
        return [*super()._source_names(), "communication_id"]
