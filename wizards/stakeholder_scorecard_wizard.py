from odoo import fields, models
from odoo.exceptions import UserError

from ..tools.periods import period as period_of


class StakeholderScorecardWizard(models.TransientModel):
    """Make or measure anew the scorecards of a period, at will (U4.10)."""

    _name = "stakeholder.scorecard.wizard"
    _inherit = ["stakeholder.period.window"]
    _description = "Make Scorecards"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Units",
        domain=[("stakeholder_class", "=", "unit")],
        help="Empty: all units with an agreement in force in the period.",
    )

    def action_make(self):
        self.ensure_one()
        period = period_of(self.kind, self.day)
        cards = self.env["stakeholder.scorecard"]
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        if period.first > today:
            raise UserError(
                self.env._(
                    "%s has not begun yet: there is nothing to count.", self.period
                )
            )
        units = self.partner_ids or cards._units_in_force(period)
        others = units.filtered(lambda one: one.stakeholder_class != "unit")
        if others or not units:
            raise UserError(
                self.env._(
                    "Choose commissioning units with an agreement in %(period)s. "
                    "%(others)s",
                    period=self.period,
                    others=", ".join(others.mapped("name")),
                )
            )
        units.check_access("read")
        found = cards._make(units, self.kind, self.day)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_scorecard_action"
        )
        return {**action, "domain": [("id", "in", found.ids)], "context": {}}
