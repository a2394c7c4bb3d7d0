from odoo import api, fields, models
from odoo.exceptions import UserError


class StakeholderAction(models.Model):
    """What was promised in a communication, and that its record gets on file."""

    _inherit = "stakeholder.action"

    kind = fields.Selection(
        selection_add=[("filing", "Record to Be Filed")],
        ondelete={"filing": "set default"},
    )
    communication_id = fields.Many2one(
        "stakeholder.communication",
        "From the Communication",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    def _source(self):
        return self.communication_id or super()._source()

    @api.model
    def _source_names(self):
        return [*super()._source_names(), "communication_id"]

    def action_done(self):
        self._check_filed()
        return super().action_done()

    def action_drop(self):
        self._check_filed()
        return super().action_drop()

    def _check_filed(self):
        if self.env.su:
            return
        for action in self.filtered(
            lambda one: one.kind == "filing" and one.communication_id
        ):
            raise UserError(
                self.env._(
                    "“%s” is settled by signing the record. Open the communication "
                    "and press “Sign and File”.",
                    action.name,
                )
            )
