from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .stakeholder_complaint_secrecy import DIRECTOR_GROUP


class StakeholderRecognition(models.Model):
    """Evidence is corrected by whoever gave it, and stays once it counted (U4.9)."""

    _inherit = "stakeholder.recognition"

    may_edit = fields.Boolean(compute="_compute_may_edit")

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_may_edit(self):
        is_director = self.env.user.has_group(DIRECTOR_GROUP)
        for one in self:
            writer = one.user_id or self.env.user
            one.may_edit = is_director or writer == self.env.user

    def write(self, vals):
        if not self.env.su:
            self._check_may_edit()
        return super().write(vals)

    def _check_may_edit(self):
        for one in self.filtered(lambda one: not one.may_edit):
            raise AccessError(
                self.env._(
                    "“%(name)s” was recorded by %(user)s. They or the person in charge "
                    "correct it.",
                    name=one.name,
                    user=one.user_id.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_uncounted_only(self):
        """One entered twice goes; what came in as an opinion or was counted stays."""
        if not self.env.su:
            self._check_may_edit()
        for one in self:
            if one.source_number:
                raise UserError(
                    self.env._(
                        "“%(name)s” came in as opinion %(number)s and stays.",
                        name=one.name,
                        number=one.source_number,
                    )
                )
            if card := one._signed_scorecard():
                raise UserError(
                    self.env._(
                        "“%(name)s” counted in %(card)s, which is signed. It stays.",
                        name=one.name,
                        card=card.name,
                    )
                )

    def _signed_scorecard(self):
        # sudo: whether it was counted decides, whoever is at work
        return (
            self.env["stakeholder.scorecard"]
            .sudo()
            .search(
                Domain("company_id", "=", self.company_id.id)
                & Domain("partner_id", "=", self.partner_id.id)
                & Domain("state", "=", "signed")
                & Domain("date_from", "<=", self.date)
                & Domain("date_to", ">=", self.date),
                limit=1,
            )
        )
