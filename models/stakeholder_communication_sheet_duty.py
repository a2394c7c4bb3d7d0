from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

from .stakeholder_communication_filing import FILING_ACTION
from .stakeholder_duty_mixin import DAY_LIMIT


class StakeholderCommunicationSheet(models.Model):
    """A month that is over and not signed is somebody's task, with a date (U3.3).

    It is an action like that of an emergency: the one job reminds of it.
    """

    _inherit = "stakeholder.communication.sheet"

    @api.model
    def _ask_for_signing(self, domain=Domain.TRUE):
        """Make the sheets of the months gone by at this centre, and their tasks.

        ``domain``: of which contacts.
        """
        today = self.env["stakeholder.communication"]._centre_today()
        waiting = self._collect(self._open_domain(today) & domain)
        actions = self.env["stakeholder.action"]
        known = actions.search(
            Domain("sheet_id", "in", waiting.ids) & Domain("state", "=", "open")
        )
        new = waiting - known.sheet_id
        actions.create([vals for one in new if (vals := one._signing_duty(today))])
        return waiting

    def _signing_duty(self, today):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        user = self._signer(policy)
        if not user:
            return None
        # In the words of whoever is to do it: the job speaks for nobody.
        own = self.with_context(lang=user.lang or self.env.lang)
        return {
            "name": own.env._("Review and sign the contacts: %s", own.display_name),
            "kind": FILING_ACTION,
            "sheet_id": self.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": user.id,
            "author_id": user.id,
            "date_due": policy.calendar_id._stakeholder_add_days(
                today, policy.sheet_sign_days
            ),
        }

    def _signer(self, policy):
        """Whoever is responsible for the unit and still here, else who is in charge."""
        responsible = self.party_user_id
        if responsible.active and not responsible.stakeholder_has_left:
            return responsible
        return policy._directors()[:1]

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """By the date of the task: My Day and the list of actions name the same one."""
        items = super()._day_items(users, limit)
        # sudo: the date of a task is asked, whoever is to do it
        tasks = self.env["stakeholder.action"].sudo()
        tasks = tasks.search(
            Domain("sheet_id.partner_id", "in", [item["id"] for item in items])
            & Domain("company_id", "=", self.env.company.id)
            & Domain("state", "=", "open")
        )
        due = {(one.partner_id.id, one.sheet_id.month): one.date_due for one in tasks}
        # Where the job has not come by yet: the day that it will say.
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        calendar = policy.calendar_id
        soon = calendar._stakeholder_add_days(
            calendar._stakeholder_today(), policy.sheet_sign_days
        )
        for item in items:
            month = item["date"] - relativedelta(months=1)
            item["date"] = due.get((item["id"], month), soon)
        return items

    def action_sign(self):
        result = super().action_sign()
        # sudo: the task may be in the list of somebody else
        tasks = self.env["stakeholder.action"].sudo()
        tasks.search(
            Domain("sheet_id", "in", self.ids) & Domain("state", "=", "open")
        ).action_done()
        return result

    def _follow_responsible(self):
        result = super()._follow_responsible()
        self._pass_filing_on()
        return result

    def _pass_filing_on(self):
        """The open task to whoever signs today."""
        # sudo: the task goes over with the unit, whoever hands it over
        tasks = self.env["stakeholder.action"].sudo()
        for task in tasks.search(
            Domain("sheet_id", "in", self.ids) & Domain("state", "=", "open")
        ):
            sheet = task.sheet_id
            policy = self.env["stakeholder.policy"]._current(sheet.company_id)
            user = sheet._signer(policy)
            if user and user != task.user_id:
                task.write({"user_id": user.id, "author_id": user.id})
