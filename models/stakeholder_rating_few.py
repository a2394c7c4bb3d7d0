from odoo import api, models
from odoo.fields import Domain

from ..tools.small_groups import SMALLEST


class StakeholderRating(models.Model):
    """An average over few answers tells what one of them said (U4.6-U4.8).

    It is for those who may read the answers; of five and more it is for whoever reads
    the scorecard or the folder.
    """

    _inherit = "stakeholder.rating"

    @api.model
    def _readable_counts(self, units, years):
        """{(unit id, form, year): how many answers of it the reader may read}."""
        if not self.has_access("read"):
            return {}
        groups = self._read_group(
            Domain("partner_id", "in", units.ids)
            & Domain("company_id", "in", self.env.companies.ids)
            & Domain("year", "in", years)
            & Domain("state", "=", "answered")
            & Domain("is_scored", "=", True),
            ["partner_id", "kind", "year"],
            ["__count"],
        )
        return {(unit.id, kind, year): n for unit, kind, year, n in groups}

    @api.model
    def _is_shown(self, n, readable):
        """Whether an average over ``n`` is for who may read ``readable`` of them."""
        return n >= SMALLEST or readable >= n
