from odoo import api, fields, models
from odoo.tools import format_date


class StakeholderCommunication(models.Model):
    """What was promised is part of the record: whoever reads it sees all of it (X3).

    The action itself is read by those who have to do with it.
    """

    _inherit = "stakeholder.communication"

    other_promises = fields.Text("Also Promised", compute="_compute_other_promises")

    def _all_actions(self):
        """Searched: readers and sudo share what is cached of ``action_ids``.

        Who saw a part would pass it for the whole, and the whole for what they may see.
        """
        # sudo: the caller reads the record, and what was promised stands on it
        actions = self.env["stakeholder.action"].sudo()
        return actions.search([("communication_id", "in", self._origin.ids)])

    def _promises(self):
        return self._all_actions().filtered(lambda one: one.kind != "filing")

    @api.depends("action_ids")
    @api.depends_context("lang", "uid")
    def _compute_other_promises(self):
        promised = self._promises().grouped("communication_id")
        for talk in self:
            others = promised.get(talk._origin.sudo(), self.env["stakeholder.action"])
            others -= talk._origin.action_ids
            talk.other_promises = "\n".join(
                self.env._(
                    "%(promise)s (%(user)s, until %(date)s)",
                    promise=one.name,
                    user=one.user_id.name,
                    date=format_date(self.env, one.date_due),
                )
                for one in others
            )
