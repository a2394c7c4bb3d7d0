import json

from dateutil.relativedelta import relativedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .engagement_common import Command, EngagementCase

WORD = "erase-0815"
TEXT_TYPES = "('character varying', 'text', 'json', 'jsonb')"


@tagged("post_install", "-at_install")
class TestPartyErasure(EngagementCase):
    def _occurrences(self):
        """{table: rows with the canary in them}, all tables of the database."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT DISTINCT table_name FROM information_schema.columns "
            f"WHERE table_schema = 'public' AND data_type IN {TEXT_TYPES}"
        )
        found = {}
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s', [f"%{WORD}%"]
            )
            if count := self.env.cr.fetchone()[0]:
                found[table] = count
        return found

    def filled(self):
        """A recipient whose cycle has ended, with the canary wherever words go."""
        self.person.write(
            {
                "name": f"Wang {WORD}",
                "phone": f"1 {WORD}",
                "email": f"{WORD}@x.example",
                "street": WORD,
                "comment": WORD,
                "stakeholder_care_note": WORD,
            }
        )
        self.recipient.write(
            dict.fromkeys(
                ("phone", "street", "guardian", "health", "care_note", "referral_by"),
                WORD,
            )
        )
        self.recipient.birthday = fields.Date.today() - relativedelta(years=30)
        self.recipient.willingness_ids = [
            Command.create(
                {
                    "date": self.now.date(),
                    "kind": "mandated",
                    "authority": WORD,
                    "order_ref": WORD,
                    "reason": WORD,
                }
            )
        ]
        engagement = self.at_stage("plan", "recipient")
        self.fill(engagement, "plan")
        self.save(engagement, topic=WORD, need=WORD, conclusion=WORD)
        engagement.goal_ids[:1].name = f"goal {WORD}"
        engagement.message_post(body=WORD)
        self.env["stakeholder.engagement.ending"].with_user(
            self.users["worker"]
        ).create(
            {
                "engagement_id": engagement.id,
                "kind": "refer",
                "help_offered": WORD,
                "note": WORD,
                "referral_type": "formal",
                "referral_to": WORD,
            }
        ).action_confirm()
        self.env.invalidate_all()
        return engagement.sudo()

    def mails(self, engagement):
        """What waits in the queue, failed, or is to be said later."""
        Mail = self.env["mail.mail"]
        # the reminders of the job, with a line of this person and of others
        deadline = self.now.date()
        duties = [
            {
                "record": record,
                "deadline": deadline,
                "summary": f"Do it {word}",
            }
            for record, word in (
                (engagement.action_ids[:1], WORD),
                (self.opened("unit").sudo(), "of others"),
            )
        ]
        notices = self.env["stakeholder.notice"]
        worker, boss = self.users["worker"], self.users["supervisor"]
        reminders = Mail.create(
            [
                notices._digest_values(worker, duties, self.policy),
                notices._digest_values(boss, duties[:1], self.policy),
            ]
        )
        address = f"{WORD}@x.example"
        more = Mail.create(
            [
                # a form to fill in, that hangs on nothing
                {"email_to": f"Wang {WORD} <{address}>", "body_html": "A link"},
                {"recipient_ids": [Command.set(self.person.ids)], "body_html": WORD},
                # a greeting that failed
                {
                    "email_to": address,
                    "state": "exception",
                    "failure_reason": f"<{address}> refused",
                },
                # a word to a colleague with the name in it
                {"email_to": worker.email, "body_html": f"Call Wang {WORD} back"},
            ]
        )
        self.unit.message_post(body="Hello", author_id=self.person.id)
        self.env["mail.scheduled.message"].create(
            {
                "model": "res.partner",
                "res_id": self.person.id,
                "author_id": worker.partner_id.id,
                "body": WORD,
                "scheduled_date": "2030-01-01 10:00:00",
            }
        )
        self.env["bus.bus"]._sendone(worker.partner_id, "note", {"text": WORD})
        self.env.cr.precommit.run()
        self.env.flush_all()
        return reminders, more

    def test_windows_left_open_go_too(self):
        # P22: drafts and lists that were read in
        engagement = self.filled()
        self.env["stakeholder.engagement.ending"].create(
            {"engagement_id": engagement.id, "kind": "refer", "help_offered": WORD}
        )
        lists = self.env["stakeholder.import"].create({"filename": "list.xlsx"})
        row = {"import_id": lists.id, "values": json.dumps({"姓名": f"王 {WORD}"})}
        self.env["stakeholder.import.line"].create(row)
        self.person.name = f"王 {WORD}"
        self.erase("supervisor")
        self.assertEqual(self._occurrences(), {})
        self.assertFalse(lists.exists())

    def test_mails_that_wait_or_failed_go_too(self):
        # P22: reminders, requests, failed ones, what is to be said later
        reminders, more = self.mails(self.filled())
        found = self._occurrences()
        for table in ("mail_mail", "mail_message", "mail_scheduled_message", "bus_bus"):
            self.assertIn(table, found)
        self.erase("supervisor")
        self.assertEqual(self._occurrences(), {})
        # what others still have to do is still said
        kept = reminders.exists()
        self.assertEqual(kept, reminders[0])
        self.assertIn("of others", kept.body_html)
        self.assertNotIn("stakeholder.action", kept.body_html)
        self.assertEqual(kept.state, "outgoing")
        self.assertEqual(more.exists(), more[3])
        self.assertIn("Call Erased", more[3].body_html)

    def erase(self, role, part="recipient", partner=None):
        window = self.env["stakeholder.party.erasure"].with_user(self.users[role])
        partner = partner or self.person
        window.create({"partner_id": partner.id, "part": part}).action_confirm()
        self.env.invalidate_all()

    def test_a_recipient_erased_is_gone_and_no_count_changes(self):
        # P22: 0 of the canaries in any table; rows, stages, dates and trail as before
        engagement = self.filled()
        self.assertGreaterEqual(len(self._occurrences()), 6)
        kept = ("name", "stage", "state", "date_open", "date_ended", "decision")
        before = [engagement[name] for name in kept]
        counts = {
            name: self.env[name].search_count([])
            for name in ("stakeholder.engagement", "stakeholder.goal", "res.partner")
        }
        self.erase("supervisor")
        self.assertEqual(self._occurrences(), {})
        self.assertEqual([engagement[name] for name in kept], before)
        for name, count in counts.items():
            self.assertEqual(self.env[name].search_count([]), count)
        self.assertFalse(self.recipient.birthday)
        trail = self.env["stakeholder.complaint.trail"]
        self.assertFalse(trail._verify_house())
        last = trail.search([("complaint_id", "=", 0)], order="seq desc", limit=1)
        self.assertEqual(last.event, "erased_party")

    def test_who_is_still_served_or_works_here_stays(self):
        self.at_stage("assessment", "recipient")
        with self.assertRaisesRegex(UserError, "cycle is open"):
            self.erase("director")
        with self.assertRaisesRegex(UserError, "log-in"):
            self.erase("director", "contact", self.partner("officer"))

    def test_by_the_person_in_charge_or_the_named_supervisor(self):
        self.filled()
        for role in ("worker", "officer"):
            with self.subTest(role=role), self.assertRaises(AccessError):
                self.erase(role)
        with self.assertRaises(AccessError):
            self.erase("auditor")
        self.erase("director")
        self.assertEqual(self._occurrences(), {})

    def test_a_contact_of_a_unit_alone(self):
        person = self.env["res.partner"].create(
            {
                "name": f"Li {WORD}",
                "email": f"{WORD}@y.example",
                "parent_id": self.unit.id,
            }
        )
        person.message_post(body=WORD)
        self.erase("director", "contact", person)
        self.assertEqual(self._occurrences(), {})
        self.assertEqual(person.parent_id, self.unit)

    def test_a_contact_on_the_confirmed_sheets_of_the_unit(self):
        # P22, U4.1: neither the sheet that was confirmed nor what changed on it tells
        partners = self.env["res.partner"]
        person, other = partners.create(
            [
                {"name": f"Li {WORD}", "parent_id": self.unit.id, "phone": WORD},
                {"name": "Somebody else", "parent_id": self.unit.id, "phone": "110"},
            ]
        )
        unit = self.as_user(self.unit, "worker")
        unit.action_stakeholder_verify()
        person.phone, other.phone = f"{WORD} 2", "120"
        unit.action_stakeholder_verify()
        person.name = "Renamed"
        unit.action_stakeholder_verify()
        sheets = self.env["stakeholder.verification"].search(
            [("partner_id", "=", self.unit.id)]
        )
        self.assertEqual(len(sheets), 3)
        self.assertIn("stakeholder_verification", self._occurrences())
        self.erase("director", "contact", person)
        self.assertEqual(self._occurrences(), {})
        self.assertNotIn("Renamed", str(sheets.mapped("snapshot")))
        changes = "\n".join(filter(None, sheets.mapped("changes")))
        self.assertIn(f"Erased {person.id}", changes)
        self.assertIn("110 → 120", changes)
        # the next confirmation has nothing new to tell
        unit.action_stakeholder_verify()
        last = sheets.search([("partner_id", "=", self.unit.id)], limit=1)
        self.assertFalse(last.changes)

    def test_a_stakeholder_by_name_in_letters_and_talks(self):
        # P22, O3: the letter that was sent begins with the name
        person = self.env["res.partner"].create(
            {"name": f"Li {WORD}", "stakeholder_class": "external"}
        )
        talk = self.as_user(self.env["stakeholder.communication"], "worker").create(
            {
                "partner_id": person.id,
                "their_ids": [Command.set(person.ids)],
                "form": "email",
                "summary": f"Good wishes to Li {WORD}",
                "said": f"Li {WORD}: a happy new year.",
            }
        )
        self.erase("director", "contact", person)
        self.assertEqual(self._occurrences(), {})
        self.assertEqual(talk.said, f"Erased {person.id}: a happy new year.")

    def test_others_of_a_like_name_keep_theirs(self):
        # P22: filed contacts are closed to everything but the one who is erased
        own = self.as_user(self.env["stakeholder.communication"], "worker")
        people = self.env["res.partner"].create(
            [{"name": name, "parent_id": self.unit.id} for name in ("王芳", "王芳华")]
        )
        talk = own.create(
            {"their_ids": [Command.set(people.ids)], "summary": "A call"}
        ).sudo()
        stranger = people[0].copy({"name": "王芳", "parent_id": False})
        before = talk.their_people
        self.erase("director", "contact", stranger)
        self.assertEqual(talk.their_people, before)
        self.erase("director", "contact", people[0])
        self.assertIn("王芳华", talk.their_people)
        self.assertEqual(talk.their_people.count("王芳"), 1)
        self.assertIn(f"Erased {people[0].id}", talk.their_people)

    def test_one_who_is_served_elsewhere_stays(self):
        # P22: the file of another centre is not erased by the term of this one
        engagement = self.filled()
        later = engagement.date_ended + relativedelta(days=1)
        second = self.env["res.company"].create({"name": "Second Centre"})
        team = self.users["worker"] | self.users["supervisor"]
        team.company_ids = [Command.link(second.id)]
        there = self.recipient.copy({"company_id": second.id, "health": "x"})
        self.env.flush_all()
        retention = self.env["stakeholder.retention"]
        self.assertEqual(there.partner_id, self.recipient.partner_id)
        self.assertFalse(retention._overdue_recipient(self.env.company, later))

    def test_the_term_of_recipients_erases_by_itself_and_once(self):
        engagement = self.filled()
        retention = self.env["stakeholder.retention"]
        self.assertFalse(
            retention._overdue_recipient(self.env.company, engagement.date_ended)
        )
        later = engagement.date_ended + relativedelta(days=1)
        found = retention._overdue_recipient(self.env.company, later)
        self.assertEqual(found, self.recipient)
        retention._drop_recipient(found)
        self.assertEqual(self._occurrences(), {})
        self.assertFalse(retention._overdue_recipient(self.env.company, later))
