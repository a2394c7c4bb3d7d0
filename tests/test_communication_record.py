from datetime import date, datetime

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..models.ir_actions import MEETING, RECORD
from .common import MODULE
from .test_communication import CommunicationCase


@tagged("post_install", "-at_install")
class TestCommunicationRecord(CommunicationCase):
    """From wherever one stands to the form, filled in as far as is known (U3.3)."""

    def _activity(self, record, user="worker", **values):
        return record.activity_schedule(
            "mail.mail_activity_data_call",
            user_id=self.users[user].id,
            summary="Call about the camp",
            **values,
        )

    def _recorded(self, context, user="worker", **values):
        """Saved from the form as it opens."""
        talks = self.as_user(self.env["stakeholder.communication"], user)
        return talks.with_context(**context).create(values).sudo()

    # U3.3: an agreement, a cycle: the party is filled in, and the cycle
    def test_an_activity_of_a_cycle_becomes_a_contact_in_it(self):
        cycle = self.env["stakeholder.engagement"].create(
            {
                "party_class": "unit",
                "partner_id": self.unit.id,
                "topic": "Camp",
                "user_id": self.users["worker"].id,
            }
        )
        activity = self._activity(cycle)
        opened = self.as_user(activity, "worker").action_stakeholder_record()
        talk = self._recorded(opened["context"], their_ids=[Command.set(self.head.ids)])
        self.assertEqual(talk.engagement_id, cycle)
        self.assertEqual(talk.partner_id, self.unit)
        self.assertEqual(talk.summary, "Call about the camp")
        self.assertFalse(activity.exists().filtered("active"))

    def test_an_agreement_opens_the_form_with_its_party(self):
        agreement = self.env["stakeholder.agreement"].create(
            {
                "name": "Service",
                "partner_id": self.unit.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
            }
        )
        opened = self.as_user(agreement, "worker").action_record_communication()
        talk = self._recorded(
            opened["context"], their_ids=[Command.set(self.head.ids)], summary="Camp"
        )
        self.assertEqual(talk.partner_id, self.unit)

    # U3.1: a greeting that is owed opens with its festival, which the form shows
    def test_what_is_owed_opens_the_form_with_its_occasion(self):
        festival = self.env["stakeholder.festival"].search([], limit=1)
        line = self.env["stakeholder.cadence"].create(
            {
                "name": "Greeting",
                "status": "potential",
                "what": "greeting",
                "festival_ids": [Command.set(festival.ids)],
            }
        )
        due = self.env["stakeholder.contact.due"].create(
            {
                "company_id": self.env.company.id,
                "partner_id": self.unit.id,
                "cadence_id": line.id,
                "festival_id": festival.id,
                "user_id": self.users["worker"].id,
                "date_start": date(2026, 11, 20),
                "date_due": date(2026, 12, 11),
                "required": 1,
            }
        )
        activity = self._activity(due)
        opened = self.as_user(activity, "worker").action_stakeholder_record()
        talk = self._recorded(opened["context"], their_ids=[Command.set(self.head.ids)])
        self.assertEqual(talk.festival_id, festival)
        self.assertEqual(talk.maintenance_id.code, "festival")
        self.assertFalse(due.exists())
        self.assertFalse(activity.exists())

    # I2: whoever is talked with finds it; nobody's menu grows by it
    def test_talks_with_oneself_stand_among_the_communications(self):
        folder = self.env.ref(f"{MODULE}.stakeholder_menu_communications")
        own = self.env.ref(f"{MODULE}.stakeholder_menu_communication_own")
        self.assertEqual(own.parent_id, folder)
        for user, others in (("clerk", False), ("worker", True), ("council", True)):
            seen = self.as_user(folder.child_id, user)._filter_visible_menus()
            self.assertIn(own, seen, user)
            self.assertEqual(len(seen) > 1, others, user)

    def test_other_activities_are_not_contacts(self):
        activity = self._activity(self.users["worker"].partner_id)
        self.assertTrue(activity.stakeholder_is_contact)
        action = self.env["stakeholder.action"].create(
            {
                "name": "Mend the door",
                "user_id": self.users["worker"].id,
                "date_due": date(2026, 12, 3),
            }
        )
        other = self.as_user(self._activity(action), "worker")
        self.assertFalse(other.stakeholder_is_contact)
        with self.assertRaises(UserError):
            other.action_stakeholder_record()


