from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CANARY, MODULE
from .test_communication import CommunicationCase


@tagged("post_install", "-at_install")
class TestCommunicationDuty(CommunicationCase):
    """What is owed until it is on file, and who is reminded of it (U3.3)."""

    def _tasks(self, **values):
        return self.env["stakeholder.action"].search(
            [("kind", "=", "filing"), *((k, "=", v) for k, v in values.items())]
        )

    def _sheet(self, user="worker"):
        Sheet = self.as_user(self.env["stakeholder.communication.sheet"], user)
        return Sheet.search(Sheet.action_collect()["domain"])

    # U3.3: after a work report its record and its summary
    def test_a_work_report_is_owed_until_it_is_on_file(self):
        talk = self.record(channel="work_report")
        task = talk.action_ids
        self.assertEqual(task.user_id, self.users["worker"])
        # from Tuesday on five working days
        self.assertEqual(task.date_due, date(2026, 12, 1))
        day = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        [row] = [one for group in day["groups"] for one in group["items"]]
        self.assertEqual((row["model"], row["id"]), (talk._name, talk.id))
        # from the task, too, one click opens what settles it
        opened = self.as_user(task, "worker").action_open_filing()
        self.assertEqual((opened["res_model"], opened["res_id"]), (talk._name, talk.id))
        self.at(self.local(2026, 12, 1))
        self.run_job()
        self.run_job()
        self.assertEqual(task.activity_ids.user_id, self.users["worker"])
        self.at(self.local(2026, 12, 2))
        self.run_job()
        self.assertEqual(task.activity_ids.user_id, self.users["director"])
        own = self.as_user(talk, "worker")
        own.write({"said": "The year.", "work_summary": "120 visits."})
        own.action_file()
        self.assertEqual(task.state, "done")
        self.assertFalse(task.activity_ids)

    # U3.3: the terms are the centre's own
    def test_another_channel_asks_for_something_else(self):
        self.policy.work_report_record_days = 1
        talk = self.record(channel="emergency")
        own = self.as_user(talk, "worker")
        own.channel_id = self.option("channel", "work_report")
        tasks = talk.action_ids.sorted("id")
        self.assertEqual(tasks.mapped("state"), ["dropped", "open"])
        self.assertEqual(tasks[1].date_due, date(2026, 11, 25))
        own.write({"channel_id": own.channel_id.id, "summary": "Again"})
        self.assertEqual(len(talk.action_ids), 2)
        with self.assertRaisesRegex(UserError, "1 to 30"):
            self.policy.sheet_sign_days = 0

    # U3.3: a month that nobody signed is reminded of, by the one job
    def test_an_unsigned_month_is_somebody_s_task(self):
        self.record(at=self.local(2026, 10, 12))
        self.record(at=self.local(2026, 10, 20))
        self.record()
        self.run_job()
        self.run_job()
        task = self._tasks()
        self.assertEqual(len(task), 1)
        self.assertEqual(task.user_id, self.users["worker"])
        self.assertEqual(task.sheet_id.month, date(2026, 10, 1))
        self.assertEqual(task.date_due, date(2026, 12, 1))
        with self.assertRaisesRegex(UserError, "signing the monthly sheet"):
            self.as_user(task, "worker").action_done()
        # the month has one row in My Day, not two
        day = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        rows = [one for group in day["groups"] for one in group["items"]]
        self.assertEqual([one["model"] for one in rows], ["res.partner"])
        self.assertTrue(rows[0]["is_direct"])
        # nor two dates by which to sign it
        self.assertEqual(
            (rows[0]["date"], rows[0]["urgency"]), (task.date_due, "green")
        )
        self.at(self.local(2026, 12, 2))
        self.run_job()
        said = task.activity_ids
        self.assertEqual(said.user_id, self.users["director"])
        self.assertNotIn(CANARY, said.summary)
        # the unit goes to somebody else, and the task with it
        second = self._user("second", f"{MODULE}.stakeholder_group_worker")
        self.users["second"] = second
        self.unit.stakeholder_user_id = second
        self.assertEqual(task.user_id, second)
        self.as_user(task.sheet_id, "second").action_sign()
        self.assertEqual(task.state, "done")
        self.assertFalse(task.activity_ids)
        november = self._tasks(state="open")
        self.assertEqual(november.sheet_id.month, date(2026, 11, 1))

    # X2: the job runs in nobody's language; what it writes is in the reader's
    def test_the_task_speaks_the_language_of_its_owner(self):
        self.users["worker"].lang = "zh_CN"
        talk = self.record(at=self.local(2026, 10, 12))
        jobs = self.env["stakeholder.notice"].with_context(lang=False)
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: cron.env.flush_all() or 60.0,
        ):
            jobs._cron_notify()
            task = self._tasks()
            self.assertEqual(task.name, "审阅并签名沟通记录：School 2026-10")
            talk.sudo().unlink()
            jobs._cron_notify()
        self.assertEqual(task.drop_reason, "已没有需要签名的内容。")

    def test_without_anybody_responsible_it_goes_to_the_person_in_charge(self):
        self.record(at=self.local(2026, 10, 12))
        self.unit.stakeholder_user_id = False
        self.run_job()
        self.assertEqual(self._tasks().user_id, self.users["director"])
        day = self.as_user(self.env["stakeholder.day"], "director").get_day()
        self.assertIn("Review and sign", str(day))

    def test_a_task_with_nothing_left_to_sign_is_dropped(self):
        talk = self.record(at=self.local(2026, 10, 12))
        self.run_job()
        task = self._tasks()
        self.as_user(talk, "worker").unlink()
        self.run_job()
        self.assertEqual(task.state, "dropped")

    # U3.3: recorded after the month was signed, it goes onto an addendum
    def test_what_comes_late_goes_onto_an_addendum(self):
        self.record(at=self.local(2026, 10, 12))
        sheet = self._sheet()
        self.as_user(sheet, "worker").action_sign()
        late = self.record(at=self.local(2026, 10, 22), summary="Forgotten")
        # in plain sight: on the contact, on the signed sheet, in My Day
        self.assertIn("addendum", self.as_user(late, "worker").warning)
        own = self.as_user(sheet, "worker")
        self.assertEqual(own.late_count, 1)
        self.assertNotIn(late, own.line_ids)
        day = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        self.assertIn("contacts of 2026-10", str(day))
        opened = self.as_user(self.unit, "worker").stakeholder_open_sheets()
        addendum = self.env["stakeholder.communication.sheet"].search(opened["domain"])
        self.assertEqual((addendum.addendum, addendum.line_ids), (1, late))
        self.assertIn("(Addendum 1)", addendum.display_name)
        self.assertEqual(own.action_open_addendum()["res_id"], addendum.id)
        self.run_job()
        self.assertEqual(self._tasks(state="open").sheet_id, addendum)
        self.as_user(addendum, "worker").action_sign()
        self.assertEqual((late.state, late.sheet_id), ("filed", addendum))
        self.assertFalse(self.as_user(sheet, "worker").late_count)
        self.assertFalse(self._tasks(state="open"))
        # and once more
        self.record(at=self.local(2026, 10, 30), summary="Forgotten, too")
        self.assertEqual(self._sheet().addendum, 2)
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            f"{MODULE}.report_communication_sheet", addendum.ids
        )
        self.assertIn("补充", html.decode())

    def test_months_of_merged_contacts_come_together(self):
        twin = self._party("The School", stakeholder_user_id=self.users["worker"].id)
        person = self._person("Mr Twin", twin, "clerk")
        october = self.local(2026, 10, 12)
        first = self.record(at=october)
        self.as_user(self._sheet(), "worker").action_sign()
        second = self.record(at=october, their_ids=[Command.set(person.ids)])
        self.as_user(self._sheet(), "worker").action_sign()
        third = self.record(at=october, their_ids=[Command.set(person.ids)])
        fourth = self.record(at=october)
        self._sheet()
        self.run_job()
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((self.unit | twin).ids, self.unit)
        self.env.invalidate_all()
        self.assertEqual(first.sheet_id.partner_id, self.unit)
        self.assertEqual(sorted((first | second).sheet_id.mapped("addendum")), [0, 1])
        self.run_job()
        self.env.invalidate_all()
        task = self._tasks(state="open")
        self.assertEqual(len(task), 1)
        self.as_user(self._sheet(), "worker").action_sign()
        self.assertEqual(third.sheet_id, fourth.sheet_id)
        self.assertEqual(third.sheet_id.addendum, 2)
