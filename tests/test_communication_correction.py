from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .communication_common import CommunicationSecrecyCase


@tagged("post_install", "-at_install")
class TestCommunicationCorrection(CommunicationSecrecyCase):
    """What was entered by mistake is put right, and what is owed with it (U3.3)."""

    def _duty(self, talk, state="open"):
        return talk.action_ids.filtered(lambda one: one.state == state)

    # U3.3: entered by mistake, it goes with what the machine asked for
    def test_an_emergency_entered_by_mistake_goes(self):
        talk = self.record(channel="emergency")
        duty = talk.action_ids
        self.at(self.local(2026, 11, 27))
        self.run_job()
        self.assertTrue(duty.activity_ids)
        self.as_user(talk, "worker").unlink()
        self.assertFalse(talk.exists())
        self.assertFalse(duty.exists())
        self.run_job()
        day = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        self.assertNotIn("emergency", str(day))

    def test_one_whose_channel_was_corrected_goes_as_well(self):
        talk = self.record(channel="work_report")
        own = self.as_user(talk, "worker")
        own.channel_id = self.option("channel", "informal")
        self.assertTrue(self._duty(talk, "dropped"))
        own.unlink()
        self.assertFalse(talk.exists())

    def test_what_was_promised_or_filed_stays(self):
        promised = self.record(channel="emergency")
        own = self.as_user(promised, "worker")
        own.action_ids = [
            Command.create(
                {"name": "Ring", "kind": "promise", "date_due": date(2026, 12, 1)}
            )
        ]
        with self.assertRaisesRegex(UserError, "was promised"):
            own.unlink()
        filed = self.record(channel="emergency", said="The child was found.")
        self.as_user(filed, "worker").action_file()
        with self.assertRaisesRegex(UserError, "on file"):
            self.as_user(filed, "worker").unlink()

    # the duty by itself is deleted by nobody, not even by whoever it falls to
    def test_the_duty_alone_is_not_deleted(self):
        duty = self.record(channel="emergency").action_ids
        for user in ("worker", "officer", "director"):
            with self.assertRaises(AccessError):
                self.as_user(duty, user).unlink()
        self.assertTrue(duty.exists())
        promise = duty.create({"name": "x", "date_due": date(2026, 12, 1)})
        with self.assertRaisesRegex(UserError, "stays on record"):
            promise.unlink()

    # U3.3: the right party and the right day stand in the duty
    def test_a_corrected_party_and_day_are_those_of_the_duty(self):
        talk = self.record(channel="emergency")
        duty = talk.action_ids
        self.assertEqual(duty.date_due, date(2026, 11, 26))
        own = self.as_user(talk, "worker")
        own.write(
            {
                "partner_id": self.other_unit.id,
                "their_ids": [Command.set(self.doctor.ids)],
                "at": self.local(2026, 11, 4),
            }
        )
        self.assertEqual(talk.action_ids, duty)
        self.assertEqual(duty.state, "open")
        self.assertIn("Hospital", duty.name)
        self.assertEqual(duty.partner_id, self.other_unit)
        self.assertEqual(duty.date_due, date(2026, 11, 6))

    def test_a_term_moved_by_hand_stays_where_the_day_is_the_same(self):
        talk = self.record(channel="emergency")
        duty = talk.action_ids
        duty.date_due = date(2026, 12, 11)
        own = self.as_user(talk, "worker")
        own.write({"at": self.local(2026, 11, 24, 9), "said": "x"})
        own.write(
            {
                "partner_id": self.other_unit.id,
                "their_ids": [Command.set(self.doctor.ids)],
            }
        )
        self.assertEqual(duty.date_due, date(2026, 12, 11))
        self.assertIn("Hospital", duty.name)

    # X6: with a recipient no record is owed; the name of the unit stays with no task
    def test_of_a_recipient_nothing_is_owed_any_more(self):
        person = self.env["res.partner"].create({"name": "Xiao Liu"})
        self.env["stakeholder.recipient"].create(
            {"partner_id": person.id, "user_id": self.users["worker"].id}
        )
        talk = self.record(channel="emergency")
        own = self.as_user(talk, "worker")
        own.write(
            {
                "partner_id": person.id,
                "their_ids": [Command.set(person.ids)],
                "kind": "recipient",
            }
        )
        self.assertEqual(talk.filing, "none")
        self.assertFalse(self._duty(talk))
        self.assertIn("corrected", self._duty(talk, "dropped").drop_reason)
        self.assertNotIn("Xiao", str(talk.action_ids.mapped("name")))
        # and back again
        own.write(
            {
                "partner_id": self.unit.id,
                "their_ids": [Command.set(self.head.ids)],
                "kind": "party",
            }
        )
        self.assertEqual(len(self._duty(talk)), 1)