@tagged("post_install", "-at_install")
class TestCommunicationMeeting(CommunicationCase):
    """A meeting of the calendar, where that app is installed beside the module."""

    def setUp(self):
        super().setUp()
        if MEETING not in self.env:
            self.skipTest("The calendar app is not installed here.")

    def _meeting(self, people, user="worker", **values):
        return (
            self.env[MEETING]
            .with_user(self.users[user])
            .with_context(no_mail_to_attendees=True, mail_create_nolog=True)
            .create(
                {
                    "name": "About the camp",
                    "start": datetime(2026, 11, 24, 1, 0),
                    "stop": datetime(2026, 11, 24, 1, 30),
                    "location": "Room 3",
                    "partner_ids": [Command.set(people.ids)],
                    **values,
                }
            )
        )

    def _offered(self, user):
        actions = self.env["ir.actions.actions"].with_user(self.users[user])
        found = actions.get_bindings(MEETING).get("action", ())
        return self.env.ref(RECORD).id in [one["id"] for one in found]

    def _run(self, meeting, user):
        """As the gear of the meeting's form does it."""
        action = self.as_user(self.env.ref(RECORD), user)
        return action.with_context(
            active_model=MEETING, active_id=meeting.id, active_ids=meeting.ids
        ).run()

    def _defaults(self, opened):
        context = opened["context"].items()
        return {name: value for name, value in context if "default_" in name}

    def _recorded(self, opened, user="worker"):
        talks = self.as_user(self.env["stakeholder.communication"], user)
        return talks.with_context(**opened["context"]).create({}).sudo()

    # U3.3
    def test_it_offers_to_record_to_those_who_may(self):
        self.assertTrue(self._offered("worker"))
        self.assertTrue(self._offered("council"))
        self.assertFalse(self._offered("clerk"))
        with self.assertRaises(AccessError):
            self._run(self._meeting(self.head), "clerk")

    # U3.3: when, where, with whom and what about are filled in
    def test_the_record_takes_from_it(self):
        people = self.head | self.doctor | self.partner("worker")
        people |= self.partner("director")
        talk = self._recorded(self._run(self._meeting(people), "worker"))
        first = talk.their_ids[:1].parent_id
        self.assertEqual(talk.partner_id, first)
        # people of two units are two records: those of the other one stay out
        self.assertEqual(
            talk.their_ids, people.filtered(lambda p: p.parent_id == first)
        )
        self.assertEqual(
            talk.our_ids, self.partner("worker") | self.partner("director")
        )
        self.assertEqual(talk.at, datetime(2026, 11, 24, 1, 0))
        self.assertEqual((talk.place, talk.summary), ("Room 3", "About the camp"))

    def test_one_of_tomorrow_is_recorded_as_of_now(self):
        meeting = self._meeting(
            self.head,
            start=datetime(2026, 11, 25, 1, 0),
            stop=datetime(2026, 11, 25, 2, 0),
        )
        self.assertEqual(self._recorded(self._run(meeting, "worker")).at, self.now)

    def test_a_planned_one_is_done_with_its_record(self):
        meeting = self._meeting(self.head | self.partner("worker"))
        activity = self.unit.activity_schedule(
            "mail.mail_activity_data_meeting",
            user_id=self.users["worker"].id,
            summary="Meet about the camp",
            calendar_event_id=meeting.id,
        )
        opened = self.as_user(activity, "worker").action_stakeholder_record()
        again = self._run(meeting, "worker")
        self.assertEqual(again["context"]["stakeholder_activity_id"], activity.id)
        self.assertEqual(*map(self._defaults, (opened, again)))
        talk = self._recorded(again)
        self.assertEqual(talk.partner_id, self.unit)
        self.assertEqual(talk.their_ids, self.head)
        self.assertEqual(talk.place, "Room 3")
        self.assertFalse(activity.exists().filtered("active"))

    # what somebody keeps private in the calendar is not read through this door
    def test_a_private_one_of_somebody_else_shows_nothing(self):
        meeting = self._meeting(
            self.head | self.partner("officer"), user="officer", privacy="private"
        )
        try:
            defaults = self._run(meeting, "worker")["context"]
        except AccessError:
            return
        self.assertNotIn("camp", str(defaults))
        self.assertFalse(defaults["default_place"])


@tagged("post_install", "-at_install")
class TestCommunicationRecordTour(CommunicationCase, HttpCase):
    browser_size = "390x844"
    touch_enabled = True

    # U3.3: from a party, an agreement or a cycle, one tap away on the telephone
    def test_from_a_cycle_on_the_telephone(self):
        self._stop_clock()
        self.users["worker"].lang = "zh_CN"
        unit = self._party("示范测试中学", stakeholder_user_id=self.users["worker"].id)
        self._person("郭主任", unit, "head")
        agreement = self.env["stakeholder.agreement"].create(
            {
                "name": "驻校",
                "partner_id": unit.id,
                "date_start": "2020-01-01",
                "date_end": "2099-12-31",
            }
        )
        cycle = self.env["stakeholder.engagement"].create(
            {
                "party_class": "unit",
                "partner_id": unit.id,
                "topic": "驻校",
                "user_id": self.users["worker"].id,
            }
        )
        form = "res.partner/%s", "stakeholder.agreement/%s"
        pages = [
            f"/odoo/{form[0] % unit.id}",
            f"/odoo/{form[1] % agreement.id}",
            f"/odoo/engagements/{cycle.id}",
        ]
        for page in pages:
            with self.subTest(page):
                self.start_tour(page, "stakeholder_record_phone", login="t_worker")
        talks = self.env["stakeholder.communication"].search(
            [("partner_id", "=", unit.id)]
        )
        self.assertEqual(talks.mapped("summary"), ["约定周五到访"] * 3)
        self.assertEqual(talks[0].engagement_id, cycle)
