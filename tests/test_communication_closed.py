from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .communication_common import CommunicationSecrecyCase


@tagged("post_install", "-at_install")
class TestCommunicationClosed(CommunicationSecrecyCase):
    """What is worked out, signed or secret stays so by every door."""

    def _recipient(self, name, user="worker"):
        person = self.env["res.partner"].create({"name": name})
        self.env["stakeholder.recipient"].create(
            {"partner_id": person.id, "user_id": self.users[user].id}
        )
        return person

    # U3.3: nobody's signature is put there by a context
    def test_signed_by_nobody_who_did_not_sign(self):
        director = self.users["director"]
        own = self.env["stakeholder.communication"].with_context(
            default_state="filed",
            default_signed_by_id=director.id,
            default_date_filed="2026-11-20",
            default_addenda="x",
        )
        talk = own.with_user(self.users["worker"]).create(
            {"their_ids": [Command.set(self.head.ids)], "summary": "x"}
        )
        self.assertEqual(talk.state, "draft")
        self.assertFalse(talk.signed_by_id or talk.date_filed or talk.addenda)

    # X3: one signed form says the same, whoever prints it
    def test_what_was_promised_stands_on_the_record(self):
        talk = self.record()
        self.as_user(talk, "worker").action_ids = [
            Command.create(
                # as the form sends it: what stands in the line
                {"name": "Lend the projector", "date_due": date(2026, 12, 1)}
            )
        ]
        promise = talk.action_ids
        self.assertEqual((promise.kind, promise.partner_id), ("promise", self.unit))
        self.assertFalse(promise.checker_id)
        report = self.env["report.stakeholder_relations.report_communication"]
        for user in ("worker", "officer", "supervisor", "council"):
            with self.subTest(user=user):
                own = self.as_user(report, user)
                [sheet] = own._get_report_values(talk.ids)["sheets"]
                self.assertEqual(sheet["actions"][0]["name"], "Lend the projector")
                # as a form is opened: nothing was read before, in either order
                for names in (
                    ["action_ids", "other_promises"],
                    ["other_promises", "action_ids"],
                ):
                    self.env.invalidate_all()
                    [shown] = self.as_user(talk, user).read(names)
                    mine = self.as_user(talk.action_ids.browse(), user)
                    mine = mine.browse(shown["action_ids"]).mapped("name")
                    promised = f"{shown['other_promises'] or ''} {mine}"
                    self.assertEqual(promised.count("Lend the projector"), 1)
        self.assertFalse(self.as_user(talk, "worker").other_promises)

    # X6: that somebody is a recipient is not told by a greeting
    def test_the_greeting_of_a_recipient_is_told_to_the_case_team(self):
        person = self._recipient("Xiao Wang")
        festival = self.env.ref("stakeholder_relations.stakeholder_festival_spring")
        self.record(
            their_ids=[Command.set(person.ids)],
            channel=False,
            maintenance_id=self.option("maintenance", "festival").id,
            festival_id=festival.id,
        )
        for user, is_told in (("worker", True), ("officer", False), ("council", False)):
            with self.subTest(user=user):
                window = self.as_user(self.env["stakeholder.communication"], user).new(
                    {
                        "partner_id": person.id,
                        "at": self.now,
                        "festival_id": festival.id,
                    }
                )
                self.assertEqual("greeted" in (window.warning or ""), is_told)

    # X6 I2: people of two parties are two records, with or without a class
    def test_two_parties_in_one_record(self):
        mine, others = self._recipient("Mine"), self._recipient("Other", "second")
        guardian = self.env["res.partner"].create({"name": "Guardian"})
        colleague = self.worker_employee.work_contact_id
        both = self.employee("second").work_contact_id
        for people in (
            self.head | mine,
            mine | self._recipient("Mine too"),
            self.head | colleague,
            colleague | both,
        ):
            with (
                self.subTest(people=people.mapped("name")),
                self.assertRaisesRegex(ValidationError, "two parties"),
            ):
                self.record(their_ids=[Command.set(people.ids)])
        talk = self.record(their_ids=[Command.set((mine | guardian).ids)])
        self.assertEqual(talk.kind, "recipient")
        # of a recipient of others nothing is told by a refusal
        talk = self.record(their_ids=[Command.set((self.head | others).ids)])
        self.assertEqual(talk.kind, "party")

    # U3.2: whoever has moved on since was there that day
    def test_somebody_who_moved_to_another_unit(self):
        talk = self.record()
        self.head.parent_id = self.other_unit
        own = self.as_user(talk, "worker")
        own.channel_id = self.option("channel", "informal")
        own.at = self.now - timedelta(days=1)
        self.assertEqual(talk.their_ids, self.head)
        self.assertEqual(talk.partner_id, self.unit)
        with self.assertRaisesRegex(ValidationError, "two units"):
            own.their_ids = self.head

    # U3.2: a level given later counts, until the record is signed
    def test_a_level_given_later(self):
        new = self.env["res.partner"].create(
            {"name": "Somebody new", "parent_id": self.unit.id}
        )
        drafts = [self.record(their_ids=[Command.set(new.ids)]) for _ in range(2)]
        self.as_user(drafts[1], "worker").action_file()
        known = self.record()
        before = known.their_levels
        self.as_user(new, "worker").stakeholder_level = "clerk"
        self.assertTrue(drafts[0].their_levels)
        self.assertIn("（", drafts[0].their_people)
        self.assertFalse(drafts[1].their_levels)
        self.assertEqual(known.their_levels, before)

    def test_without_a_time(self):
        with self.assertRaisesRegex(ValidationError, "when it took place"):
            self.record(at=False)

    # X6: whoever is no longer of the department reads its contacts no longer
    def test_an_officer_who_left_the_department(self):
        talk = self.record()
        self.assertIn("officer", self._readers(talk))
        self.users["officer"].employee_ids.action_archive()
        self.assertNotIn("officer", self._readers(talk))

    # U2.2: somebody at an office of the unit
    def test_people_of_an_office_of_the_unit(self):
        office = self.env["res.partner"].create(
            {"name": "Office", "is_company": True, "parent_id": self.unit.id}
        )
        person = self.env["res.partner"].create(
            {"name": "Clerk of the office", "parent_id": office.id}
        )
        partners = self.as_user(self.env["res.partner"], "worker")
        self.assertIn(person, partners.search([("stakeholder_is_party", "=", True)]))
        talk = self.record(their_ids=[Command.set(person.ids)])
        self.assertEqual(talk.partner_id, self.unit)

    # X7: an entry that is no longer in force is not offered
    def test_an_entry_that_ended_is_not_offered(self):
        option = self.option("channel", "informal")
        offered = self.as_user(self.env["stakeholder.option"], "worker")
        talks = self.as_user(self.env["stakeholder.communication"], "worker")
        offers = talks.fields_get(["channel_id"])["channel_id"]["domain"]
        domain = safe_eval(offers, {"party_class": "unit"})
        self.assertIn(option, offered.search(domain))
        option.date_to = "2026-11-01"
        self.assertNotIn(option, offered.search(domain))


