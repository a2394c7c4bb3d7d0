from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .common import MODULE, StakeholderCase

HANDOVER = f"{MODULE}.mail_activity_type_handover"


@tagged("post_install", "-at_install")
class TestComplaintHead(StakeholderCase):
    """Somebody else is put in charge while cases are open (C3.2, C5.4, X7)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        group = f"{MODULE}.stakeholder_group_director"
        cls.users["successor"] = cls._user("successor", group)

    def _change(self, day=None, **values):
        """The old person in charge becomes a worker; the settings name another."""
        values = values or {"director_user_id": self.users["successor"].id}
        if "director_user_id" in values:
            old = self.users["director"]
            roles = [
                f"{MODULE}.stakeholder_group_{one}" for one in ("director", "worker")
            ]
            director, worker = (self.env.ref(role) for role in roles)
            old.group_ids = [Command.unlink(director.id), Command.link(worker.id)]
        policies = self.as_user(self.env["stakeholder.policy"], "admin")
        current = policies._current(self.env.company).with_user(self.users["admin"])
        if day:
            company = self.env.company.id
            return current.copy({**values, "company_id": company, "date_from": day})
        return current._revise(values)

    def _reads(self, complaint, user):
        return bool(self.as_user(complaint, user).search([("id", "=", complaint.id)]))

    def _mails(self, user):
        address = self.users[user].email_formatted
        return self.env["mail.mail"].sudo().search([("email_to", "=", address)])

    # C3.2: who is in charge today decides what came in yesterday
    def test_open_cases_go_to_the_new_head(self):
        complaint = self.register()
        self.assertEqual(complaint.activity_ids.user_id, self.users["director"])
        action = self.as_user(self.env["stakeholder.action"], "director").create(
            {
                "name": "Confirm visits",
                "complaint_id": complaint.id,
                "user_id": self.users["officer"].id,
                "date_due": date(2026, 11, 30),
            }
        )
        self.at(self.local(2026, 11, 25))
        policy = self._change()
        self.assertNotEqual(policy, complaint.policy_id)
        self.assertEqual(complaint._deciders(), self.users["successor"])
        self.assertFalse(complaint._may_decide(self.users["director"]))
        # the task goes along, with one mail
        self.assertEqual(complaint.activity_ids.user_id, self.users["successor"])
        self.assertEqual(len(self._mails("successor")), 1)
        # what came out of it is theirs to see as well
        self.assertIn(self.users["successor"], action.reader_ids)
        own = self.edit(complaint, "successor", user_id=self.users["officer"].id)
        self.assertEqual(own.user_id, self.users["officer"])
        # X7: the terms are those of the receipt
        self.assertEqual(complaint.policy_id, self.policy)

    # C3.1: late ones are theirs too, and nothing is left to name
    def test_the_job_tells_the_new_head(self):
        complaint = self.register()
        self.at(self.local(2026, 11, 25))
        self._change()
        self.at(self.local(2026, 12, 4))
        self.run_job()
        self.assertFalse(self.env["stakeholder.notice.failure"].search([]))
        escalation = self.env.ref(f"{MODULE}.mail_activity_type_escalation")
        tasks = complaint.activity_ids
        late = tasks.filtered(lambda task: task.activity_type_id == escalation)
        self.assertEqual(late.user_id, self.users["successor"])

    # C5.4: about the new head, it is the council's from that day on
    def test_a_case_about_the_new_head_goes_to_the_council(self):
        partner = self.partner("successor")
        complaint = self.register(respondent_ids=[Command.set(partner.ids)])
        closed = self.closed(respondent_ids=[Command.set(partner.ids)])
        self.assertFalse(complaint._is_about_head())
        self.assertFalse(self._reads(complaint, "council"))
        self.at(self.local(2026, 11, 25))
        self._change()
        for case in (complaint, closed):
            self.assertTrue(case._is_about_head())
            self.assertTrue(self._reads(case, "council"))
            self.assertTrue(case._may_decide(self.users["council"]))
            self.assertFalse(self._reads(case, "successor"))
        self.assertEqual(complaint.activity_ids.user_id, self.users["council"])
        self.edit(complaint, "council", user_id=self.users["officer"].id)
        self.turn(closed, "council", "reopened", words="It is not over.")

    # C5.4: about the former head, it is no longer the council's
    def test_a_case_about_the_former_head_goes_to_the_new_one(self):
        complaint = self.register(
            respondent_ids=[Command.set(self.partner("director").ids)]
        )
        self.assertTrue(self._reads(complaint, "council"))
        self._change()
        self.assertFalse(self._reads(complaint, "council"))
        self.assertFalse(self._reads(complaint, "director"))
        self.assertTrue(complaint._may_decide(self.users["successor"]))
        self.assertEqual(complaint.activity_ids.user_id, self.users["successor"])

    # C5.4: another council member, in the policy that is there or a new one
    def test_another_council_member_follows(self):
        group = f"{MODULE}.stakeholder_group_council"
        self.users["chair"] = self._user("chair", group)
        complaint = self.register(
            respondent_ids=[Command.set(self.partner("director").ids)]
        )
        self._change(council_user_id=self.users["chair"].id)
        self.assertTrue(self._reads(complaint, "chair"))
        self.assertFalse(self._reads(complaint, "council"))
        self.assertEqual(complaint.activity_ids.user_id, self.users["chair"])

    # X7: a policy for a later day brings its people on that day
    def test_people_of_a_later_policy_come_with_its_day(self):
        partner = self.partner("successor")
        complaint = self.register(respondent_ids=[Command.set(partner.ids)])
        self._change(day="2026-12-01")
        self.assertFalse(complaint._is_about_head())
        self.assertFalse(self._reads(complaint, "council"))
        self.at(self.local(2026, 12, 1, 1))
        self.env["stakeholder.delegation"]._cron_apply()
        self.assertTrue(self._reads(complaint, "council"))
        self.assertEqual(complaint.activity_ids.user_id, self.users["council"])
        mails = len(self._mails("council"))
        self.env["stakeholder.delegation"]._cron_apply()
        self.assertEqual(len(self._mails("council")), mails)

    # who follows is found in few looks, however many cases there are
    def test_following_costs_no_query_for_each_case(self):
        def queries():
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.env["stakeholder.complaint"].sudo()._follow_head(self.env.company)
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        self.register()
        few = queries()
        for _number in range(20):
            self.register()
        self.assertLess(queries(), few + 10)
