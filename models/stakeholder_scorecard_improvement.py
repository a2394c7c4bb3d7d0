from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

SETTLED = Domain("state", "=", "dropped") | Domain("date_checked", "!=", False)


class StakeholderScorecardLine(models.Model):
    """What is missed leads to an improvement with an owner and a date (U4.10)."""

    _inherit = "stakeholder.scorecard.line"

    # for actions, which follow whoever reads what they come from
    reader_ids = fields.Many2many(
        "res.users", compute="_compute_reader_ids", string="May Read"
    )
    denied_ids = fields.Many2many(
        "res.users", compute="_compute_denied_ids", string="Shut Out"
    )
    is_bare = fields.Boolean("Without Improvement", compute="_compute_is_bare")

    @api.depends("scorecard_id.party_user_id", "scorecard_id.head_user_id")
    def _compute_reader_ids(self):
        for line in self:
            # sudo: columns of the scorecard itself
            card = line.sudo().scorecard_id
            line.reader_ids = card.party_user_id | card.head_user_id

    @api.depends("scorecard_id")
    def _compute_denied_ids(self):
        """Nobody is shut out here: the rules grant to few, they deny to none."""
        self.denied_ids = False

    @api.depends("verdict", "action_ids.state")
    def _compute_is_bare(self):
        """Missed, with nothing agreed on it and nothing open from before."""
        missed = self.filtered(lambda one: one.verdict == "missed")
        # sudo: whether something is agreed is asked, not what
        actions = self.env["stakeholder.action"].sudo()
        found = actions.search(
            Domain("scorecard_line_id.partner_id", "in", missed.partner_id.ids)
            & Domain("state", "!=", "dropped")
        )
        own = found.scorecard_line_id
        kept = {
            one.scorecard_line_id._agreed_on() for one in found if one.state == "open"
        }
        for line in self:
            known = line in own or line._agreed_on() in kept
            line.is_bare = line in missed and not known

    def _agreed_on(self):
        """What an improvement serves: this indicator of this unit, at this centre."""
        return self.company_id.id, self.partner_id.id, self.indicator_id.code

    def _action_readers(self):
        """Who reads the scorecard, and the person in charge."""
        # sudo: the terms name the person in charge
        policies = self.env["stakeholder.policy"].sudo()
        return self.reader_ids | policies._current(self.company_id)._directors()

    def _action_added(self, action):
        """An improvement comes out of what one may read."""
        self.check_access("read")

    def action_improve(self):
        """The window of a new improvement, filled in as far as it can be."""
        self.ensure_one()
        self.check_access("read")
        values = self._improvement_values()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Improvement"),
            "res_model": "stakeholder.action",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "current",
            "context": {f"default_{name}": one for name, one in values.items()},
        }

    def _improvement_values(self):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        today = policy.calendar_id._stakeholder_today()
        name = self.env._(
            "Improve “%(indicator)s” (%(period)s)",
            indicator=self.indicator_id.name,
            period=self.period,
        )
        owner = self.scorecard_id.party_user_id or self.env.user
        return {
            "name": name[:200],
            "kind": "improvement",
            "scorecard_line_id": self.id,
            "partner_id": self.partner_id.id,
            "user_id": owner.id,
            "date_due": today + timedelta(days=policy.improvement_days),
        }


class StakeholderScorecard(models.Model):
    """What was agreed on this scorecard, and what is still open from earlier ones."""

    _inherit = "stakeholder.scorecard"

    action_ids = fields.Many2many(
        "stakeholder.action", compute="_compute_action_ids", string="Improvements"
    )
    carried_ids = fields.Many2many(
        "stakeholder.action",
        compute="_compute_action_ids",
        string="Still Open from Earlier Scorecards",
    )
    has_bare = fields.Boolean("Improvements Missing", compute="_compute_has_bare")

    @api.depends("line_ids.action_ids.state")
    @api.depends_context("uid")
    def _compute_action_ids(self):
        """By the reader's own rules, in one query."""
        actions = self.env["stakeholder.action"]
        if actions.has_access("read"):
            actions = actions.search(
                [("scorecard_line_id.partner_id", "in", self.partner_id.ids)]
            )
        open_ones = actions - actions.filtered_domain(SETTLED)
        for card in self:
            card.action_ids = actions.filtered(
                lambda one, card=card: one.scorecard_line_id.scorecard_id == card
            )
            card.carried_ids = open_ones.filtered(
                lambda one, card=card: (
                    one.scorecard_line_id.partner_id == card.partner_id
                    and one.scorecard_line_id.company_id == card.company_id
                    and one.scorecard_line_id.date_to < card.date_to
                )
            )

    @api.depends("line_ids.is_bare")
    def _compute_has_bare(self):
        for card in self:
            card.has_bare = any(card.line_ids.mapped("is_bare"))

    def action_propose(self):
        """An improvement for each missed indicator that has none yet."""
        self.check_access("read")
        bare = self.line_ids.filtered("is_bare")
        if not bare:
            raise UserError(
                self.env._(
                    "%s: nothing is missed without an improvement.",
                    ", ".join(self.mapped("name")),
                )
            )
        values = [line._improvement_values() for line in bare]
        actions = self.env["stakeholder.action"].create(values)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Improvements"),
            "res_model": "stakeholder.action",
            "view_mode": "list,kanban,form",
            "views": [(False, "list"), (False, "kanban"), (False, "form")],
            "mobile_view_mode": "kanban",
            "domain": [("id", "in", actions.ids)],
            "context": {"create": False},
        }
