from datetime import date
from unittest.mock import patch

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .common import CANARY
from .public_common import PublicCase

RETENTION = "odoo.addons.stakeholder_relations.models.stakeholder_retention"
REPORT_POSTER = "stakeholder_relations.report_poster"
TEXT_TYPES = "('character varying', 'text', 'json', 'jsonb')"


@tagged("post_install", "-at_install")
class TestRetention(PublicCase):
    def _occurrences(self, word):
        """{table: rows with ``word`` in them}, all tables of the database."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns "
            f"WHERE table_schema = 'public' AND data_type IN {TEXT_TYPES}"
        )
        found = {}
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{word}%"]
            )
            if count := self.env.cr.fetchone()[0]:
                found[table] = count
        return found

    def filled(self):
        """A closed case with a canary in every place that takes words."""
        words = {
            "statement": f"s {CANARY}-1",
            "topic": f"t {CANARY}-2",
            "complainant_name": f"n {CANARY}-3",
        }
        complaint = self.assigned(**words)
        receipt = self.env["stakeholder.complaint.receipt"].search(
            [("complaint_id", "=", complaint.id)]
        )
        receipt.with_user(self.users["clerk"])._add(f"added {CANARY}-4")
        own = self.as_user(complaint, "officer")
        own._acknowledge(complaint.date_received, f"a {CANARY}-5")
        own._answer(complaint.date_received, f"r {CANARY}-6", False)
        own.message_post(body=f"note {CANARY}-7")
        self.env["stakeholder.complaint.step"].with_user(self.users["officer"]).create(
            {"complaint_id": complaint.id, "note": f"looked {CANARY}-8"}
        )
        complaint._dissatisfied(complaint._today(), f"no {CANARY}-9")
        self.as_user(complaint, "director")._report_result(
            complaint._today(), f"res {CANARY}-10"
        )
        self.env["ir.attachment"].create(
            {
                "name": f"file {CANARY}-11",
                "raw": f"{CANARY}-12",
                "res_model": complaint._name,
                "res_id": complaint.id,
            }
        )
        self.edit(complaint, "director", **self.settled(lesson=f"l {CANARY}-13"))
        self.as_user(complaint, "director").action_close()
        self.env.invalidate_all()
        return complaint

    def test_erased_is_gone_and_nothing_else_changes(self):
        # P24: 0 of 13 canaries in any table; counts and trail as before
        complaint = self.filled()
        self.assertGreater(len(self._occurrences(CANARY)), 5)
        kept = ("name", "state", "date_received", "date_closed", "finding", "cause_id")
        before = [complaint[name] for name in kept]
        self.as_user(complaint, "director")._erase("words")
        self.env.invalidate_all()
        self.assertEqual(self._occurrences(CANARY), {})
        self.assertEqual([complaint[name] for name in kept], before)
        trail = self.env["stakeholder.complaint.trail"]
        self.assertFalse(trail._verify(complaint))
        self.assertIn("erased_words", complaint.trail_ids.mapped("event"))
        # what is left on the trail cannot be guessed at: the salt went with the words
        salts = self.env["stakeholder.trail.salt"]
        self.assertFalse(salts.search([("complaint_id", "=", complaint.id)]))

    def test_letters_somebody_began_go_too(self):
        # P22: drafts
        complaint = self.closed()
        letter = self.env["stakeholder.complaint.letter"].with_user(
            self.users["director"]
        )
        letter.create(
            {"complaint_id": complaint.id, "kind": "result", "text": f"Dear {CANARY}"}
        )
        self.assertIn("stakeholder_complaint_letter", self._occurrences(CANARY))
        self.as_user(complaint, "council")
        complaint._erase("words")
        self.assertEqual(self._occurrences(CANARY), {})

    def test_name_and_contact_alone(self):
        complaint = self.closed()
        statement = complaint.statement
        self.as_user(complaint, "director")._erase("identity")
        self.assertEqual(self._occurrences(CANARY), {})
        self.assertEqual(complaint.statement, statement)

    def test_held_running_or_exported_stays(self):
        # P24: legal hold; who exported does not erase
        complaint = self.closed()
        hold = self.env["stakeholder.legal.hold"].create(
            {"complaint_id": complaint.id, "reason": "Court"}
        )
        window = self.env["stakeholder.erasure"].with_user(self.users["director"])
        window = window.create({"complaint_id": complaint.id, "part": "words"})
        with self.assertRaisesRegex(UserError, complaint.name):
            window.action_confirm()
        hold.date_to = fields.Date.today() - relativedelta(days=1)
        self.as_user(complaint, "director")._log_export()
        with self.assertRaisesRegex(UserError, "somebody else"):
            window.action_confirm()
        running = self.assigned()
        with self.assertRaisesRegex(UserError, "not closed"):
            running._erase("words")

    def test_held_from_the_form_of_a_phone(self):
        # P24: the cards open a form; the day is that of the centre
        action = self.env.ref("stakeholder_relations.stakeholder_legal_hold_action")
        modes = [mode for _view, mode in action.views]
        self.assertEqual(modes, ["list", "kanban", "form"])
        complaint = self.closed()
        holds = self.as_user(self.env["stakeholder.legal.hold"], "director")
        # No server answers here: the clock may stand, early in the day there.
        with freeze_time(self.local(2026, 11, 25, 6, 0)), Form(holds) as form:
            form.complaint_id = complaint
            form.reason = "Court"
        self.assertEqual(form.record.date_from, date(2026, 11, 25))

    def test_only_whoever_decides_erases(self):
        complaint = self.closed()
        for role in ("officer", "supervisor", "council"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.as_user(complaint, role).action_erase()

    def test_the_privacy_page_says_the_terms_in_force(self):
        # what the page says is what the job does
        row = self.env.ref("stakeholder_relations.stakeholder_retention_raw")
        row.months = 7
        page = self.visit("/opinion/privacy").text
        self.assertRegex(page, r"邮件原件</dt><dd>7 个月")
        row.copy({"months": 8, "company_id": self.env.company.id})
        self.assertRegex(
            self.visit("/opinion/privacy").text, r"邮件原件</dt><dd>8 个月"
        )

    def test_the_terms_erase_by_themselves_and_once(self):
        # P24: purge by class; twice is once
        complaint, held = self.closed(), self.closed()
        fresh = self.closed()
        self.env["stakeholder.legal.hold"].create(
            {"complaint_id": held.id, "reason": "Court"}
        )
        long_ago = fields.Date.today() - relativedelta(months=37)
        (complaint | held)._write_technical({"date_closed": long_ago})
        for _twice in range(2):
            self.purge()
        self.assertFalse(complaint.identity_ids.name)
        self.assertIn("worker", complaint.statement)
        self.assertTrue(held.identity_ids.name and fresh.identity_ids.name)
        events = complaint.trail_ids.mapped("event")
        self.assertEqual(events.count("erased_identity"), 1)
        complaint._write_technical({"date_closed": long_ago - relativedelta(months=25)})
        self.purge()
        self.assertNotIn("worker", complaint.statement)

    def test_one_that_cannot_be_erased_stops_no_other(self):
        bad, good = self.closed(), self.closed()
        day = fields.Date.today() - relativedelta(months=37)
        (bad | good)._write_technical({"date_closed": day})
        erase = type(bad)._erase

        def erased(complaint, part):
            if complaint == bad:
                raise ValueError("no")
            return erase(complaint, part)

        log = self.assertLogs("odoo.addons.stakeholder_relations", "WARNING")
        with patch.object(type(bad), "_erase", erased), log:
            self.purge()
        self.assertTrue(bad.identity_ids.name)
        self.assertFalse(good.identity_ids.name)

    def test_many_that_cannot_be_erased_stop_no_other(self):
        # P10: more of them than go into a batch, and before all others
        bad, good = self.closed() | self.closed(), self.closed()
        day = fields.Date.today() - relativedelta(months=37)
        (bad | good)._write_technical({"date_closed": day})
        erase = type(bad)._erase
        tried = []

        def erased(complaint, part):
            tried.append((complaint.id, part))
            if complaint in bad:
                raise ValueError("no")
            return erase(complaint, part)

        log = self.assertLogs("odoo.addons.stakeholder_relations", "WARNING")
        small = patch(f"{RETENTION}.BATCH", 1)
        with patch.object(type(bad), "_erase", erased), log, small:
            self.purge()
        self.assertEqual(len(bad.identity_ids.filtered("name")), 2)
        self.assertFalse(good.identity_ids.name)
        # and each once in a run, or the job would never come to its end
        self.assertEqual(len(tried), len(set(tried)))

    def test_what_waits_for_somebody_stops_no_other(self):
        # P10: in quarantine for another reason, and before the one whose time is up
        self.policy.email = "yijian@centre.example"
        process = self.env["mail.thread"].message_process
        head = b"To: yijian@centre.example\r\nPrecedence: bulk\r\n"
        process(None, head + b"Message-ID: <a@x.example>\r\n\r\nads")
        waits = self.last()
        process(None, head + b"Message-ID: <b@x.example>\r\n\r\nads")
        bulk = self.last()
        self.assertGreater(bulk.id, waits.id)
        old = fields.Datetime.now() - relativedelta(months=13)
        (waits | bulk).write({"received_at": old})
        waits.reason = "failed"
        with patch(f"{RETENTION}.BATCH", 1):
            self.purge()
        self.assertTrue(waits.raw)
        self.assertFalse(bulk.raw)

    def test_raw_mail_and_what_was_set_aside(self):
        self.policy.email = "yijian@centre.example"
        process = self.env["mail.thread"].message_process
        process(None, b"To: yijian@centre.example\r\nFrom: a@x.example\r\n\r\nwords")
        self.hand_over()
        case = self.last()
        process(None, b"To: yijian@centre.example\r\nPrecedence: bulk\r\n\r\nads")
        bulk = self.last()
        self.purge()
        self.assertTrue(case.raw and bulk.raw)
        old = fields.Datetime.now() - relativedelta(months=4)
        (case | bulk).write({"received_at": old})
        self._end(case.complaint_id)
        self.purge()
        self.assertFalse(case.raw)
        self.assertTrue(bulk.raw)
        bulk.received_at -= relativedelta(months=9)
        self.purge()
        self.assertFalse(bulk.raw or bulk.content)

    def test_raw_mail_of_a_case_that_runs_or_is_held(self):
        # P22: evidence stays as it came
        self.policy.email = "yijian@centre.example"
        raw = b"To: yijian@centre.example\r\nFrom: a@x.example\r\n\r\nwords"
        self.env["mail.thread"].message_process(None, raw)
        self.hand_over()
        intake = self.last()
        intake.received_at = fields.Datetime.now() - relativedelta(months=4)
        self.purge()
        self.assertTrue(intake.raw)
        self._end(intake.complaint_id)
        hold = self.env["stakeholder.legal.hold"].create(
            {"complaint_id": intake.complaint_id.id, "reason": "court"}
        )
        self.purge()
        self.assertTrue(intake.raw)
        hold.unlink()
        self.purge()
        self.assertFalse(intake.raw)

    def _end(self, complaint):
        """Closed, past the course."""
        complaint.invalidate_recordset()
        self.env.cr.execute(
            "UPDATE stakeholder_complaint SET state = 'closed' WHERE id = %s",
            [complaint.id],
        )

    def purge(self):
        with self.quiet_commits():
            self.env["stakeholder.retention"]._cron_purge()
        self.env.invalidate_all()
