from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain

from ..tools.clock import Clock
from .stakeholder_duty_mixin import DAY_LIMIT

FOLLOW_UP = "stakeholder_relations.mail_activity_type_follow_up"
REFERRAL = "stakeholder_relations.mail_activity_type_referral"


class StakeholderEngagement(models.Model):
    """Due visits and referrals to ask about, by the one reminder job (P7)."""

    _inherit = "stakeholder.engagement"

    @api.depends(
        "state",
        "date_next_follow_up",
        "date_referral_ask",
        "referral_accepted",
        "date_noticed",
    )
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    def _running_clocks(self):
        clocks = {}
        if self.state == "open" and self.date_next_follow_up:
            policy = self.env["stakeholder.policy"]._current(self.company_id)
            early = timedelta(days=policy.follow_up_warning_days)
            due = self.date_next_follow_up
            clocks["follow_up"] = Clock(due - early, due)
        waiting = self.referral_accepted in (False, "asked")
        if self.state == "referred" and self.date_referral_ask and waiting:
            clocks["referral"] = Clock(self.date_referral_ask, self.date_referral_ask)
        return clocks

    def _notice_users(self, kind):
        """Whoever is responsible; what is late, first their supervisor or head."""
        above = self.supervisor_id
        if self.party_class != "recipient":
            above |= self._management()
        late = kind.endswith("_late")
        return above | self.user_id if late else self.user_id | above

    def _notice_values(self, kind, deadline):
        xmlid = REFERRAL if kind.startswith("referral_") else FOLLOW_UP
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(xmlid),
        }

    @api.model
    def _notice_summary(self, kind):
        return {
            "follow_up_warning": self.env._("A follow-up visit is due soon"),
            "follow_up_due": self.env._("A follow-up visit is due today"),
            "follow_up_late": self.env._("A follow-up visit is late"),
            "referral_warning": self.env._("Ask what became of the referral"),
            "referral_due": self.env._("Ask what became of the referral"),
            "referral_late": self.env._("Nobody has asked about the referral yet"),
        }[kind]

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """Visits that are due soon, and referrals to ask about (My Day)."""
        today = self._notice_today(self.env.company)
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        until = today + timedelta(days=policy.follow_up_warning_days)
        own = Domain("user_id", "in", users.ids)
        visits = self.search(
            own
            & Domain("state", "=", "open")
            & Domain("date_next_follow_up", "<=", until),
            order="date_next_follow_up",
            limit=limit,
        )
        referred = self.search(
            own
            & Domain("state", "=", "referred")
            & Domain("referral_accepted", "in", [False, "asked"])
            & Domain("date_referral_ask", "<=", until),
            order="date_referral_ask",
            limit=limit,
        )
        visit = self.env._("Visit, and write down what you found")
        ask = self.env._("Ask what became of the referral")
        write_down = ("action_fill_in", self.env._("Write Down the Visit"))
        return [
            one._day_item(
                one.user_id, what, one[name], "engagement", one._title_of_day(), button
            )
            for found, name, what, button in (
                (visits, "date_next_follow_up", visit, write_down),
                (referred, "date_referral_ask", ask, None),
            )
            for one in found
        ]

    def _title_of_day(self):
        return " · ".join(filter(None, (self.partner_id.name, self.topic)))

    def write(self, vals):
        result = super().write(vals)
        if "referral_accepted" in vals:
            self._drop_settled_activities()
        return result

    def _drop_settled_activities(self):
        """Take away what no longer has to be done, from everybody's list."""
        # sudo: the reminder may be in the list of somebody else
        for engagement in self.sudo():
            clocks = engagement._running_clocks()
            today = engagement._today()
            visit = clocks.get("follow_up")
            done = [] if visit and visit.kind(today) else [FOLLOW_UP]
            if "referral" not in clocks:
                done.append(REFERRAL)
            engagement.activity_unlink(done)
