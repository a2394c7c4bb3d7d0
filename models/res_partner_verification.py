from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.periods import period


class ResPartner(models.Model):
    """Unit information is confirmed every quarter (U4.1)."""

    _inherit = "res.partner"

    stakeholder_date_verified = fields.Date(
        "Information Confirmed On", compute="_compute_stakeholder_date_verified"
    )
    stakeholder_is_verified = fields.Boolean(
        "Confirmed This Quarter",
        compute="_compute_stakeholder_date_verified",
        search="_search_stakeholder_is_verified",
    )

    @api.depends_context("company")
    def _compute_stakeholder_date_verified(self):
        quarter = self._stakeholder_quarter()
        # sudo: the date is no secret to whoever reads the unit
        groups = (
            self.env["stakeholder.verification"]
            .sudo()
            ._read_group(
                [
                    ("partner_id", "in", self.ids),
                    ("company_id", "=", self.env.company.id),
                ],
                ["partner_id"],
                ["date:max"],
            )
        )
        dates = {partner.id: date for partner, date in groups}
        for partner in self:
            date = dates.get(partner._origin.id)
            partner.stakeholder_date_verified = date
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

    @api.model
    def _day_items(self, users):
        """Units in force whose information nobody has confirmed this quarter."""
        if not self.env["stakeholder.verification"].has_access("read"):
            return []
        found = self.search(
            [
                ("stakeholder_class", "=", "unit"),
                ("stakeholder_status", "=", "active"),
                ("stakeholder_user_id", "in", users.ids),
                ("stakeholder_is_verified", "=", False),
            ],
            limit=200,
        )
        last = period("quarter", self._stakeholder_quarter()).last
        label = self.env._("Information Confirmed")
        return [
            {
                "model": self._name,
                "id": unit.id,
                "title": unit.display_name,
                "what": self.env._("Confirm what we know of the unit"),
                "date": last,
                "kind": "verification",
                "user_id": unit.stakeholder_user_id.id,
                "button": {"name": "action_stakeholder_verify", "label": label},
            }
            for unit in found
        ]

    def stakeholder_open_verifications(self):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_verification_action"
        )
        return {**action, "domain": [("partner_id", "in", self.ids)]}
