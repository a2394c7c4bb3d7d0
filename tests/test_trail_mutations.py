import os
import random

from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .access_common import AccessCase
from .surface import STATES

TABLE = "stakeholder_complaint_trail"
MUTATIONS = 200 if os.environ.get("STAKEHOLDER_FULL") else 50
CHANGES = {
    "event": "'changed2'",
    "at": "at + interval '1 second'",
    "actor_id": "actor_id + 1",
    "actor_login": "actor_login || 'x'",
    "data": "'{}' || data",
    "previous": "repeat('1', 64)",
    "digest": "repeat('0', 64)",
    "seq": "seq + 1000",
    "complaint_id": "complaint_id + 100000",
}


@tagged("post_install", "-at_install")
class TestTrailMutations(AccessCase, HttpCase):
    """P6: whatever is done to one row behind the server's back, the check names it."""

    states = STATES

    def setUp(self):
        super().setUp()
        self.Trail = self.env["stakeholder.complaint.trail"]
        self.all = self.Complaint.browse(case.id for case in self.cases.values())
        self.env["stakeholder.trail.seal"]._cron_seal()
        self.env.flush_all()
        self.env.cr.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        self.env.invalidate_all()

    def _problems(self):
        self.env.invalidate_all()
        return self.Trail._verify(self.all) + self.Trail._verify_house()

    def _mutate(self, chance, row):
        """Change, remove, copy or swap one row, as the owner of the database could."""
        kind = chance.choice([*CHANGES, "remove", "copy", "swap"])
        if kind == "remove":
            self.env.cr.execute(f"DELETE FROM {TABLE} WHERE id = %s", [row.id])
        elif kind == "copy":
            self.env.cr.execute(
                f"INSERT INTO {TABLE} (complaint_id, seq, event, at, actor_id, "
                "actor_login, data, previous, digest) SELECT complaint_id, seq + 500, "
                "event, at, actor_id, actor_login, data, previous, digest "
                f"FROM {TABLE} WHERE id = %s",
                [row.id],
            )
        elif kind == "swap":
            other = chance.choice(self.all.trail_ids - row)
            self.env.cr.execute(
                f"UPDATE {TABLE} SET data = o.data, event = o.event, at = o.at "
                f"FROM {TABLE} AS o WHERE {TABLE}.id = %s AND o.id = %s "
                f"AND ({TABLE}.data, {TABLE}.event) <> (o.data, o.event)",
                [row.id, other.id],
            )
            kind = kind if self.env.cr.rowcount else "same"
        else:
            self.env.cr.execute(
                f"UPDATE {TABLE} SET {kind} = {CHANGES[kind]} WHERE id = %s", [row.id]
            )
        return kind

    # P6: 50 of 50
    def test_every_mutation_is_found_and_named(self):
        self.assertEqual(self._problems(), [])
        chance = random.Random(20261124)
        house = self.Trail.search([("complaint_id", "=", 0)])
        done = set()
        while len(done) < MUTATIONS:
            row = chance.choice(self.all.trail_ids | house)
            names = [row.number or "Trail of roles", rf"\b{row.seq}\b"]
            with self.env.cr.savepoint() as savepoint:
                kind = self._mutate(chance, row)
                problems = self._problems()
                savepoint.rollback()
            self.env.invalidate_all()
            if kind == "same":
                continue
            done.add((len(done), kind))
            with self.subTest(row=row.id, kind=kind):
                self.assertTrue(problems)
                for name in names[:1] if kind == "copy" else names:
                    self.assertRegex(" ".join(problems), name)
        self.assertGreater(len({kind for _number, kind in done}), 8)
        self.assertEqual(self._problems(), [])

    # P6: what happened to a case has a row each
    def test_every_kind_of_event_has_a_row(self):
        events = set(self.all.trail_ids.mapped("event"))
        self.assertLessEqual(
            {
                *("received", "handed_over", "acknowledged", "assigned", "answered"),
                *("investigated", "dissatisfied", "result_reported", "action_set"),
                *("closed", "not_handled", "merged", "merged_in", "reopened"),
            },
            events,
        )
        self.assertLessEqual(events, set(self.Trail._event_labels()))
        house = self.Trail.search([("complaint_id", "=", 0)])
        self.assertLessEqual({"joined_role", "delegated"}, set(house.mapped("event")))

    # P6: so that erasing a person never touches it
    def test_no_row_holds_a_word(self):
        self.env.cr.execute(f"SELECT string_agg(t::text, ' ') FROM {TABLE} t")
        [text] = self.env.cr.fetchone()
        self.assertIn("a_officer", text)
        self.assertNotIn("canary", text)

    # P7: neither the author nor whoever decides, by no door
    @mute_logger("odoo.http")
    def test_a_note_stays_as_it_was_written(self):
        case = self.cases["open"]
        note = self.as_user(case, "officer").message_post(body="As it was.")
        self.env.flush_all()
        for actor in ("officer", "director"):
            own = self.as_user(note, actor)
            for change in (lambda o=own: o.write({"body": "x"}), own.unlink):
                with self.assertRaises(AccessError):
                    change()
            with self.assertRaises(AccessError):
                self.as_user(case, actor)._message_update_content(own, body="x")
            login = self.actors[actor].login
            self.authenticate(login, login)
            answer = self.make_jsonrpc_request_text(
                "/mail/message/update_content",
                {"message_id": note.id, "update_data": {"body": "Rewritten."}},
            )
            self.assertIn("error", answer)
        note.invalidate_recordset()
        self.assertIn("As it was.", note.body)
        after = self.as_user(case, "officer").message_post(body="Corrected.")
        self.assertEqual(after.res_id, note.res_id)

    def make_jsonrpc_request_text(self, path, params):
        return self.url_open(path, json={"jsonrpc": "2.0", "params": params}).text
