from pathlib import Path

from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import tagged

from .common import CANARY
from .communication_common import OUTSIDERS, CommunicationSecrecyCase

SCRIPT = "migrations/19.0.1.3.0/post-activity_note.py"


@tagged("post_install", "-at_install")
class TestCommunicationActivity(CommunicationSecrecyCase):
    """“Done and Record” says that it is done, and nothing of what was said."""

    def setUp(self):
        super().setUp()
        self.person = self.env["res.partner"].create({"name": "Xiao Liu"})
        self.env["stakeholder.recipient"].create(
            {"partner_id": self.person.id, "user_id": self.users["worker"].id}
        )

    def _activity(self, partner, summary="Ring up"):
        return partner.activity_schedule(
            "mail.mail_activity_data_call",
            user_id=self.users["worker"].id,
            summary=summary,
            note="<p>Before noon</p>",
        )

    def _settle(self, activity, people, times=1):
        opened = self.as_user(activity, "worker").action_stakeholder_record()
        talks = self.as_user(self.env["stakeholder.communication"], "worker")
        for _time in range(times):
            talks.with_context(**opened["context"]).create(
                {"summary": f"SECRET {CANARY}", "their_ids": [Command.set(people.ids)]}
            )

    def _found(self, user):
        """What ``user`` finds of it in messages and in activities."""
        messages = self.as_user(self.env["mail.message"], user)
        activities = self.as_user(self.env["mail.activity"], user)
        return [
            messages.search([("body", "ilike", CANARY)]),
            activities.with_context(active_test=False).search(
                [("feedback", "ilike", CANARY)]
            ),
        ]

    # X6 I2 U3.3: of a recipient nobody but the team, of a unit not every employee
    def test_nothing_of_what_was_said_stands_on_the_contact(self):
        for partner, people in ((self.person, self.person), (self.unit, self.head)):
            activity = self._activity(partner)
            self._settle(activity, people)
            self.assertFalse(activity.active)
            self.assertIn("Before noon", partner.message_ids[0].body)
            for user in (*OUTSIDERS, "worker", "officer", "director"):
                with self.subTest(partner=partner.name, user=user):
                    self.assertFalse(any(self._found(user)))

    # the form stays open for a further one
    def test_an_activity_is_done_once(self):
        activity = self._activity(self.unit)
        before = len(self.unit.message_ids)
        self._settle(activity, self.head, times=2)
        self.assertEqual(len(self.unit.message_ids), before + 1)

    # U3.3: the chatter offers it on contacts, to whoever records them and no one else
    def test_who_is_offered_it(self):
        activity = self._activity(self.unit)
        for user, offered in (("worker", True), ("officer", True), ("clerk", None)):
            [told] = self.as_user(activity, user).activity_format()["mail.activity"]
            self.assertEqual(told.get("stakeholder_is_contact"), offered, user)

    # X6: what was posted before is taken out; what somebody wrote by hand stays
    def test_an_update_takes_the_words_out_of_old_notes(self):
        by_hand = self._activity(self.unit)
        self.as_user(by_hand, "worker").action_feedback(feedback=f"Hand {CANARY}")
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE mail_message SET create_date = create_date - interval '1 minute'"
            " WHERE id = %s",
            [self.unit.message_ids[0].id],
        )
        self.env.cr.execute(
            "UPDATE mail_activity SET write_date = write_date - interval '1 minute'"
            " WHERE id = %s",
            [by_hand.id],
        )
        self.record(their_ids=[Command.set(self.person.ids)], summary=f"S {CANARY}")
        activity = self._activity(self.person, "Plan <A>")
        own = self.as_user(activity, "worker")
        own.action_feedback(feedback=f"SECRET {CANARY}\nand a <line>")
        self.env.flush_all()
        self.assertTrue(self._found("clerk")[0])
        self.assertTrue(all(self._found("worker")))
        script = Path(__file__).resolve().parent.parent / SCRIPT
        load_script(str(script), "post-activity_note").migrate(self.cr, "19.0.1.2.0")
        self.env.invalidate_all()
        note = self.person.message_ids[0].body
        self.assertIn("Before noon", note)
        self.assertIn("Plan &lt;A&gt;", note)
        for words in (CANARY, "Feedback", "line"):
            self.assertNotIn(words, note)
        self.assertFalse(activity.feedback)
        self.assertIn(f"Hand {CANARY}", self.unit.message_ids[0].body)
        self.assertEqual(by_hand.feedback, f"Hand {CANARY}")
