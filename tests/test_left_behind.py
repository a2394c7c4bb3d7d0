from datetime import timedelta

from odoo.fields import Command
from odoo.tests import tagged

from .communication_common import CommunicationSecrecyCase
from .engagement_common import EngagementCase


@tagged("post_install", "-at_install")
class TestLeftBehind(CommunicationSecrecyCase):
    """Who has left, here or there, leaves the record whole and the work to others."""

    # U3.3 X3: whoever was there that day was there
    def test_people_archived_since_stay_on_the_record(self):
        both = self.record(their_ids=[Command.set((self.head | self.clerk).ids)])
        alone = self.record(their_ids=[Command.set(self.clerk.ids)])
        people, levels = set(both.their_people.split("、")), both.their_levels
        (self.head | self.clerk).active = False
        for talk in both | alone:
            self.env.invalidate_all()
            own = self.as_user(talk, "worker")
            own.write({"at": talk.at - timedelta(hours=1)})
        self.assertEqual(set(both.their_people.split("、")), people)
        self.assertEqual(both.their_levels, levels)
        own.channel_id = self.option("channel", "emergency")
        self.assertIn(self.clerk.name, alone.their_people)

    # U3.3: as what a writer had to file does
    def test_the_month_of_who_has_left_is_signed_by_others(self):
        self.record()
        self.at(self.local(2026, 12, 2))
        self.env.invalidate_all()
        self.run_job()
        tasks = self.env["stakeholder.action"].search([("sheet_id", "!=", False)])
        self.assertEqual(tasks.user_id, self.users["worker"])
        self.users["worker"].active = False
        self.assertEqual(tasks.user_id, self.users["director"])
        day = self.as_user(self.env["stakeholder.day"], "director").get_day()
        titles = [one["title"] for part in day["groups"] for one in part["items"]]
        self.assertTrue([one for one in titles if "2026-11" in one])
        self.users["worker"].active = True
        self.assertEqual(tasks.user_id, self.users["worker"])

    # U3.3: nobody is responsible any more
    def test_the_month_of_a_unit_without_anybody_goes_up(self):
        self.record()
        self.at(self.local(2026, 12, 2))
        self.env.invalidate_all()
        self.run_job()
        tasks = self.env["stakeholder.action"].search([("sheet_id", "!=", False)])
        self.unit.stakeholder_user_id = False
        self.assertEqual(tasks.user_id, self.users["director"])
        self.assertNotIn(self.users["worker"], tasks.reader_ids)

    # I2 C3.5: a further try is as secret as the talk it comes from
    def test_a_further_try_comes_out_of_the_same_talk(self):
        self.employee("second")
        person = self.partner("second")
        talk = self.record(
            "boss",
            channel=False,
            partner_id=person.id,
            their_ids=[Command.set(person.ids)],
            kind="staff",
        )
        own = self.as_user(self.env["stakeholder.action"], "boss")
        values = {
            "name": "In confidence",
            "kind": "improvement",
            "communication_id": talk.id,
            "date_due": self.local(2026, 11, 24).date(),
            "user_id": self.second.id,
            "result": "Done",
        }
        first, other = own.create([values, values])
        for action in first | other:
            action.with_user(self.second).action_done()
            action.check_note = "No change"
        context = first.action_failed()["context"]
        self.assertEqual(context["default_communication_id"], talk.id)
        # of a signed one nothing comes any more: no word of it is handed on
        talk.sudo().state = "filed"
        context = other.action_failed()["context"]
        self.assertNotIn("default_name", context)
        self.assertNotIn("default_communication_id", context)

    # speed: as many queries for a page as for one
    def test_a_list_of_sheets_counts_in_one_go(self):
        sheets = self.env["stakeholder.communication.sheet"]
        for month in range(1, 12):
            self.record(at=self.local(2026, month, 3), summary=f"In {month}")
        self.run_job()
        found = self.as_user(sheets, "worker").search([])
        self.assertGreater(len(found), 8)
        self.assertEqual(set(found.mapped("line_count")), {1})
        counted = []
        for some in (found[:1], found):
            self.env.invalidate_all()
            start = self.cr.sql_log_count
            some.mapped("line_count")
            counted.append(self.cr.sql_log_count - start)
        self.assertEqual(counted[0], counted[1])


@tagged("post_install", "-at_install")
class TestCycleLeftBehind(EngagementCase):
    # P7: whoever takes it up again is responsible
    def test_a_new_cycle_after_the_worker_has_left(self):
        engagement = self.at_stage("follow_up")
        self.fill(engagement, "follow_up")
        engagement.action_next()
        self.users["worker"].active = False
        self.env.flush_all()
        opened = self.as_user(engagement, "supervisor").action_new_cycle()
        following = self.Engagement.browse(opened["res_id"])
        self.assertEqual(following.user_id, self.users["supervisor"])
        self.assertEqual(following.previous_id, engagement)
