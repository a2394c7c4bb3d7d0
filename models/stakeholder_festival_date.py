from odoo import api, fields, models
from odoo.fields import Domain

from .stakeholder_cadence import GREETING


class StakeholderFestivalDate(models.Model):
    """The date of a festival in one year, and whom one greets then (U3.1, O3)."""

    _name = "stakeholder.festival.date"
    _description = "Date of a Festival"
    _order = "date"
    _rec_name = "date"

    festival_id = fields.Many2one(
        "stakeholder.festival", required=True, index=True, ondelete="cascade"
    )
    date = fields.Date(required=True, index=True)
    days_left = fields.Integer(compute="_compute_days_left")
    greeted = fields.Char(
        "Whom We Greet",
        compute="_compute_greeted",
        help="By the cadence in force on that day; others may be greeted too.",
    )

    _date_uniq = models.UniqueIndex(
        "(festival_id, date)", "This festival has that date already."
    )

    @api.depends("date")
    def _compute_days_left(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for one in self:
            one.days_left = (one.date - today).days if one.date else 0

    @api.depends("festival_id", "date")
    @api.depends_context("company", "lang", "uid")
    def _compute_greeted(self):
        lines = self._greeting_lines()
        for one in self:
            one.greeted = " · ".join(one._own_lines(lines).mapped("name"))

    @api.model
    def _greeting_lines(self):
        """Every line of this centre that asks for a greeting."""
        # sudo: what is owed on a festival is no secret to whoever sees the date
        lines = self.env["stakeholder.cadence"].sudo()
        return lines.search(
            [
                ("what", "=", "greeting"),
                ("company_id", "in", [False, self.env.company.id]),
            ]
        )

    def _own_lines(self, lines):
        """Those of ``lines`` that ask for a greeting on this date."""
        return lines.filtered(
            lambda line: (
                self.festival_id in line.festival_ids
                and not (line.date_from and line.date_from > self.date)
                and not (line.date_to and line.date_to < self.date)
            )
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_greet(self):
        """A letter to one's own parties of that day, to all where one has none."""
        self.ensure_one()
        parties = self._parties_to_greet()
        own = parties.filtered(lambda one: one.stakeholder_user_id == self.env.user)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_mailing_action"
        )
        kind = self.env.ref(GREETING, raise_if_not_found=False)
        context = {
            "default_partner_ids": (own or parties).ids,
            "default_maintenance_id": kind and kind.id,
            "default_festival_id": self.festival_id.id,
        }
        return {**action, "context": context}

    def _parties_to_greet(self):
        """Whom the cadence names for that day; of other days, units and externals."""
        lines = self._own_lines(self._greeting_lines())
        named = Domain.OR(
            Domain("stakeholder_class", "=", line.party_class)
            & Domain("stakeholder_status", "=", line.status)
            for line in lines
        )
        anybody = Domain("stakeholder_class", "in", ("unit", "external"))
        found = self.env["res.partner"].search(named if lines else anybody)
        # A prospect is asked of potential ones alone; existing ones are greeted.
        return found.filtered(
            lambda one: one.stakeholder_status == "active" or one._is_worth_keeping()
        )

    def action_owed(self):
        """The greetings still owed on this festival."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_contact_due_action"
        )
        return {
            **action,
            "domain": [("festival_id", "=", self.festival_id.id)],
            "context": {"search_default_open": 1},
        }
