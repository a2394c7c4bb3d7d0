from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CANARY, MODULE, StakeholderCase


class CommunicationCase(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.unit = Partner.create(
            {
                "name": "School",
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_user_id": cls.users["worker"].id,
            }
        )
        cls.other = Partner.create(
            {"name": "Hospital", "is_company": True, "stakeholder_class": "unit"}
        )
        cls.head = Partner.create(
            {"name": "Li", "parent_id": cls.unit.id, "stakeholder_level": "head"}
        )
        cls.stranger = Partner.create(
            {"name": "Wu", "parent_id": cls.other.id, "stakeholder_level": "head"}
        )
        cls.users["worker"].partner_id.stakeholder_tier = "onsite"

    def _option(self, kind, code):
        return self.env.ref(f"{MODULE}.stakeholder_option_{kind}_{code}")

    def _record(self, user="worker", party=None, **values):
        party = party or self.unit
        own = self.as_user(self.env["stakeholder.communication"], user)
        return own.create(
            {
                "partner_id": party.id,
                "their_ids": (party.child_ids[:1] or party).ids,
                "summary": f"Talked it over {CANARY}",
                **values,
            }
        )


@tagged("post_install", "-at_install")
class TestCommunication(CommunicationCase):
    # U3.3: in one line, and who they were that day stays
    def test_tiers_and_levels_are_those_of_the_day(self):
        record = self._record()
        self.assertEqual(
            record.our_people, "Test worker（On-site Social Worker or Lead）"
        )
        self.assertEqual(record.their_people, "Li（Department Head）")
        self.assertEqual((record.our_tiers, record.their_levels), (1 << 4, 1 << 2))
        self.head.stakeholder_level = "director"
        self.users["worker"].partner_id.stakeholder_tier = "council"
        self.env.invalidate_all()
        self.assertEqual((record.our_tiers, record.their_levels), (1 << 4, 1 << 2))
        self.assertEqual(record.user_id, self.users["worker"])

    # the day on the wall of the centre: Friday 23:30 in Shanghai is Friday
    def test_the_day_is_the_one_in_dongguan(self):
        self.at(self.local(2026, 11, 28, 9))
        late = self._record(at=self.local(2026, 11, 27, 23, 30))
        early = self._record(at=self.local(2026, 11, 28, 0, 30), form="phone")
        self.assertEqual(late.date, date(2026, 11, 27))
        self.assertEqual(early.date, date(2026, 11, 28))

    def test_bad_input_names_the_rule(self):
        with self.assertRaisesRegex(ValidationError, "future"):
            self._record(at=self.now + timedelta(minutes=1))
        with self.assertRaisesRegex(ValidationError, "each side"):
            self._record(their_ids=[])
        with self.assertRaisesRegex(ValidationError, "belong to another"):
            self._record(their_ids=(self.head | self.stranger).ids)
        # somebody who writes in another's name
        forged = self._record(user_id=self.users["director"].id)
        self.assertEqual(forged.user_id, self.users["worker"])
        # a user without an employment writes all the same
        self.assertFalse(forged.department_id)

    def test_the_same_meeting_twice_is_shown_not_refused(self):
        first = self._record()
        second = self._record()
        self.assertEqual(second.similar_ids, first)
        self.assertFalse(self._record(form="phone").similar_ids)

    # U3.3: an emergency is an open duty until its record is filed
    def test_emergency_owes_a_record_within_two_working_days(self):
        self.at(self.local(2026, 11, 27, 16))  # a Friday
        record = self._record(channel_id=self._option("channel", "emergency").id)
        [owed] = record.sudo().action_ids
        self.assertEqual(owed.user_id, self.users["worker"])
        self.assertEqual(owed.date_due, date(2026, 12, 1))
        own = self.as_user(record, "worker")
        with self.assertRaisesRegex(UserError, "what was said"):
            own.action_file()
        own.said = "The water main broke."
        own.action_file()
        self.assertEqual(owed.state, "done")
        self.assertEqual(record.state, "filed")
        self.assertEqual(record.date_filed, date(2026, 11, 27))

    # U3.3: a work report has its record and summary; an invitation needs none
    def test_what_must_be_filed(self):
        report = self._record(channel_id=self._option("channel", "work_report").id)
        report.said = "The year in figures."
        with self.assertRaisesRegex(UserError, "work summary"):
            report.action_file()
        report.attachment_ids = self.as_user(
            self.env["ir.attachment"], "worker"
        ).create({"name": "summary.txt", "raw": b"x"})
        report.action_file()
        self.assertEqual(report.state, "filed")
        file = report.attachment_ids
        self.assertEqual((file.res_model, file.res_id), (report._name, report.id))
        invited = self._record(channel_id=self._option("channel", "invitation").id)
        self.assertFalse(invited.must_file)

    # a filed record is changed by an addendum, with who and when
    def test_filed_is_changed_by_an_addendum_alone(self):
        record = self._record(said="Words.")
        record.action_file()
        for change in ({"said": "Other words."}, {"state": "draft"}):
            with self.assertRaisesRegex(UserError, "filed"):
                self.as_user(record, "worker").write(change)
        window = self.as_user(
            self.env["stakeholder.communication.addendum"], "worker"
        ).create({"communication_id": record.id, "text": "She called back."})
        window.action_add()
        self.assertIn("Test worker: She called back.", record.addendum)
        self.assertEqual(record.said, "Words.")

    # U3.3: everyday contacts come together at month's end, each still a trace
    def test_monthly_sheet_is_signed_once(self):
        informal = self._option("channel", "informal").id
        self.at(self.local(2026, 11, 30, 17))
        lines = self.env["stakeholder.communication"].union(
            *(
                self._record(
                    channel_id=informal, at=self.local(2026, 11, day), form=form
                )
                for day, form in ((3, "phone"), (17, "wechat"))
            )
        )
        older = self._record(channel_id=informal, at=self.local(2026, 10, 31, 23, 59))
        action = self.as_user(lines, "worker").action_collect()
        sheet = self.env["stakeholder.communication.sheet"].search(action["domain"])
        self.assertEqual(sheet.line_ids, lines)
        self.assertFalse(older.sheet_id)
        with self.assertRaises(AccessError):
            self._sign_as_stranger(sheet)
        self.as_user(sheet, "worker").action_sign()
        self.assertEqual(set(lines.mapped("state")), {"filed"})
        self.assertEqual(sheet.date_signed, date(2026, 11, 30))
        with self.assertRaisesRegex(UserError, "signed"):
            self.as_user(sheet, "worker").note = "More"
        again = self._record(channel_id=informal)
        self.as_user(again, "worker").action_collect()
        self.assertFalse(again.sheet_id)

    def _sign_as_stranger(self, sheet):
        extra = self._user("stranger", f"{MODULE}.stakeholder_group_worker")
        self.as_user(sheet, extra).action_sign()

    # promises are actions, followed until done
    def test_a_promise_is_followed(self):
        record = self._record()
        self.as_user(record, "worker").write(
            {
                "action_ids": [
                    (
                        0,
                        0,
                        {
                            "name": "Send the timetable",
                            "kind": "promise",
                            "user_id": self.users["officer"].id,
                            "date_due": "2026-12-01",
                        },
                    )
                ]
            }
        )
        action = self.as_user(record.action_ids, "officer")
        self.assertEqual(action.communication_id.id, record.id)
        with self.assertRaises(AccessError):
            self.as_user(record, "officer").read(["said"])
        self.assertTrue(self.as_user(record.action_ids, "director").name)
        action.action_done()
        self.assertEqual(action.state, "done")


@tagged("post_install", "-at_install")
class TestCommunicationAccess(CommunicationCase):
    def _sees(self, record, user):
        own = self.as_user(record, user)
        if not own.has_access("read") and not own.browse().has_access("read"):
            return False
        return bool(own.search([("id", "=", record.id)]))

    # U3.3: own units, own department, all for the management
    def test_who_reads_contacts_with_units(self):
        boss = self.employee("supervisor")
        department = self.env["hr.department"].create(
            {"name": "Projects", "manager_id": boss.id}
        )
        self.employee("worker", department_id=department.id)
        self.employee("officer", department_id=department.id)
        record = self._record()
        expected = {"worker", "officer", "supervisor", "director", "council"}
        for user in self.users:
            self.assertEqual(self._sees(record, user), user in expected, user)
        outside = self._record(user="director", party=self.other)
        for user in ("worker", "officer"):
            self.assertFalse(self._sees(outside, user), user)
        mine = self._record(user="director")
        self.assertTrue(self._sees(mine, "worker"))

    # X6: a contact with a recipient is the case team's alone
    def test_who_reads_contacts_with_recipients(self):
        person = self.env["res.partner"].create({"name": "Chen"})
        self.env["stakeholder.recipient"].create(
            {
                "partner_id": person.id,
                "user_id": self.users["worker"].id,
                "supervisor_id": self.users["supervisor"].id,
            }
        )
        record = self._record(party=person)
        self.assertEqual(record.kind, "recipient")
        for user in self.users:
            expected = user in ("worker", "supervisor")
            self.assertEqual(self._sees(record, user), expected, user)

    # I2: a talk with staff is confidential to the two sides and the manager
    def test_who_reads_talks_with_staff(self):
        manager = self.employee("supervisor")
        self.employee("officer", manager=manager)
        staff = self.users["officer"].partner_id
        record = self._record(
            user="worker",
            party=staff,
            topic_id=self._option("staff_topic", "performance").id,
        )
        self.assertEqual(record.kind, "staff")
        for user in self.users:
            expected = user in ("worker", "officer", "supervisor")
            self.assertEqual(self._sees(record, user), expected, user)

    # P1: outsiders get nothing by any way
    def test_channels(self):
        record = self._record()
        file = self.as_user(self.env["ir.attachment"], "worker").create(
            {"name": f"{CANARY}.txt", "raw": CANARY.encode()}
        )
        record.attachment_ids = file
        self.assertTrue(self.as_user(record, "worker").name_search(CANARY))
        report = "stakeholder_relations.report_communication"
        self.assertIn(CANARY, self._printed(report, record, "worker"))
        for user in ("clerk", "officer", "auditor", "admin"):
            own = self.as_user(record, user)
            model = own.browse()
            if model.has_access("read"):
                self.assertFalse(model.name_search(CANARY), user)
                self.assertFalse(model._read_group([], ["summary"]), user)
                self.assertFalse(model.search_count([("summary", "ilike", CANARY)]))
            with self.assertRaises(AccessError):
                own.read(["summary"])
            with self.assertRaises(AccessError):
                self.as_user(file, user).read(["raw"])
            with self.assertRaises(AccessError):
                self._printed(report, record, user)
            if user != "officer":
                continue
            self.assertEqual(
                self.as_user(self.unit, user).stakeholder_communication_count, 0
            )

    def _printed(self, report, record, user):
        own = self.as_user(self.env["ir.actions.report"], user)
        return own._render_qweb_html(report, record.ids)[0].decode()

    # X3: single, monthly, interview; filled and blank; in Chinese
    def test_prints(self):
        record = self._record(said="谈了寒假安排", place="办公室")
        html = self._printed(
            "stakeholder_relations.report_communication", record, "worker"
        )
        for words in ("沟通记录表", "School", "谈了寒假安排", "2026 年 11 月 24 日"):
            self.assertIn(words, html)
        blank = self._printed(
            "stakeholder_relations.report_communication", record.browse(), "worker"
        )
        self.assertIn("沟通记录表", blank)
        self.assertNotIn("False", blank)
        sheet = self._printed(
            "stakeholder_relations.report_communication_sheet",
            record.browse(),
            "worker",
        )
        self.assertIn("沟通记录表", sheet)

    # U4.9, S11
    def test_recognition(self):
        own = self.as_user(self.env["stakeholder.recognition"], "worker")
        values = {
            "means_id": self._option("recognition", "pennant").id,
            "partner_id": self.unit.id,
            "note": "For the visits",
            "honoured_ids": self.users["worker"].partner_id.ids,
        }
        with self.assertRaises(ValidationError):
            own.create({**values, "date": "2026-11-25"})
        own.create({**values, "date": "2026-11-24"})
        with self.assertRaises(AccessError):
            self.as_user(own, "clerk").search([])
