from odoo import api, models
from odoo.fields import Domain

from .stakeholder_complaint import ENDED
from .stakeholder_complaint_course import DEADLINE, ESCALATION, HANDOVER


class StakeholderComplaint(models.Model):
    """Somebody else is in charge: cases, and what is to be done, follow (C5.4)."""

    _inherit = "stakeholder.complaint"

    def _people(self):
        """Those who decide today; only terms and days are those of the receipt (X7)."""
        return self.env["stakeholder.policy"]._in_charge(self.company_id)

    @api.model
    def _follow_head(self, companies):
        """The open cases of ``companies``, and those about whoever is in charge now."""
        open_ones = self.search(
            Domain("company_id", "in", companies.ids) & Domain("state", "not in", ENDED)
        )
        followed = open_ones | self._ended_about_heads(companies)
        followed._follow_in("reader_ids")
        actions = self.env["stakeholder.action"]
        actions.search([("complaint_id", "in", followed.ids)])._follow_in("reader_ids")
        open_ones._pass_on_tasks()

    @api.model
    def _ended_about_heads(self, companies):
        """Closed ones too are the council's where they are about the head (C5.4)."""
        policies = self.env["stakeholder.policy"]
        heads = self.env["res.users"].union(
            *(policies._in_charge(one)._directors() for one in companies)
        )
        named = heads.partner_id.ids
        return self.search(
            Domain("company_id", "in", companies.ids)
            & Domain("state", "in", ENDED)
            & (
                Domain("respondent_ids", "in", named)
                | Domain("withheld_ids", "in", named)
            )
        )

    def _pass_on_tasks(self):
        """What lies with somebody who is no longer on the case goes to the new head."""
        duties = []
        for complaint in self:
            if tasks := complaint._tasks_left_behind():
                duties.append(
                    {
                        "record": complaint,
                        "kind": "handover",
                        "deadline": complaint.date_due or complaint.date_response_due,
                        "users": complaint._notice_users("response_late"),
                        "tasks": tasks,
                    }
                )
        # sudo: other people's lists are the machine's
        notices = self.env["stakeholder.notice"].sudo()
        addressed, _silent = notices._address(duties)
        addressed = [
            (duty, user) for duty, user in addressed if user != duty["tasks"].user_id
        ]
        by_user = {}
        for duty, user in addressed:
            by_user[user] = by_user.get(user, duty["tasks"].browse()) | duty["tasks"]
        # Who may read was asked a moment ago; one mail for all of them.
        quick = {"mail_activity_quick_update": True, "stakeholder_may_read": True}
        for user, tasks in by_user.items():
            tasks.with_context(**quick).write({"user_id": user.id})
        for _company, own in self._by_company(addressed).items():
            notices._send_digests(own)

    @api.model
    def _by_company(self, addressed):
        """A mail speaks of one centre."""
        found = {}
        for duty, user in addressed:
            found.setdefault(duty["record"].company_id, []).append((duty, user))
        return found

    def _tasks_left_behind(self):
        """Our own tasks on this case that lie with nobody of those who handle it."""
        types = [
            self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
            for xmlid in (HANDOVER, DEADLINE, ESCALATION)
        ]
        entitled = self.user_id | self.team_ids | self._deciders()
        return self.activity_ids.filtered(
            lambda task: (
                task.activity_type_id.id in types and task.user_id not in entitled
            )
        )
