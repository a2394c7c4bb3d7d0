from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

DIRECTOR = "stakeholder_relations.stakeholder_group_director"


class StakeholderScorecard(models.Model):
    """Confirmed and signed by the person in charge, once its period is over (U4.10)."""

    _inherit = "stakeholder.scorecard"

    may_sign = fields.Boolean(compute="_compute_may_sign")

    @api.depends("state", "date_to")
    @api.depends_context("uid")
    def _compute_may_sign(self):
        signs = self.env.user.has_group(DIRECTOR)
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for card in self:
            over = card.date_to and card.date_to < today
            card.may_sign = signs and card.state == "draft" and over

    def action_sign(self):
        """Sign what is on file now; where it differs from what was shown, look first.

        The figures, the traces they rest on and their fingerprints are of one moment.
        """
        self._check_may_sign()
        before = self._findings()
        # sudo: signing freezes what nobody writes by hand
        own = self.sudo().try_lock_for_update()
        if len(own) != len(self):
            raise UserError(
                self.env._("Somebody works on this scorecard. Try again in a moment.")
            )
        own._measure_again()
        if self._findings() != before:
            return self._say_changed()
        own._check_improvements()
        own._freeze()
        return True

    def _check_may_sign(self):
        self.check_access("write")
        if not self.env.user.has_group(DIRECTOR):
            raise AccessError(
                self.env._("Scorecards are signed by the person in charge.")
            )
        self._check_not_signed()
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for card in self.filtered(lambda one: one.date_to >= today):
            raise UserError(
                self.env._(
                    "%(card)s: its period runs until %(date)s. Sign it afterwards.",
                    card=card.name,
                    date=card.date_to,
                )
            )

    def _findings(self):
        names = ("verdict", "figure", "n", "missing", "reason", "target")
        # sudo: figures are compared, also those that whoever signs may not read
        return {
            (line.scorecard_id.id, line.indicator_id.id): [line[one] for one in names]
            for line in self.sudo().line_ids
        }

    @api.model
    def _say_changed(self):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": self.env._(
                    "Something was put on file or changed since this was measured. It "
                    "was counted again: look at the figures, then sign."
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _check_improvements(self):
        for card in self:
            policies = self.env["stakeholder.policy"]
            policy = policies._current(card.company_id, card.date_to)
            bare = card.line_ids.filtered("is_bare")
            if policy.evaluation_needs_action and bare:
                raise UserError(
                    self.env._(
                        "%(card)s: nothing was agreed yet to improve %(lines)s. Press "
                        "“Propose Improvements”, then sign.",
                        card=card.name,
                        lines=", ".join(bare.indicator_id.mapped("name")),
                    )
                )

    def _freeze(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for cards, indicators, measures in self._measured_alike():
            for line in cards.line_ids.filtered(
                lambda one, indicators=indicators: one.indicator_id in indicators
            ):
                line._keep_traces(measures[line.indicator_id][line.partner_id.id])
            cards._write_measured({"signed_by_id": self.env.uid, "date_signed": today})
            for card in cards:
                card._write_measured({"seal": card._fingerprint()})
            cards._write_measured({"state": "signed"})
