from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .communication_common import OUTSIDERS, CommunicationSecrecyCase


@tagged("post_install", "-at_install")
class TestCommunicationLeft(CommunicationSecrecyCase):
    """What somebody who has left did not finish (U3.3, I1)."""

    def _leave(self, user="worker"):
        """The log-in is closed."""
        self.users[user].active = False
        self.env.flush_all()

    def _file(self, talk, user, **values):
        own = self.as_user(talk, user)
        self.assertTrue(own.may_edit)
        own.write({"said": "The child was found.", **values})
        self.assertTrue(own.may_sign)
        own.action_file()
        self.assertEqual((talk.state, talk.signed_by_id), ("filed", self.users[user]))
        self.assertEqual(talk.user_id, self.users["worker"])
        self.assertEqual(talk.action_ids.mapped("state"), ["done"])

    # U3.3 I1: handed over with the unit, it is written, signed and filed
    def test_whoever_takes_the_unit_over_files_the_emergency(self):
        talk = self.record(channel="emergency")
        self._leave()
        self.unit.stakeholder_user_id = self.users["supervisor"]
        self.assertEqual(talk.action_ids.user_id, self.users["supervisor"])
        day = self.as_user(self.env["stakeholder.day"], "supervisor").get_day()
        self.assertIn(talk.action_ids.name, str(day))
        self._file(talk, "supervisor")

    def test_the_head_and_the_person_in_charge_may_as_well(self):
        for user, channel in (("boss", "emergency"), ("director", "work_report")):
            talk = self.record(channel=channel)
            self._leave()
            self._file(talk, user, work_summary="120 visits.")
            self.users["worker"].active = True

    # C3.5: the reminder goes where somebody is
    def test_the_duty_goes_to_the_first_who_is_still_here(self):
        talk = self.record(channel="emergency")
        self._leave()
        duty = talk.action_ids
        self.assertEqual((duty.user_id, duty.author_id), (self.boss, self.boss))
        self.boss.active = False
        self.assertEqual(duty.user_id, self.users["director"])
        self.at(self.local(2026, 11, 27))
        self.run_job()
        self.assertEqual(duty.activity_ids.user_id, self.users["director"])
        self.boss.active = True
        self.unit.stakeholder_user_id = self.second
        self.assertEqual(duty.user_id, self.second)
        # whoever comes back has it back
        self.users["worker"].active = True
        self.assertEqual(duty.user_id, self.users["worker"])

    # I1: an employment that ended by its day, the log-in still open
    def test_the_job_passes_on_what_an_ended_employment_left(self):
        talk = self.record(channel="work_report")
        self.worker_employee.departure_date = date(2026, 11, 25)
        self.run_job()
        self.assertEqual(talk.action_ids.user_id, self.users["worker"])
        self.at(self.local(2026, 11, 26))
        self.env.invalidate_all()
        self.run_job()
        self.assertEqual(talk.action_ids.user_id, self.boss)
        self._file(talk, "boss", work_summary="120 visits.")

    # P10: one that cannot be passed on is listed, and stops no other
    def test_one_bad_duty_stops_no_other(self):
        talks = self.record(channel="emergency") | self.record(channel="emergency")
        bad, owner = talks[0], type(talks)._filing_owner
        self.worker_employee.departure_date = date(2026, 11, 23)
        self.env.invalidate_all()

        def poisoned(talk):
            if talk == bad:
                raise ValueError("poison")
            return owner(talk)

        with patch.object(type(talks), "_filing_owner", poisoned):
            self.run_job()
        self.assertEqual(bad.action_ids.user_id, self.users["worker"])
        self.assertEqual(talks[1].action_ids.user_id, self.boss)
        [listed] = self.env["stakeholder.notice.failure"].search([])
        self.assertEqual(
            (listed.res_model, listed.res_id),
            ("stakeholder.action", bad.action_ids.id),
        )
        self.run_job()
        self.assertEqual(bad.action_ids.user_id, self.boss)

    def test_another_channel_asks_the_one_at_work(self):
        talk = self.record(channel="emergency")
        self._leave()
        channel = self.option("channel", "work_report")
        self.as_user(talk, "boss").channel_id = channel
        open_ones = talk.action_ids.filtered(lambda one: one.state == "open")
        self.assertEqual(open_ones.user_id, self.boss)

    # U3.3: as long as the writer is here, and for everybody else, nothing is opened
    def test_nobody_else_and_nothing_more(self):
        talk = self.record(channel="emergency")
        for user in ("boss", "officer", "supervisor", "director"):
            self.assertFalse(self.as_user(talk, user).may_edit)
            with self.assertRaisesRegex(AccessError, "edited by"):
                self.as_user(talk, user).said = "x"
        self._leave()
        for user in ("officer", "supervisor", "council"):
            own = self.as_user(talk, user)
            self.assertFalse(own.may_edit or own.may_sign)
            for call in (own.action_file, lambda own=own: own.write({"said": "x"})):
                with self.assertRaisesRegex(AccessError, "has left"):
                    call()
        for user in (*OUTSIDERS, "second"):
            with self.assertRaises(AccessError):
                self.as_user(talk, user).said = "x"
        own = self.as_user(talk, "boss")
        for values in ({"user_id": self.boss.id}, {"state": "filed"}):
            with self.assertRaises(AccessError):
                own.write(values)
        with self.assertRaisesRegex(AccessError, "deleted by"):
            own.unlink()

    # X6: with a recipient the case team finishes it, not the person in charge
    def test_of_a_recipient_the_team_alone_finishes_it(self):
        person = self.env["res.partner"].create({"name": "Xiao Liu"})
        recipient = self.env["stakeholder.recipient"].create(
            {"partner_id": person.id, "user_id": self.users["worker"].id}
        )
        talk = self.record(channel=False, their_ids=[Command.set(person.ids)])
        self._leave()
        recipient.user_id = self.second
        with self.assertRaises(AccessError):
            self.as_user(talk, "director").action_file()
        own = self.as_user(talk, "second")
        own.said = "All is well."
        own.action_file()
        self.assertEqual(talk.signed_by_id, self.second)

    # I2: nobody signs or edits the talk that was held with them
    def test_of_staff_the_head_finishes_it(self):
        talk = self.record(
            user="second",
            channel=False,
            their_ids=[Command.set(self.worker_employee.work_contact_id.ids)],
        )
        self._leave("second")
        with self.assertRaises(AccessError):
            self.as_user(talk, "worker").said = "x"
        self.as_user(talk, "boss").action_file()
        self.assertEqual(talk.signed_by_id, self.boss)
