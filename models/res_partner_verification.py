from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.periods import period


class ResPartner(models.Model):
    """Unit information is confirmed every quarter (U4.1)."""

    _inherit = "res.partner"

    stakeholder_is_verified = fields.Boolean(
        "Confirmed This Quarter",
        compute="_compute_stakeholder_is_verified",
        search="_search_stakeholder_is_verified",
    )

    def _is_worth_keeping(self):
        """Whether there is a prospect of cooperation; "none" owes no maintenance."""
        return self.stakeholder_prospect != "none"

    @api.depends("stakeholder_date_verified")
    @api.depends_context("company")
    def _compute_stakeholder_is_verified(self):
        quarter = self._stakeholder_quarter()
        for partner in self:
            date = partner.stakeholder_date_verified
            partner.stakeholder_is_verified = bool(date and date >= quarter)

    def _stakeholder_quarter(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return period("quarter", today).first

    def _search_stakeholder_is_verified(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        # sudo: the date is no secret to whoever reads the unit
        confirmed = (
            self.env["stakeholder.verification"]
            .sudo()
            ._search(
                Domain("company_id", "=", self.env.company.id)
                & Domain("date", ">=", self._stakeholder_quarter())
            )
            .subselect("partner_id")
        )
        found = Domain("id", "in", confirmed)
        return found if (operator == "in") == (True in value) else ~found

    def action_stakeholder_verify(self):
        """One click, for one unit or many: what stands here is right (U4.1)."""
        others = self.filtered(lambda one: one.stakeholder_class != "unit")
        if others:
            raise UserError(
                self.env._(
                    "%s: only the information on commissioning units is confirmed.",
                    ", ".join(others.mapped("display_name")),
                )
            )
        done = self.env["stakeholder.verification"]._confirm(self)
        changed = done.filtered("changes")
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "%(count)s units confirmed, %(changed)s with changes.",
                    count=len(done),
                    changed=len(changed),
                ),
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def stakeholder_open_verifications(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_verification_action"
        )
        return {**action, "domain": [("partner_id", "in", self.ids)]}

    @api.model
    def _stakeholder_verification_due(self):
        """The units of the quarter: one's own first; all where one has none."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_verification_due_action"
        )
        own = [
            ("stakeholder_class", "=", "unit"),
            ("stakeholder_user_id", "=", self.env.uid),
        ]
        if not self.search_count(own, limit=1):
            return action
        context = {**literal_eval(action["context"]), "search_default_mine": 1}
        return {**action, "context": context}