@tagged("post_install", "-at_install")
class TestRecognitionCourse(CommunicationSecrecyCase):
    """Evidence stays what whoever gave it said (U4.9)."""

    def _pennant(self, user="worker", **values):
        own = self.env["stakeholder.recognition"].with_user(self.users[user])
        return own.create(
            {
                "name": "Two years on site",
                "partner_id": self.unit.id,
                "means_id": self.option("recognition", "pennant").id,
                **values,
            }
        )

    # U4.9
    def test_corrected_by_whoever_gave_it_or_the_person_in_charge(self):
        pennant = self._pennant()
        for user in ("second", "officer"):
            with self.subTest(user=user):
                own = self.as_user(pennant, user)
                self.assertFalse(own.may_edit)
                with self.assertRaisesRegex(AccessError, "recorded by"):
                    own.partner_id = self.other_unit
                with self.assertRaisesRegex(AccessError, "recorded by"):
                    own.unlink()
        self.as_user(pennant, "director").name = "Two years"
        self.as_user(pennant, "worker").note = "In red"
        self.assertEqual((pennant.name, pennant.note), ("Two years", "In red"))
        self.as_user(pennant, "worker").unlink()
        self.assertFalse(pennant.exists())

    # U4.9: what was counted and signed for stays
    def test_one_that_counted_stays(self):
        pennant = self._pennant()
        card = self.env["stakeholder.scorecard"].create(
            {
                "name": "Second half of 2026",
                "company_id": self.env.company.id,
                "partner_id": self.unit.id,
                "kind": "half",
                "period": "2026 H2",
                "date_from": date(2026, 7, 1),
                "date_to": date(2026, 12, 31),
            }
        )
        self.env.cr.execute(
            "UPDATE stakeholder_scorecard SET state = 'signed' WHERE id = %s", [card.id]
        )
        card.invalidate_recordset()
        with self.assertRaisesRegex(UserError, "is signed"):
            self.as_user(pennant, "worker").unlink()
