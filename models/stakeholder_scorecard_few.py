from lxml import etree

from odoo import api, fields, models

from .stakeholder_rating import KINDS, READERS_OF_RATINGS

RATINGS = {f"{kind}_rating": kind for kind, _label in KINDS}


class StakeholderScorecardLine(models.Model):
    """A figure over fewer than five ratings is for those who may read them.

    The folder says no more and no less. Whether it is met is told to all who read the
    scorecard: something is to be done about it.
    """

    _inherit = "stakeholder.scorecard.line"

    is_shown = fields.Boolean("Figure Shown", compute="_compute_is_shown")
    shown_share = fields.Float("Against What Is Asked For", compute="_compute_is_shown")

    @api.model
    def _has_field_access(self, field, operation):
        """Raw figures are for who may read every rating: for nobody who was rated.

        Searched or grouped by they tell as much as read. Such a reader has what all
        others have, line by line.
        """
        has = super()._has_field_access(field, operation)
        if not has or self.env.su or field.groups != READERS_OF_RATINGS:
            return has
        # sudo: asked of oneself, for this alone
        return not self.env.user.sudo().stakeholder_is_rated

    @api.model
    def get_view(self, view_id=None, view_type="form", **options):
        """Views are kept for groups: what this very reader may not read goes here."""
        view = super().get_view(view_id, view_type, **options)
        closed = {
            name
            for name, field in self._fields.items()
            if field.groups == READERS_OF_RATINGS
            and not self._has_field_access(field, "read")
        }
        if not closed:
            return view
        arch = etree.fromstring(view["arch"])
        for node in [one for one in arch.iter("field") if one.get("name") in closed]:
            node.getparent().remove(node)
        return {**view, "arch": etree.tostring(arch, encoding="unicode")}

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
