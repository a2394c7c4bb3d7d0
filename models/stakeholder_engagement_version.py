from odoo import api, models


class StakeholderEngagement(models.Model):
    """Notices and chatter are no change that somebody made."""

    _inherit = "stakeholder.engagement"

    def _write_plain(self, vals):
        for engagements, counted in self._counted_writes(vals):
            super(StakeholderEngagement, engagements)._write_plain(counted)
        return True

    @api.model
    def _is_uncounted(self, name):
        return name == "date_noticed" or self._is_chatter(name)

    @api.model
    def _is_chatter(self, name):
        return name.startswith(("activity_", "message_"))
