import io
from datetime import date

import openpyxl

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import CANARY, MODULE
from .communication_common import OUTSIDERS, CommunicationSecrecyCase


@tagged("post_install", "-at_install")
class TestCommunicationSecrecy(CommunicationSecrecyCase, HttpCase):
    # U3.3: an on-site worker own units, a department its own, management all
    def test_who_reads_what_was_said_with_a_unit(self):
        everybody = {"supervisor", "director", "council"}
        talk = self.record()
        self.assertEqual(self._readers(talk), everybody | {"worker", "boss", "officer"})
        elsewhere = self.record(
            user="director",
            partner_id=self.other_unit.id,
            their_ids=[Command.set(self.doctor.ids)],
        )
        self.assertEqual(self._readers(elsewhere), everybody)
        about_own = self.record(user="director")
        self.assertEqual(self._readers(about_own), everybody | {"worker"})

    # X6: the case team, whoever wrote it; not even the person in charge
    def test_contacts_with_recipients_stay_with_the_case_team(self):
        person = self.env["res.partner"].create({"name": "Xiao Liu"})
        recipient = self.env["stakeholder.recipient"].create(
            {
                "partner_id": person.id,
                "user_id": self.second.id,
                "supervisor_id": self.users["supervisor"].id,
            }
        )
        talk = self.record(
            user="second", channel="emergency", their_ids=[Command.set(person.ids)]
        )
        self.assertEqual((talk.kind, talk.filing), ("recipient", "none"))
        self.assertEqual(self._readers(talk), {"second", "supervisor"})
        self.assertNotIn("Xiao Liu", talk.display_name)
        own = self.as_user(talk, "second")
        own.action_ids = [
            Command.create({"name": f"Call {CANARY}", "date_due": date(2026, 12, 1)})
        ]
        # whoever leaves the case keeps nothing of it, not even what they wrote
        recipient.user_id = self.boss
        self.assertEqual(self._readers(talk), {"boss", "supervisor"})
        for call in (
            lambda: self.as_user(talk, "second").read(["summary"]),
            lambda: self.as_user(talk, "second").write({"summary": "x"}),
            lambda: self.as_user(talk, "second").action_file(),
            lambda: self.as_user(talk, "second")._add("x"),
            lambda: self.as_user(talk.action_ids, "second").read(["name"]),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                call()
        task = talk.action_ids
        self.assertEqual(task.user_id, self.boss)
        self.assertEqual(task.reader_ids, self.boss | self.users["supervisor"])

    # I2 X6: the two and the manager there is
    def test_talks_with_staff_stay_between_the_two_and_the_manager(self):
        contact = self.worker_employee.work_contact_id
        talk = self.record(
            user="second",
            their_ids=[Command.set(contact.ids)],
            channel=False,
            topic_id=self.option("staff_topic", "performance").id,
        )
        self.assertEqual((talk.kind, talk.filing), ("staff", "none"))
        self.assertEqual(self._readers(talk), {"second", "worker", "boss"})
        own = self.env["stakeholder.communication"].with_user(self.second)
        # said to be with a unit, it stays what it is
        lied = own.create(
            {
                "kind": "party",
                "their_ids": [Command.set(contact.ids)],
                "summary": "x",
            }
        )
        self.assertEqual(lied.kind, "staff")
        self.worker_employee.parent_id = self.employee("supervisor")
        self.assertEqual(self._readers(talk), {"second", "worker", "supervisor"})

    # I2 X6: somebody else of our side as well, and each side's manager
    def test_both_sides_of_a_talk_with_staff_and_their_managers_read_it(self):
        beside = self._user("beside", "base.group_user")
        lead = self._user("lead", "base.group_user")
        self.users |= {"beside": beside, "lead": lead}
        interviewer = self.employee("beside", parent_id=self.employee("lead").id)
        roles = ("worker", "second", "boss", "beside", "lead", "supervisor", "director")

        def readers():
            self.env.flush_all()
            return {user for user in roles if self._may(talk, user)}

        talk = self.record(
            user="second",
            our_ids=[Command.set((self.second | beside).partner_id.ids)],
            their_ids=[Command.set(self.worker_employee.work_contact_id.ids)],
            channel=False,
            topic_id=self.option("staff_topic", "performance").id,
        )
        self.assertEqual(readers(), {"second", "worker", "boss", "beside", "lead"})
        own = self.as_user(talk, "beside")
        self.assertEqual(own.search([]), own)
        self.assertIn(CANARY, own.summary)
        for call in (lambda: own.write({"said": "x"}), own.unlink, own.action_file):
            with self.assertRaises(AccessError), self.cr.savepoint():
                call()
        # what comes out of it is read by the same people
        self.as_user(talk, "second").action_ids = [
            Command.create({"name": f"Call {CANARY}", "date_due": date(2026, 12, 1)})
        ]
        self.assertIn(beside, talk.action_ids.reader_ids)
        # another manager, nobody beside, gone
        interviewer.parent_id = self.employee("supervisor")
        self.assertEqual(
            readers(), {"second", "worker", "boss", "beside", "supervisor"}
        )
        interviewer.active = False
        self.assertEqual(readers(), {"second", "worker", "boss"})
        interviewer.active = True
        self.assertIn("beside", readers())
        self.as_user(talk, "second").our_ids = self.second.partner_id
        self.assertEqual(readers(), {"second", "worker", "boss"})
        self.assertNotIn(beside, talk.action_ids.reader_ids)
        # with a unit our side reads as before, by role
        with_unit = self.record(
            our_ids=[Command.set((self.users["worker"] | beside).partner_id.ids)]
        )
        self.assertFalse(self._may(with_unit, "beside"))

    def test_readers_follow_unit_and_department(self):
        talk = self.record(user="director")
        self.unit.stakeholder_user_id = self.second
        readers = self._readers(talk)
        self.assertIn("second", readers)
        self.assertNotIn("worker", readers)
        own = self.record()
        self.service.manager_id = self.employee("supervisor")
        self.assertNotIn("boss", self._readers(own))

    # U3.3 X6: by no channel
    def test_outsiders_get_nothing(self):
        talk = self.record(said=f"secret {CANARY}")
        exporting = self.env.ref("base.group_allow_export")
        for user in (*OUTSIDERS, "second"):
            self.users[user].group_ids = [Command.link(exporting.id)]
            with self.subTest(user=user):
                own = self.as_user(talk, user)
                with self.assertRaises(AccessError):
                    own.read(["summary"])
                with self.assertRaises(AccessError):
                    own.export_data(["summary"])
                Talk = own.browse()
                self.assertFalse(Talk.search([]))
                self.assertFalse(Talk.name_search("School"))
                self.assertFalse(Talk._read_group([], ["partner_id"]))
                if user == "second":
                    partner = self.as_user(self.unit, user)
                    self.assertEqual(partner.stakeholder_communication_count, 0)

    def test_counters_follow_roles_and_rules(self):  # X6
        talk = self.record()
        party = self.unit.with_user(self.users["second"])
        self.assertEqual(party.stakeholder_communication_count, 0)
        director = self.env.ref(f"{MODULE}.stakeholder_group_director")
        self.users["second"].group_ids |= director
        self.env.invalidate_all()
        self.assertEqual(party.stakeholder_communication_count, 1)
        self.env["ir.rule"].create(
            {
                "name": "None of today",
                "model_id": self.env["ir.model"]._get(talk._name).id,
                "domain_force": [("id", "!=", talk.id)],
            }
        )
        self.env.invalidate_all()
        self.assertEqual(party.stakeholder_communication_count, 0)

    def test_counters_know_who_was_there(self):  # I2
        third = self._user("third", f"{MODULE}.stakeholder_group_worker")
        met = self.worker_employee.work_contact_id
        self.assertEqual(met.with_user(third).stakeholder_communication_count, 0)
        self.record(
            user="second",
            our_ids=[Command.set((self.second | third).partner_id.ids)],
            their_ids=[Command.set(met.ids)],
            channel=False,
            topic_id=self.option("staff_topic", "performance").id,
        )
        self.env.invalidate_all()
        self.assertEqual(met.with_user(third).stakeholder_communication_count, 1)

    def test_reports_files_and_the_register_ask_too(self):
        talk = self.record(said=f"secret {CANARY}")
        file = (
            self.env["ir.attachment"]
            .with_user(self.users["worker"])
            .create({"name": "slides.txt", "raw": CANARY.encode()})
        )
        self.as_user(talk, "worker").attachment_ids = file
        self.assertEqual((file.res_model, file.res_id), (talk._name, talk.id))
        self.assertTrue(self.as_user(file, "boss").raw)
        for user in ("second", "clerk"):
            with self.assertRaises(AccessError):
                self.as_user(file, user).read(["raw"])
            self.authenticate(f"t_{user}", f"t_{user}")
            for name in ("report_communication", "report_interview"):
                url = f"/report/html/stakeholder_relations.{name}/{talk.id}"
                page = self.url_open(url)
                self.assertNotIn(CANARY, page.text)
        group = self.env.ref("base.group_allow_export")
        (self.second | self.boss | self.users["clerk"]).group_ids = [
            Command.link(group.id)
        ]
        self.env.flush_all()
        url = "/stakeholder_relations/register/communications.xlsx"
        for user, expected in (("boss", True), ("second", False), ("clerk", False)):
            self.authenticate(f"t_{user}", f"t_{user}")
            book = openpyxl.load_workbook(io.BytesIO(self.url_open(url).content))
            cells = [
                str(cell.value)
                for row in book.worksheets[0].iter_rows()
                for cell in row
            ]
            self.assertEqual(CANARY in " ".join(cells), expected)

    def test_somebody_elses_file_is_not_taken(self):
        theirs = (
            self.env["ir.attachment"]
            .with_user(self.users["director"])
            .create({"name": "theirs.txt", "raw": b"x"})
        )
        try:
            self.record(attachment_ids=[Command.set(theirs.ids)])
        except AccessError:
            return
        self.env.invalidate_all()
        self.assertFalse(theirs.sudo().res_id)

    # A signed record and who reads it are typed by nobody
    def test_worked_out_columns_are_not_typed(self):
        talk = self.record(state="filed", party_user_id=self.second.id, their_levels=31)
        self.assertEqual(talk.state, "draft")
        self.assertEqual(talk.party_user_id, self.users["worker"])
        self.assertEqual(talk.their_levels, 4)
        for values in (
            {"state": "filed"},
            {"head_user_id": self.second.id},
            {"user_id": self.second.id},
            {"their_levels": 1},
        ):
            with self.subTest(values=values), self.assertRaises(AccessError):
                self.as_user(talk, "worker").write(values)
        for user in ("boss", "officer", "director"):
            with self.assertRaises(AccessError):
                self.as_user(talk, user).summary = "Edited"
            with self.assertRaises(AccessError):
                self.as_user(talk, user).unlink()

    def test_another_centre_sees_nothing(self):
        company = self.env["res.company"].create({"name": "Second Centre"})
        talk = self.record()
        user = self._user(
            "elsewhere",
            f"{MODULE}.stakeholder_group_director",
            company_id=company.id,
            company_ids=[Command.set(company.ids)],
        )
        self.assertFalse(self._may(talk, user))

    # X6: praise of a recipient is theirs, praise of a unit is everybody's
    def test_who_reads_a_recognition(self):
        person = self.env["res.partner"].create({"name": "Xiao Liu"})
        self.env["stakeholder.recipient"].create(
            {"partner_id": person.id, "user_id": self.users["worker"].id}
        )
        pennant = self.option("recognition", "pennant")
        Recognition = self.env["stakeholder.recognition"]
        own = Recognition.with_user(self.users["worker"])
        shown = []
        for partner in (self.unit, person):
            shown.append(
                own.create(
                    {"name": "x", "partner_id": partner.id, "means_id": pennant.id}
                )
            )
        self.assertTrue(self._may(shown[0], "second"))
        self.assertFalse(self._may(shown[1], "second"))
        self.assertFalse(self._may(shown[1], "director"))
        for user in OUTSIDERS:
            self.assertFalse(self.as_user(shown[0], user).has_access("read"))
