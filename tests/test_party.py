from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import CANARY, StakeholderCase


@tagged("post_install", "-at_install")
class TestParty(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.unit = Partner.create(
            {"name": "Bureau", "is_company": True, "stakeholder_class": "unit"}
        )
        cls.clerk = Partner.create(
            {"name": "Liaison", "parent_id": cls.unit.id, "stakeholder_level": "clerk"}
        )
        cls.other = Partner.create({"name": "Nobody to the centre"})

    # G1: an own class wins, a unit's people show the unit's
    def test_people_of_a_unit_show_its_class(self):
        self.assertEqual(self.clerk.stakeholder_party_class, "unit")
        self.assertFalse(self.clerk.stakeholder_class)
        self.clerk.stakeholder_class = "external"
        self.assertEqual(self.clerk.stakeholder_party_class, "external")
        self.assertFalse(self.other.stakeholder_party_class)
        self.assertFalse(self.other.stakeholder_status)

    # I1: staff from entry to leaving, nothing kept twice
    def test_staff_follow_the_employment(self):
        partner = self.partner("clerk")
        self.assertFalse(partner.stakeholder_is_staff)
        employee = self.employee("clerk")
        self.env.invalidate_all()
        self.assertTrue(partner.stakeholder_is_staff)
        self.assertEqual(partner.stakeholder_party_class, "staff")
        domain = [("stakeholder_is_staff", "=", True)]
        self.assertIn(partner, self.env["res.partner"].search(domain))
        own = self.as_user(partner, "worker")
        self.assertEqual(own.stakeholder_party_class, "staff")
        employee.departure_date = date(2026, 11, 23)
        self.env.invalidate_all()
        self.assertFalse(partner.stakeholder_is_staff)
        employee.departure_date = date(2026, 11, 24)
        self.env.invalidate_all()
        self.assertTrue(partner.stakeholder_is_staff)
        employee.active = False
        self.env.invalidate_all()
        self.assertFalse(partner.stakeholder_is_staff)
        self.assertNotIn(partner, self.env["res.partner"].search(domain))
        partner.stakeholder_class = "external"
        employee.active = True
        self.env.invalidate_all()
        self.assertEqual(partner.stakeholder_party_class, "external")

    # I1: a leaver's parties and open records are listed for reassignment
    def test_what_a_leaver_was_responsible_for_is_listed(self):
        worker, officer = self.users["worker"], self.users["officer"]
        self.unit.stakeholder_user_id = worker
        complaint = self.assigned()
        agreement = self.env["stakeholder.agreement"].create(
            {
                "name": "Service",
                "partner_id": self.unit.id,
                "user_id": worker.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
            }
        )
        employee = self.employee("worker")

        def listed():
            self.env.invalidate_all()
            field = "stakeholder_has_left"
            return (
                self.unit
                in self.env["res.partner"].search(
                    [(f"stakeholder_user_id.{field}", "=", True)]
                ),
                agreement in agreement.search([(f"user_id.{field}", "=", True)]),
                complaint in complaint.search([(f"user_id.{field}", "=", True)]),
            )

        self.assertEqual(listed(), (False, False, False))
        employee.departure_date = date(2026, 11, 23)
        self.assertEqual(listed(), (True, True, False))
        self.assertTrue(worker.stakeholder_has_left)
        employee.departure_date = False
        officer.active = False
        self.assertEqual(listed(), (False, False, True))

    def test_each_centre_has_its_own_view_of_a_contact(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        theirs = self.unit.with_company(other)
        self.assertFalse(theirs.stakeholder_class)
        theirs.stakeholder_class = "external"
        self.assertEqual(self.unit.stakeholder_class, "unit")
        Partner = self.env["res.partner"]
        domain = [("stakeholder_class", "=", "unit"), ("id", "=", self.unit.id)]
        self.assertTrue(Partner.search(domain))
        self.assertFalse(Partner.with_company(other).search(domain))

    # G3: by whom, and whether formally
    def test_form_asks_who_referred(self):
        partner = self.env["res.partner"].with_context(
            stakeholder=True, default_stakeholder_class="unit", default_is_company=True
        )
        with Form(partner) as form:
            form.name = "School"
            form.stakeholder_source = "referral"
            with self.assertRaises(AssertionError):
                form.save()
            form.stakeholder_referral_by = "Street office"
            form.stakeholder_referral_type = "formal"
        self.assertEqual(form.record.stakeholder_party_class, "unit")

    def test_care_note_is_for_those_who_prepare_a_meeting(self):
        self.unit.stakeholder_care_note = CANARY
        self.assertEqual(
            self.as_user(self.unit, "worker").stakeholder_care_note, CANARY
        )
        for user in ("clerk", "auditor", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(self.unit, user).read(["stakeholder_care_note"])


@tagged("post_install", "-at_install")
class TestRecipient(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.person = cls.env["res.partner"].create({"name": "Wang"})
        cls.recipient = cls.env["stakeholder.recipient"].create(
            {
                "partner_id": cls.person.id,
                "user_id": cls.users["worker"].id,
                "supervisor_id": cls.users["supervisor"].id,
                "health": CANARY,
                "willingness_ids": [
                    Command.create(
                        {
                            "date": date(2026, 1, 5),
                            "kind": "mandated",
                            "authority": "District court",
                            "order_ref": "2026-12",
                            "reason": CANARY,
                        }
                    )
                ],
            }
        )

    # X6: the case team and its named supervisor alone
    def test_only_the_worker_and_the_supervisor_read_it(self):
        for user in ("worker", "supervisor"):
            self.assertEqual(self.as_user(self.recipient, user).health, CANARY)
            person = self.as_user(self.person, user)
            self.assertEqual(person.stakeholder_party_class, "recipient")
        for user in ("clerk", "officer", "director", "council", "auditor", "admin"):
            for records in (self.recipient, self.recipient.willingness_ids):
                own = self.as_user(records, user)
                with self.assertRaises(AccessError):
                    own.read()
                if own.browse().has_access("read"):
                    self.assertFalse(own.search([]), user)
                    self.assertFalse(own.search_count([]), user)
                    self.assertFalse(own._read_group([], ["create_uid"], ["__count"]))
            person = self.as_user(self.person, user)
            self.assertFalse(person.stakeholder_party_class, user)
            seen = person.read(["name", "phone", "stakeholder_class", "comment"])
            self.assertNotIn(CANARY, str(seen))

    def test_channels_first_shown_to_the_worker(self):
        self.env["stakeholder.consent"].create(
            {
                "recipient_id": self.recipient.id,
                "purpose": "export",
                "is_separate": True,
            }
        )
        file = self.env["ir.attachment"].create(
            {
                "name": CANARY,
                "raw": CANARY.encode(),
                "res_model": self.recipient._name,
                "res_id": self.recipient.id,
            }
        )
        export = self.env.ref("base.group_allow_export")
        for user, sees in (("worker", True), ("officer", False)):
            self.users[user].group_ids += export
            records = self.as_user(self.recipient, user)
            model = records.browse()
            domain = [("health", "ilike", CANARY)]
            self.assertEqual(bool(model.search(domain)), sees)
            self.assertEqual(model.search_count(domain), int(sees))
            self.assertEqual(bool(model.name_search("Wang")), sees)
            groups = model._read_group([], ["kind"], ["__count"])
            self.assertEqual(bool(groups), sees)
            oracle = [("id", "=", self.recipient.willingness_ids.id)]
            lines = self.as_user(self.env["stakeholder.willingness"], user)
            self.assertEqual(bool(lines.search(oracle)), sees)
            files = self.as_user(file.browse(), user)
            self.assertEqual(bool(files.search([("id", "=", file.id)])), sees)
            if sees:
                self.assertIn(CANARY, str(records.export_data(["health"])))
            else:
                with self.assertRaises(AccessError):
                    records.export_data(["health"])

    # S3: the change is kept, with date and reason
    def test_willingness_over_time(self):
        self.assertEqual(self.recipient.willingness, "mandated")
        own = self.as_user(self.recipient, "worker")
        own.willingness_ids = [
            Command.create(
                {"date": date(2026, 6, 1), "kind": "voluntary", "reason": "trust"}
            )
        ]
        self.assertEqual(own.willingness, "voluntary")
        self.assertEqual(len(own.willingness_ids), 2)

    # S3: what was written down stays, a change is a further line
    def test_willingness_is_not_written_anew(self):
        own = self.as_user(self.recipient, "worker")
        line = own.willingness_ids
        for vals in (
            {"kind": "voluntary"},
            {"date": date(2026, 2, 1)},
            {"reason": "Other"},
            {"recipient_id": False},
        ):
            with self.assertRaisesRegex(UserError, "stays as it was written down"):
                self.as_user(line, "worker").write(vals)
        for commands in ([Command.clear()], [Command.delete(line.id)]):
            with self.assertRaisesRegex(UserError, "stays as it was written down"):
                own.willingness_ids = commands
        for name in ("willingness", "date_became_voluntary"):
            with self.assertRaisesRegex(AccessError, "page “Willingness"):
                own.write({name: False})
        self.assertEqual((line.kind, own.willingness), ("mandated", "mandated"))

    # S3
    def test_willingness_is_not_known_ahead(self):
        own = self.as_user(self.recipient, "worker")
        new = {"kind": "voluntary", "reason": "trust"}
        with self.assertRaisesRegex(ValidationError, "in the future"):
            own.willingness_ids = [Command.create({**new, "date": date(2026, 11, 25)})]
        # half past seven at the centre is still yesterday elsewhere
        self.at(self.local(2026, 11, 25, 7, 30))
        own.willingness_ids = [Command.create(new)]
        self.assertEqual(max(own.willingness_ids.mapped("date")), date(2026, 11, 25))

    # S3
    def test_blanks_are_no_reason_of_a_change(self):
        own = self.as_user(self.recipient, "worker")
        ordered = {"kind": "mandated", "authority": "Court", "order_ref": "1"}
        for vals in (
            {**ordered, "reason": "\u3000 "},
            {**ordered, "reason": "x", "authority": " \n"},
            {**ordered, "reason": "x", "order_ref": "\u200b"},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                own.willingness_ids = [Command.create(vals)]
            self.env.invalidate_all()
        self.assertEqual(len(own.willingness_ids), 1)

    # S3: by which authority, under what order
    def test_mandated_names_authority_and_order(self):
        with self.assertRaisesRegex(Exception, "needs the authority"):
            self.recipient.willingness_ids = [
                Command.create({"kind": "mandated", "reason": "x"})
            ]
