import hashlib
import re

from psycopg2 import DatabaseError

from odoo import SUPERUSER_ID
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from ..models.stakeholder_complaint_trail import canonical
from .common import CANARY, StakeholderCase

TABLES = ("stakeholder_complaint_trail", "stakeholder_trail_seal")


@tagged("post_install", "-at_install")
class TestComplaintTrail(StakeholderCase):
    def setUp(self):
        super().setUp()
        self.complaint = self.closed()
        self.Trail = self.env["stakeholder.complaint.trail"]

    def _tamper(self, sql, *values):
        """Do behind the trigger's back what only a superuser of PostgreSQL can."""
        self.env.flush_all()
        for table in TABLES:
            self.env.cr.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        self.env.cr.execute(sql, values)
        for table in TABLES:
            self.env.cr.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        self.env.invalidate_all()

    def _problems(self):
        return self.Trail._verify(self.complaint)

    # P6, P22: whoever reads the database cannot try short texts against the trail
    def test_no_digest_can_be_guessed_from_its_text(self):
        case = self.assigned()
        self.edit(case, "director", topic="Lift")
        data = case.trail_ids.sorted("seq")[-1].data
        digests = re.findall("[0-9a-f]{64}", data)
        self.assertTrue(digests)
        plain = [canonical({"topic": "Lift"}), "Lift", canonical("Lift")]
        plain += [canonical({"topic": "Lift", "edit_version": n}) for n in range(20)]
        guesses = {hashlib.sha256(one.encode()).hexdigest() for one in plain}
        self.assertFalse(guesses & set(digests))
        # with the salt of the case it still proves what was written
        own = self.env["stakeholder.trail.salt"]._digests(case, {"topic": "Lift"})
        self.assertIn(own[case.id], digests)

    # C4: every action taken in handling is on record
    def test_each_step_leaves_a_row(self):
        self.assertEqual(
            self.complaint.trail_ids.sorted("seq").mapped("event"),
            [
                "received",
                "handed_over",
                "assigned",
                "acknowledged",
                "answered",
                "changed",
                "closed",
            ],
        )
        actors = self.complaint.trail_ids.sorted("seq").mapped("actor_login")
        self.assertEqual(actors[0], "t_clerk")
        self.assertEqual(actors[-1], "t_director")
        # whoever reads it reads a name, and that the machine is no person
        labels = self.complaint.trail_ids.sorted("seq").mapped("actor_label")
        self.assertEqual(labels[-1], "Test director (t_director)")
        self.complaint.with_user(SUPERUSER_ID)._log_export()
        self.assertEqual(self.complaint.trail_ids[-1:].actor_label, "System")
        self.assertFalse(self._problems())

    # C4: no personal text, so that erasing a person never touches it
    def test_rows_hold_no_personal_text(self):
        self.as_user(self.complaint, "director")._log_opening("call her back")
        self.env.cr.execute(
            "SELECT string_agg(t::text, ' ') FROM stakeholder_complaint_trail t"
        )
        [text] = self.env.cr.fetchone()
        for words in (CANARY, "Liu", "did not come", "Agreed", "call her back"):
            self.assertNotIn(words, text)

    def test_nobody_changes_or_deletes_a_row(self):
        for env in (self.env, self.env(user=self.users["director"])):
            rows = env["stakeholder.complaint.trail"].browse(
                self.complaint.trail_ids.ids
            )
            with self.assertRaises(UserError):
                rows.sudo().write({"event": "x"})
            with self.assertRaises(UserError):
                rows.sudo().unlink()
            with self.assertRaises(AccessError):
                rows.with_user(self.users["director"]).create({"event": "x"})

    @mute_logger("odoo.sql_db")
    def test_postgresql_refuses_too(self):
        self.env.flush_all()
        for table in TABLES:
            for sql in (
                f"UPDATE {table} SET complaint_id = complaint_id",
                f"DELETE FROM {table}",
                f"TRUNCATE {table}",
            ):
                with self.assertRaises(DatabaseError), self.cr.savepoint():
                    self.env.cr.execute(sql)

    # P6: any single row
    def test_each_change_of_a_row_is_found_and_named(self):
        rows = self.complaint.trail_ids.sorted("seq")
        changes = {
            "event": "'answered2'",
            "at": "at + interval '1 second'",
            "actor_id": "actor_id + 1",
            "actor_login": "'somebody'",
            "data": "data || ' '",
            "digest": "repeat('0', 64)",
        }
        for row in rows:
            for column, value in changes.items():
                with (
                    self.subTest(seq=row.seq, column=column),
                    self.cr.savepoint() as sp,
                ):
                    self._tamper(
                        f"UPDATE stakeholder_complaint_trail SET {column} = {value} "
                        "WHERE id = %s",
                        row.id,
                    )
                    [problem] = self._problems()[:1]
                    self.assertIn(self.complaint.name, problem)
                    self.assertIn(str(row.seq), problem)
                    sp.rollback()
                    self.env.invalidate_all()
        self.assertFalse(self._problems())

    def test_removed_and_cut_rows_are_found(self):
        rows = self.complaint.trail_ids.sorted("seq")
        for removed in (rows[0], rows[2], rows[-1], rows[3:], rows):
            with self.subTest(removed=len(removed)), self.cr.savepoint() as savepoint:
                self._tamper(
                    "DELETE FROM stakeholder_complaint_trail WHERE id = ANY(%s)",
                    removed.ids,
                )
                self.assertTrue(self._problems())
                savepoint.rollback()
                self.env.invalidate_all()

    def test_cut_with_a_mended_head_is_found_by_the_seal(self):
        rows = self.complaint.trail_ids.sorted("seq")
        last, before = rows[-1].seq, (rows[-2].seq, rows[-2].digest)
        self._tamper(
            "DELETE FROM stakeholder_complaint_trail WHERE id = %s", rows[-1].id
        )
        self._tamper(
            "UPDATE stakeholder_complaint SET trail_seq = %s, trail_head = %s "
            "WHERE id = %s",
            *before,
            self.complaint.id,
        )
        [problem] = self._problems()
        self.assertIn(f"entry {last} ", problem)

    def test_days_are_sealed_and_a_thinned_seal_shows(self):
        Seal = self.env["stakeholder.trail.seal"]
        opened = self.register()
        Seal._cron_seal()
        self.at(self.local(2026, 11, 25))
        Seal._cron_seal()
        self.at(self.local(2026, 11, 26))
        self.register()
        Seal._cron_seal()
        self.assertTrue(Seal._heads(opened.ids)[opened.id])
        self.assertFalse(Seal._verify_days())
        seal = Seal.search([("complaint_id", "=", self.complaint.id)], limit=1)
        self._tamper("DELETE FROM stakeholder_trail_seal WHERE id = %s", seal.id)
        self.assertTrue(Seal._verify_days())

    def test_whoever_is_entitled_runs_the_check(self):
        for user in ("director", "auditor"):
            action = self.as_user(self.Trail, user).action_verify()
            self.assertEqual(action["params"]["type"], "success")
        self._tamper("UPDATE stakeholder_complaint_trail SET actor_login = 'nobody'")
        action = self.as_user(self.Trail, "auditor").action_verify()
        self.assertEqual(action["params"]["type"], "danger")
        self.assertIn(self.complaint.name, action["params"]["message"])

    def test_merging_and_deleting_people_leaves_it_whole(self):
        user = self.users["officer"]
        user.partner_id.write({"name": "Renamed"})
        user.write({"login": "t_renamed", "active": False})
        self.assertFalse(self._problems())
