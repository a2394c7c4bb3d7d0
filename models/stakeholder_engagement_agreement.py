from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import format_date

from .stakeholder_agreement_signature import AGREED_ON


class StakeholderEngagement(models.Model):
    """From execution on a cycle rests on its agreement, and keeps it (P8, U2.6, O2)."""

    _inherit = "stakeholder.engagement"

    def _write_plain(self, vals):
        if "agreement_id" in vals:
            for engagement in self.filtered("agreement_id"):
                engagement._check_agreement_stays(vals["agreement_id"])
        return super()._write_plain(vals)

    def _check_agreement_stays(self, agreement_id):
        """Another one may take its place where execution could have begun with it.

        A recipient's cycle needs none, so nothing rests on it.
        """
        # sudo: what it rests on is compared and named; it has its own readers
        chosen = self.sudo().agreement_id
        is_settled = self.stage in AGREED_ON and self.party_class != "recipient"
        if not is_settled or chosen.id == agreement_id:
            return
        begun = self._day_of_execution()
        new = chosen.browse(agreement_id or ())
        fitting = self._formal_agreements(begun) & Domain("date_start", "<=", begun)
        if new.filtered_domain(fitting):
            return
        values = {
            "number": self.name,
            "agreement": chosen.name,
            "new": new.name,
            "date": format_date(self.env, begun),
        }
        if new:
            words = self.env._(
                "%(number)s: “%(new)s” does not take the place of “%(agreement)s”: it "
                "was not signed and in force on %(date)s, when the execution began. "
                "Choose one that was, or have a manager move the cycle back to the "
                "plan."
            )
        else:
            words = self.env._(
                "%(number)s: the execution rests on “%(agreement)s”, which stays. If "
                "it was chosen by mistake, choose one that was in force on %(date)s, "
                "or have a manager move the cycle back to the plan."
            )
        raise UserError(words % values)

    def _day_of_execution(self):
        """The day on which it last came out of the plan."""
        moves = self.move_ids.filtered(
            lambda one: one.stage_from not in AGREED_ON and one.stage_to in AGREED_ON
        )
        if not moves:
            return self.date_stage
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        moved = max(moves.mapped("moved_at"))
        return policy.calendar_id._stakeholder_local_date(moved)
