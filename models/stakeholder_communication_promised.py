from odoo import api, fields, models
from odoo.tools import format_date


class StakeholderCommunication(models.Model):
    """What was promised is part of the record: whoever reads it sees all of it (X3).

    The action itself is read by those who have to do with it.
    """

    _inherit = "stakeholder.communication"

    other_promises = fields.Text("Also Promised", compute="_compute_other_promises")

    def _promises(self):
        # sudo: the caller reads the record, and what was promised stands on it
        actions = self.sudo().action_ids
        return actions.filtered(lambda one: one.kind != "filing")

    @api.depends("action_ids")
    @api.depends_context("lang", "uid")
    def _compute_other_promises(self):
        for talk in self:
            others = talk._promises() - talk.action_ids
            talk.other_promises = "\n".join(
                self.env._(
                    "%(promise)s (%(user)s, until %(date)s)",
                    promise=one.name,
                    user=one.user_id.name,
                    date=format_date(self.env, one.date_due),
                )
                for one in others
            )
