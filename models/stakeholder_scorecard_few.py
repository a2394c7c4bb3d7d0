from odoo import api, fields, models

from .stakeholder_rating import KINDS

RATINGS = {f"{kind}_rating": kind for kind, _label in KINDS}


class StakeholderScorecardLine(models.Model):
    """A figure over fewer than five ratings is for those who may read them.

    The folder says no more and no less. Whether it is met is told to all who read the
    scorecard: something is to be done about it.
    """

    _inherit = "stakeholder.scorecard.line"

    is_shown = fields.Boolean("Figure Shown", compute="_compute_is_shown")
    shown_share = fields.Float("Against What Is Asked For", compute="_compute_is_shown")

    @api.depends("figure", "has_figure", "n", "indicator_id")
    @api.depends_context("uid", "allowed_company_ids")
    def _compute_is_shown(self):
        # sudo: which of it is shown is decided here
        own = self.sudo()
        few = own.filtered(lambda one: one.indicator_id.code in RATINGS)
        readable = {}
        if few:
            years = [str(one.date_to.year) for one in few if one.date_to]
            ratings = self.env["stakeholder.rating"]
            readable = ratings._readable_counts(few.partner_id, years)
        for line, one in zip(self, own, strict=True):
            line.is_shown = one.has_figure and one._is_for(readable)
            line.shown_share = one.share if line.is_shown else 0

    def _is_for(self, readable):
        kind = RATINGS.get(self.indicator_id.code)
        if not kind:
            return True
        key = self.partner_id.id, kind, str(self.date_to.year)
        return self.env["stakeholder.rating"]._is_shown(self.n, readable.get(key, 0))
