from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.clock import Clock
from .stakeholder_agreement import STATUS_FIELDS
from .stakeholder_agreement_next import CLOSURE
from .stakeholder_duty_mixin import DAY_LIMIT
from .stakeholder_option import offered

# How long somebody has to say it before it goes to the person in charge.
ANSWER = timedelta(days=7)


class StakeholderAgreement(models.Model):
    """An agreement that ends without a next one asks for the type of end (U5.1, O4)."""

    _inherit = "stakeholder.agreement"

    party_class = fields.Selection(
        [("unit", "Commissioning Unit"), ("external", "External Stakeholder")],
        "Class of Party",
        compute="_compute_party_class",
    )
    closure_type_id = fields.Many2one(
        "stakeholder.option",
        "Type of End",
        domain=offered("closure_type"),
        ondelete="restrict",
        tracking=True,
        copy=False,
    )
    closure_note = fields.Char("About the End", copy=False)

    @api.constrains("closure_type_id")
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, "closure_type_id")

    @api.depends("partner_id", "company_id")
    def _compute_party_class(self):
        for agreement in self:
            own = agreement.with_company(agreement.company_id).partner_id
            agreement.party_class = own.stakeholder_class

    @api.depends("closure_type_id", "date_ended_early")
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    def _running_clocks(self):
        """From the day after the last one on, unless another has followed."""
        clocks = super()._running_clocks()
        if clocks and self.is_followed:
            clocks.pop("expiry")
        if self.state == "signed" and not self.closure_type_id and not self.has_next:
            first = self.date_last + timedelta(days=1)
            clocks["closure"] = Clock(first, first + ANSWER)
            if self._notice_today(self.company_id) > self.date_last:
                # It says that the agreement has ended, too.
                clocks.pop("expiry", None)
        return clocks

    def _notice_users(self, kind):
        users = super()._notice_users(kind)
        if kind == "closure_late":
            return users - self.user_id | self.user_id
        return users

    def _notice_values(self, kind, deadline):
        values = super()._notice_values(kind, deadline)
        if kind.startswith("closure_"):
            xmlid = self.env["ir.model.data"]._xmlid_to_res_id(CLOSURE)
            values["activity_type_id"] = xmlid
        return values

    @api.model
    def _notice_summary(self, kind):
        if kind.startswith("closure_"):
            return self.env._("The agreement has ended: of what type is the end?")
        return super()._notice_summary(kind)

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """Those that have ended and wait for the type of their end (My Day)."""
        ended = self.search(
            Domain("state", "=", "signed")
            & Domain("closure_type_id", "=", False)
            & Domain("date_last", "<", self._notice_today(self.env.company))
            & Domain("user_id", "in", users.ids),
            order="date_last desc",
            limit=limit,
        ).filtered(lambda one: not one.has_next)
        what = self.env._("The agreement has ended: of what type is the end?")
        return super()._day_items(users, limit) + [
            one._day_item(
                one.user_id,
                what,
                one.date_last + timedelta(days=1) + ANSWER,
                "agreement",
                f"{one.partner_id.name} · {one.name}",
            )
            for one in ended
        ]

    def write(self, vals):
        last = {one: one.date_last for one in self}
        result = super().write(vals)
        if vals.get("closure_type_id"):
            # sudo: the question may be in the list of somebody else
            self.sudo().activity_unlink([CLOSURE])
        elif vals.keys() & STATUS_FIELDS:
            self._ask_again(last)
        return result

    def _ask_again(self, last):
        """What runs longer than to ``last``, or not at all, has not ended so."""
        others = self.filtered(
            lambda one: (
                one.closure_type_id
                and (one.state != "signed" or one.date_last > last[one])
            )
        )
        if others:
            others.write({"closure_type_id": False, "closure_note": False})
