from datetime import date
from unittest.mock import patch

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CANARY, StakeholderCase


@tagged("post_install", "-at_install")
class TestNotice(StakeholderCase):
    def _kinds(self, complaint):
        return (
            self.env["stakeholder.notice"]
            .search([("res_id", "=", complaint.id)], order="id")
            .mapped("kind")
        )

    def _summaries(self, complaint):
        return {
            (activity.user_id, activity.summary)
            for activity in complaint.activity_ids
            if activity.activity_type_id
            != self.env.ref("stakeholder_relations.mail_activity_type_handover")
        }

    # C3.1: two working days before, on the day, and when late; once each
    def test_warned_reminded_and_escalated_once_each(self):
        complaint = self.assigned()
        handler, director = self.users["officer"], self.users["director"]
        for moment, kinds, addressee, words in (
            (self.local(2026, 11, 30), [], handler, "You handle this"),
            (self.local(2026, 12, 1), ["warning"], handler, "due soon"),
            (self.local(2026, 12, 2), ["warning"], handler, "due soon"),
            (self.local(2026, 12, 3, 23, 59), ["warning", "due"], handler, "today"),
            (
                self.local(2026, 12, 4, 0, 1),
                ["warning", "due", "late"],
                director,
                "is late",
            ),
            (
                self.local(2026, 12, 5),
                ["warning", "due", "late"],
                director,
                "is late",
            ),
        ):
            self.at(moment)
            self.run_job()
            self.run_job()
            self.assertEqual(
                self._kinds(complaint), [f"response_{kind}" for kind in kinds]
            )
            told = self._summaries(complaint)
            self.assertEqual(
                len([user for user, said in told if words in said]), 1, told
            )
            self.assertTrue(
                any(user == addressee and words in said for user, said in told), told
            )

    # X2: whoever runs the job, each is told in their own language
    def test_told_in_the_language_of_whoever_is_told(self):
        self.users["officer"].lang = "zh_CN"
        complaint = self.assigned()
        self.at(self.local(2026, 12, 3))
        mails = self.env["mail.mail"].search([])
        self.run_job()
        activity = complaint.activity_ids.filtered(
            lambda one: one.user_id == self.users["officer"]
        )
        self.assertEqual(activity.summary, "今天是回应期限")
        [mail] = self.env["mail.mail"].search([]) - mails
        self.assertIn("今天是回应期限", mail.body_html)
        self.assertIn("2026/12/03", mail.body_html)
        # X2: and it says whom to ask, by name and telephone
        self.assertIn("如有疑问，请联系：", mail.body_html)
        self.assertIn(self.users["director"].name, mail.body_html)
        self.assertIn(self.policy.phone, mail.body_html)

    # C5.3: a mail does not send anybody to whoever the case is kept from
    def test_nobody_is_sent_to_whom_the_case_is_kept_from(self):
        complaint = self.assigned()
        complaint.withheld_ids = self.partner("director")
        self.at(self.local(2026, 12, 3))
        mails = self.env["mail.mail"].search([])
        self.run_job()
        sent = self.env["mail.mail"].search([]) - mails
        self.assertTrue(sent)
        for mail in sent:
            self.assertIn(complaint.name, mail.body_html)
            self.assertNotIn(self.users["director"].name, mail.body_html)

    def test_nobody_handles_it_yet(self):
        complaint = self.register()
        self.at(self.local(2026, 12, 1))
        self.run_job()
        [(user, _summary)] = self._summaries(complaint)
        self.assertEqual(user, self.users["director"])

    # C3.1: an answer stops it, an acknowledgement does not
    def test_answered_is_not_reminded(self):
        complaint = self.answered()
        acknowledged = self.assigned()
        self.as_user(acknowledged, "officer")._acknowledge(date(2026, 11, 24), "Soon.")
        self.at(self.local(2026, 12, 3))
        self.run_job()
        self.assertFalse(self._kinds(complaint))
        self.assertEqual(self._kinds(acknowledged), ["response_due"])

    # C3.4
    def test_the_result_has_a_clock_of_its_own(self):
        complaint = self.assigned()
        self.as_user(complaint, "officer")._answer(
            date(2026, 11, 24), "Not yet.", False
        )
        self.at(self.local(2026, 12, 14))
        self.run_job()
        self.assertEqual(self._kinds(complaint), ["result_due"])

    def test_missed_days_are_caught_up_by_state(self):
        complaint = self.assigned()
        self.at(self.local(2026, 12, 8))
        self.run_job()
        self.assertEqual(self._kinds(complaint), ["response_late"])

    def test_registered_when_already_late(self):
        complaint = self.register(received_at=self.local(2026, 11, 2))
        self.run_job()
        self.assertEqual(self._kinds(complaint), ["response_late", "result_late"])

    # X1: a moved deadline is spoken of anew
    def test_moved_deadline_is_announced_again(self):
        complaint = self.assigned()
        self.at(self.local(2026, 12, 3))
        self.run_job()
        self.env["stakeholder.calendar.day"].create(
            {"date": "2026-12-03", "kind": "holiday", "reason": "typhoon"}
        )
        self.assertEqual(complaint.date_response_due, date(2026, 12, 4))
        self.run_job()
        self.at(self.local(2026, 12, 4))
        self.run_job()
        notices = self.env["stakeholder.notice"].search(
            [("res_id", "=", complaint.id)], order="id"
        )
        self.assertEqual(
            [(notice.kind, notice.date.day) for notice in notices],
            [("response_due", 3), ("response_warning", 4), ("response_due", 4)],
        )

    # P2: never to somebody who may not read it at that moment
    def test_escalation_never_reaches_the_accused(self):
        complaint = self.assigned()
        self.name_respondents(complaint, "director")
        mails = self.env["mail.mail"].search([])
        self.at(self.local(2026, 12, 4))
        self.run_job()
        users = {user for user, words in self._summaries(complaint) if "late" in words}
        self.assertEqual(users, {self.users["council"]})
        sent = self.env["mail.mail"].search([]) - mails
        self.assertNotIn("director@", "".join(sent.mapped("email_to")))

    def test_handler_who_left_is_passed_over(self):
        complaint = self.assigned()
        self.users["officer"].active = False
        self.at(self.local(2026, 12, 1))
        self.run_job()
        users = {user for user, words in self._summaries(complaint) if "soon" in words}
        self.assertEqual(users, {self.users["director"]})

    def test_one_mail_a_person_without_a_secret(self):
        complaints = self.Complaint.union(
            *(self.assigned(statement=CANARY, topic=CANARY) for _number in range(3))
        )
        mails = self.env["mail.mail"].search([])
        self.at(self.local(2026, 12, 1))
        self.run_job()
        [mail] = self.env["mail.mail"].search([]) - mails
        for number in complaints.mapped("name"):
            self.assertIn(number, mail.body_html)
        self.assertNotIn(CANARY, f"{mail.subject} {mail.body_html}")

    def test_closing_clears_everybody_s_list(self):
        complaint = self.assigned()
        self.at(self.local(2026, 12, 4))
        self.run_job()
        self.assertTrue(complaint.activity_ids)
        self.as_user(complaint, "officer")._answer(date(2026, 12, 4), "Sorry.", True)
        self.assertFalse(complaint.activity_ids)

    # P10: one bad record stops no other, and shows
    @mute_logger("odoo.addons.stakeholder_relations.models.stakeholder_notice")
    def test_bad_record_stops_no_other_and_is_shown(self):
        good = [self.assigned() for _number in range(3)]
        bad = self.assigned()
        last = self.assigned()
        self.at(self.local(2026, 12, 3))
        Complaint = type(self.Complaint)
        values = Complaint._notice_values

        def fail_on_bad(record, kind, deadline):
            if record == bad:
                raise ValueError("broken")
            return values(record, kind, deadline)

        with patch.object(Complaint, "_notice_values", fail_on_bad):
            self.run_job()
            self.run_job()
        for complaint in (*good, last):
            self.assertEqual(self._kinds(complaint), ["response_due"])
        self.assertFalse(self._kinds(bad))
        failure = self.as_user(
            self.env["stakeholder.notice.failure"], "director"
        ).search([])
        self.assertEqual((failure.res_id, failure.count), (bad.id, 1))
        # tried again after a pause that doubles, and gone when it worked
        self.at(self.local(2026, 12, 3, 11, 30))
        with patch.object(Complaint, "_notice_values", fail_on_bad):
            self.run_job()
        self.assertEqual(failure.count, 2)
        self.at(self.local(2026, 12, 3, 13, 31))
        self.run_job()
        self.assertEqual(self._kinds(bad), ["response_due"])
        self.assertFalse(failure.exists())

    @mute_logger("odoo.addons.stakeholder_relations.models.stakeholder_notice")
    def test_nobody_to_tell_is_shown_and_tried_again(self):
        complaint = self.assigned()
        self.policy.council_user_id = False
        council = self.env.ref("stakeholder_relations.stakeholder_group_council")
        council.user_ids = [Command.clear()]
        complaint.user_id = False
        self.name_respondents(complaint, "director")
        self.at(self.local(2026, 12, 3))
        self.run_job()
        failure = self.env["stakeholder.notice.failure"].search([])
        self.assertEqual(failure.res_id, complaint.id)
        self.assertFalse(self._kinds(complaint))

    # P9: by a unique key, not by luck
    @mute_logger("odoo.sql_db")
    def test_ledger_takes_a_notice_once(self):
        values = {
            "res_model": "stakeholder.complaint",
            "res_id": 1,
            "kind": "response_due",
            "date": date(2026, 12, 3),
        }
        self.env["stakeholder.notice"].create(values)
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.env["stakeholder.notice"].create(values)

    def test_ledger_and_failures_hold_model_and_id_only(self):
        for name in ("stakeholder.notice", "stakeholder.notice.failure"):
            own = {
                field
                for field, kind in self.env[name]._fields.items()
                if kind.store and field not in ("create_uid", "write_uid")
            }
            own -= {"id", "create_date", "write_date", "kind", "count"}
            allowed = {"res_model", "res_id", "date", "date_retry"}
            self.assertEqual(own - allowed, set())

    def test_who_sees_the_failures(self):
        Failure = self.env["stakeholder.notice.failure"]
        for user in ("clerk", "worker", "officer", "council", "auditor"):
            with self.assertRaises(AccessError):
                self.as_user(Failure, user).search([])
        for user in ("director", "admin"):
            self.as_user(Failure, user).search([])
