from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from ..models.stakeholder_communication import LEVEL_BITS, TIER_BITS
from .common import CANARY, MODULE, StakeholderCase


class CommunicationCase(StakeholderCase):
    """Two units, one with a responsible on-site worker; departments with heads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit = cls._party("School", stakeholder_user_id=cls.users["worker"].id)
        cls.other_unit = cls._party("Hospital")
        cls.head = cls._person("Ms Head", cls.unit, "head")
        cls.clerk = cls._person("Mr Clerk", cls.unit, "clerk")
        cls.doctor = cls._person("Dr Wu", cls.other_unit, "director")
        cls.users["worker"].partner_id.stakeholder_tier = "onsite"
        cls.users["director"].partner_id.stakeholder_tier = "director_general"

    @classmethod
    def _party(cls, name, party_class="unit", **values):
        return cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "stakeholder_class": party_class,
                **values,
            }
        )

    @classmethod
    def _person(cls, name, unit, level=False):
        return cls.env["res.partner"].create(
            {"name": name, "parent_id": unit.id, "stakeholder_level": level}
        )

    def option(self, kind, code):
        return self.env.ref(f"{MODULE}.stakeholder_option_{kind}_{code}")

    def record(self, user="worker", channel="informal", **values):
        """One recorded by ``user`` as the form does it; as superuser."""
        own = self.env["stakeholder.communication"].with_user(self.users[user])
        talk = own.create(
            {
                "their_ids": [Command.set(self.head.ids)],
                "channel_id": channel and self.option("channel", channel).id,
                "form": "face",
                "summary": f"About the summer camp {CANARY}",
                **values,
            }
        )
        self.env.flush_all()
        return talk.sudo()

    def sees(self, talk, user):
        found = self.as_user(self.env["stakeholder.communication"], user)
        return bool(found.search([("id", "=", talk.id)]))


@tagged("post_install", "-at_install")
class TestCommunication(CommunicationCase):
    # U3.3: five fields; the rest is worked out
    def test_one_line_is_a_whole_record(self):
        talk = self.record()
        self.assertEqual(talk.partner_id, self.unit)
        self.assertEqual(talk.kind, "party")
        self.assertEqual(talk.date, date(2026, 11, 24))
        self.assertEqual(talk.our_ids, self.partner("worker"))
        self.assertEqual(talk.our_tiers, TIER_BITS["onsite"])
        self.assertEqual(talk.their_levels, LEVEL_BITS["head"])
        self.assertEqual(talk.their_people, "Ms Head（部门负责人）")
        self.assertEqual(talk.filing, "monthly")
        self.assertEqual(talk.user_id, self.users["worker"])

    # U3.3: a person of a unit was chosen as the party
    def test_a_person_stands_for_the_unit(self):
        talk = self.record(partner_id=self.clerk.id, their_ids=[])
        self.assertEqual((talk.partner_id, talk.their_ids), (self.unit, self.clerk))
        form = self.env["stakeholder.communication"].with_user(self.users["worker"])
        new = form.new({"partner_id": self.head.id})
        new._onchange_partner_id()
        self.assertEqual(new.partner_id._origin, self.unit)
        self.assertEqual(new.their_ids._origin, self.head)

    # U3.3: as they were that day
    def test_levels_stay_as_they_were_that_day(self):
        talk = self.record()
        self.head.stakeholder_level = "director"
        self.head.name = "Ms Headmaster"
        own = self.as_user(talk, "worker")
        own.summary = "About something else"
        self.assertEqual(talk.their_levels, LEVEL_BITS["head"])
        self.assertIn("Ms Head（", talk.their_people)
        own.their_ids = self.head | self.clerk
        both = LEVEL_BITS["director"] | LEVEL_BITS["clerk"]
        self.assertEqual(talk.their_levels, both)
        self.assertIn("Mr Clerk", talk.their_people)

    def test_the_day_is_the_one_of_the_centre(self):
        talk = self.record(at=self.local(2026, 11, 23, 0, 30))
        self.assertEqual(talk.date, date(2026, 11, 23))

    def test_bad_input_says_what_to_do(self):
        tomorrow = self.now + timedelta(days=1)
        stranger = self.env["res.partner"].create({"name": "Stranger"})
        for values, words in (
            ({"at": tomorrow}, "School.*has passed"),
            ({"partner_id": self.unit.id, "their_ids": []}, "School.*other side"),
            ({"their_ids": [Command.set((self.head | self.doctor).ids)]}, "Dr Wu"),
            ({"our_ids": []}, "our side"),
            ({"their_ids": []}, "with somebody"),
            ({"their_ids": [Command.set(stranger.ids)]}, "Stranger.*class"),
        ):
            with self.subTest(words=words), self.assertRaisesRegex(UserError, words):
                self.record(**values)
        talk = self.record()
        own = self.as_user(talk, "worker")
        with self.assertRaises(ValidationError):
            own.at = tomorrow
        with self.assertRaises(UserError):
            own.their_ids = False

    def test_a_double_and_no_employee_are_warned_of_not_refused(self):
        self.employee("worker")
        first = self.record()
        self.assertFalse(self.as_user(first, "worker").warning)
        second = self.record(summary="Same meeting")
        self.assertIn(CANARY, self.as_user(second, "worker").warning)
        third = self.record(user="director", form="phone")
        self.assertIn("no employee", self.as_user(third, "director").warning)

    # U3.3: filed after each; nothing else
    def test_a_work_report_is_filed_with_its_summary(self):
        talk = self.record(channel="work_report")
        own = self.as_user(talk, "worker")
        with self.assertRaisesRegex(UserError, "what was said"):
            own.action_file()
        own.said = "We told them about the year."
        with self.assertRaisesRegex(UserError, "summary"):
            own.action_file()
        own.work_summary = "120 visits."
        with self.assertRaises(AccessError):
            self.as_user(talk, "supervisor").action_file()
        own.action_file()
        self.assertEqual((talk.state, talk.date_filed), ("filed", date(2026, 11, 24)))
        with self.assertRaisesRegex(UserError, "Add to It"):
            own.said = "Something else"
        with self.assertRaisesRegex(UserError, "stays"):
            own.unlink()
        action = own.action_add()
        window = self.env[action["res_model"]].with_user(self.users["worker"])
        window.create({"communication_id": talk.id, "text": "One more"}).action_add()
        self.assertEqual(talk.addenda, "2026-11-24 Test worker：One more")
        self.assertEqual(talk.said, "We told them about the year.")

    # U3.3: an open duty until it is filed
    def test_an_emergency_waits_until_it_is_on_file(self):
        self.at(self.local(2026, 11, 27))
        talk = self.record(channel="emergency")
        [duty] = talk.action_ids
        self.assertEqual(duty.user_id, self.users["worker"])
        # Friday: Monday, Tuesday
        self.assertEqual(duty.date_due, date(2026, 12, 1))
        items = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        self.assertIn(duty.name, str(items))
        for button in ("action_done", "action_drop"):
            with self.assertRaisesRegex(UserError, "Sign and File"):
                getattr(self.as_user(duty, "worker"), button)()
        own = self.as_user(talk, "worker")
        own.said = "The child was found."
        own.action_file()
        self.assertEqual(duty.state, "done")

    def test_what_was_no_emergency_leaves_no_duty(self):
        talk = self.record(channel="emergency")
        own = self.as_user(talk, "worker")
        own.channel_id = self.option("channel", "informal")
        self.assertEqual(talk.action_ids.mapped("state"), ["dropped"])
        own.channel_id = self.option("channel", "emergency")
        self.assertEqual(sorted(talk.action_ids.mapped("state")), ["dropped", "open"])

    # U3.3: a promise is tracked until it is done, with the readers of its source
    def test_promises_are_actions(self):
        talk = self.record()
        own = self.as_user(talk, "worker")
        own.action_ids = [
            Command.create(
                {
                    "name": f"Send the programme {CANARY}",
                    "kind": "promise",
                    "user_id": self.users["officer"].id,
                    "date_due": date(2026, 12, 1),
                }
            )
        ]
        action = talk.action_ids
        self.assertFalse(action.denied_ids)
        for user in ("worker", "officer", "director"):
            self.assertEqual(self.as_user(action, user).name, action.sudo().name)
        with self.assertRaises(AccessError):
            self.as_user(action, "clerk").read(["name"])
        self.unit.stakeholder_user_id = self.users["supervisor"]
        self.assertIn(self.users["supervisor"], action.reader_ids)
        hidden = self.record(user="director")
        with self.assertRaises(AccessError):
            self.env["stakeholder.action"].with_user(self.users["officer"]).create(
                {
                    "name": "x",
                    "date_due": date(2026, 12, 1),
                    "communication_id": hidden.id,
                }
            )

    def test_an_activity_is_done_by_recording(self):
        activity = self.unit.activity_schedule(
            "mail.mail_activity_data_call",
            user_id=self.users["worker"].id,
            summary="Call about the camp",
        )
        own = self.as_user(activity, "worker")
        opened = own.action_stakeholder_record()
        self.assertEqual(opened["context"]["default_partner_id"], self.unit.id)
        Talk = self.env["stakeholder.communication"].with_user(self.users["worker"])
        Talk.with_context(**opened["context"]).create(
            {"their_ids": [Command.set(self.head.ids)]}
        )
        self.assertFalse(activity.exists().filtered("active"))
