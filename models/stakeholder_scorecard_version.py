from odoo import api, models

from .stakeholder_scorecard import READER_FIELDS


class StakeholderScorecard(models.Model):
    """Two who comment or sign at once: the second is told what the first one did."""

    _inherit = "stakeholder.scorecard"

    def _write_plain(self, vals):
        for cards, counted in self._counted_writes(vals):
            super(StakeholderScorecard, cards)._write_plain(counted)
        return True

    @api.model
    def _is_uncounted(self, name):
        return name in READER_FIELDS
