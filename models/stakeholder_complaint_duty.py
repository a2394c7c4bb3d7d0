from odoo import api, models

from .stakeholder_complaint import ENDED
from .stakeholder_complaint_course import DEADLINE, ESCALATION, HANDOVER
from .stakeholder_duty_mixin import DAY_LIMIT


class StakeholderComplaint(models.Model):
    """Who is told what about a complaint: hand-over, reminders, escalation."""

    _inherit = "stakeholder.complaint"

    @api.depends(
        "state",
        "date_noticed",
        "date_response_warning",
        "date_response_due",
        "date_response_done",
        "date_result_warning",
        "date_result_due",
        "date_handled",
    )
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    def write(self, vals):
        result = super().write(vals)
        if vals.get("user_id") not in (None, False, self.env.uid):
            self._notify_assigned()
        return result

    # ------------------------------------------------------------
    # AT ONCE
    # ------------------------------------------------------------

    def _notify_handed_over(self):
        """Into the hands of the person in charge, with saving (C3.2)."""
        self._notify_at_once(
            "handover",
            HANDOVER,
            lambda complaint: complaint._deciders(),
        )

    def _notify_assigned(self):
        self._notify_at_once(
            "assigned",
            DEADLINE,
            lambda complaint: complaint.user_id,
        )

    def _notify_dissatisfied(self):
        """Not content: whoever decides sets the date for the result (C3.4)."""
        self._notify_at_once(
            "dissatisfied", HANDOVER, lambda complaint: complaint._deciders()
        )

    def _notify_addendum(self):
        """For whoever handles it; after the end for whoever may open it again."""
        self._notify_at_once(
            "addendum",
            HANDOVER,
            lambda complaint: (
                complaint._deciders()
                if complaint.state in ENDED
                else complaint.user_id | complaint._deciders()
            ),
        )

    def _notify_at_once(self, kind, type_xmlid, find_user):
        type_id = self.env["ir.model.data"]._xmlid_to_res_id(type_xmlid)
        duties = [
            {
                "record": complaint,
                "kind": kind,
                "users": find_user(complaint),
                "activity_type_id": type_id,
                "deadline": complaint.date_due or complaint.date_response_due,
            }
            for complaint in self.sudo()
        ]
        # sudo: the ledger and other people's lists are the machine's
        for duty in self.env["stakeholder.notice"].sudo()._deliver(duties):
            # Registering never fails for want of an addressee: it shows in the list.
            self.env["stakeholder.notice.failure"].sudo()._keep(duty["record"])

    # ------------------------------------------------------------
    # MY DAY
    # ------------------------------------------------------------

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """Handlers owe the next deadline; whoever decides owes what nobody has yet."""
        found = self.search(
            [
                ("date_due", "!=", False),
                "|",
                ("user_id", "in", users.ids),
                ("user_id", "=", False),
            ],
            order="date_due, id",
            limit=limit,
        )
        items = []
        for complaint in found:
            asked = (complaint.user_id or complaint.sudo()._deciders()[:1]) & users
            if asked:
                words = complaint._next_step_in_words()
                title = complaint._day_title()
                items.append(
                    complaint._day_item(
                        asked, words, complaint.date_due, "complaint", title
                    )
                )
        return items

    def _day_title(self):
        return " ".join(filter(None, (self.name, self.topic)))

    def _next_step_in_words(self):
        return {
            "new": self.env._("Acknowledge and answer"),
            "acknowledged": self.env._("Answer the complainant"),
            "answered": self.env._("Report the result or close"),
            "pending": self.env._("Report the result"),
        }[self.state]

    # ------------------------------------------------------------
    # IN TIME
    # ------------------------------------------------------------

    def _notice_users(self, kind):
        """The handler is reminded; what is late goes to whoever decides."""
        late = kind.endswith("_late")
        first = self._deciders() if late else self.user_id | self.team_ids
        return first | self._deciders() | self._people()._council()[:1]

    def _notice_values(self, kind, deadline):
        late = kind.endswith("_late")
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(
                ESCALATION if late else DEADLINE
            ),
        }

    @api.model
    def _notice_summary(self, kind):
        return {
            "handover": self.env._("New: acknowledge and assign"),
            "assigned": self.env._("You handle this: answer it in time"),
            "dissatisfied": self.env._("Not satisfied: tell how it goes on"),
            "addendum": self.env._("Something was added: look into it"),
            "response_warning": self.env._("The answer is due soon"),
            "response_due": self.env._("The answer is due today"),
            "response_late": self.env._("The answer is late"),
            "result_warning": self.env._("The result is due soon"),
            "result_due": self.env._("The result is due today"),
            "result_late": self.env._("The result is late"),
        }[kind]
