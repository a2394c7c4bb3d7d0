from datetime import date

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import CANARY, StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintRegister(StakeholderCase):
    def _intake(self, user="clerk", **values):
        form = Form(
            self.env["stakeholder.complaint.intake"].with_user(self.users[user])
        )
        for name, value in {
            "way_in_id": self.way_in,
            "party_class": "recipient",
            "statement": f"The worker did not come. {CANARY}",
            "complainant_name": "Liu",
            "complainant_contact": "13800000000 or liu@home.example",
            **values,
        }.items():
            setattr(form, name, value)
        return form.save()

    def _handed_in(self, user="clerk", **values):
        action = self._intake(user, **values).action_hand_over()
        return self.env["stakeholder.complaint.receipt"].browse(action["res_id"])

    # C3.2 C4
    def test_any_employee_hands_one_in_and_gets_a_number(self):
        receipt = self._handed_in()
        self.assertRegex(receipt.name, r"^TS2026-\d{4}$")
        self.assertEqual(receipt.user_id, self.users["clerk"])
        self.assertEqual(receipt.date_response_due, date(2026, 12, 3))
        complaint = receipt.complaint_id
        self.assertEqual(complaint.date_response_due, date(2026, 12, 3))
        self.assertEqual(complaint.date_result_due, date(2026, 12, 14))
        self.assertEqual(complaint.date_result_first, date(2026, 12, 14))
        self.assertEqual(complaint.state, "new")
        self.assertFalse(complaint.is_handover_late)
        self.assertEqual(
            complaint.trail_ids.sorted("seq").mapped("event"),
            ["received", "handed_over"],
        )

    # C3.2: the same day, at once, by activity and mail
    def test_the_person_in_charge_has_it_at_once(self):
        mails = self.env["mail.mail"].search([])
        complaint = self._handed_in().complaint_id
        activity = complaint.activity_ids
        self.assertEqual(activity.user_id, self.users["director"])
        self.assertEqual(activity.date_deadline, date(2026, 12, 3))
        mail = self.env["mail.mail"].search([]) - mails
        self.assertEqual(len(mail), 1)
        self.assertIn("director@centre.example", mail.email_to)
        self.assertIn(complaint.name, mail.body_html)
        for secret in (CANARY, "Liu", "did not come"):
            self.assertNotIn(secret, f"{mail.subject} {mail.body_html}")

    # C3.2: a day late shows
    def test_handing_over_on_a_later_day_is_on_record(self):
        late = self._handed_in(received_at=self.local(2026, 11, 23, 23, 30))
        self.assertTrue(late.complaint_id.is_handover_late)
        same = self._handed_in(received_at=self.local(2026, 11, 24, 0, 5))
        self.assertFalse(same.complaint_id.is_handover_late)

    # C3.1: Friday 23:30 is Friday, half past midnight is Saturday
    def test_the_day_of_receipt_is_the_one_in_dongguan(self):
        for moment, day, due in (
            (self.local(2026, 9, 18, 23, 30), date(2026, 9, 18), date(2026, 9, 29)),
            (self.local(2026, 9, 19, 0, 30), date(2026, 9, 19), date(2026, 9, 29)),
            (self.local(2026, 9, 20, 0, 30), date(2026, 9, 20), date(2026, 9, 30)),
        ):
            self.users["clerk"].tz = "America/Los_Angeles"
            complaint = self._handed_in(received_at=moment).complaint_id
            self.assertEqual(complaint.date_received, day)
            self.assertEqual(complaint.date_response_due, due)

    # C3.2: it cannot stay with the receiver
    def test_what_was_typed_is_gone_after_handing_over(self):
        intake = self._intake()
        intake.action_hand_over()
        self.assertFalse(intake.sudo().exists())

    def test_receiver_sees_the_receipt_and_nothing_else(self):
        receipt = self._handed_in()
        complaint = receipt.complaint_id
        own = self.as_user(receipt, "clerk")
        self.assertEqual(own.state, "new")
        self.assertFalse(
            self.as_user(self.env["stakeholder.complaint.receipt"], "worker").search([])
        )
        with self.assertRaises(AccessError):
            self.as_user(complaint, "clerk").read(["statement"])
        [row] = own.read(["complaint_id"])
        self.assertEqual(row["complaint_id"], (complaint.id, complaint.name))

    # C2.2 C2.1
    def test_the_way_in_proposes_the_box_of_the_form(self):
        form = Form(
            self.env["stakeholder.complaint.intake"].with_user(self.users["clerk"])
        )
        for code, box in (("post", "written"), ("email", "written"), ("oral", "oral")):
            form.way_in_id = self.env.ref(
                f"stakeholder_relations.stakeholder_option_way_in_{code}"
            )
            self.assertEqual(form.collection, box)
        form.collection = "box"
        self.assertEqual(form.collection, "box")
        ways = self.env["stakeholder.option"].search([("kind", "=", "way_in")])
        self.assertEqual(len(ways), 8)
        boxes = self.env["stakeholder.complaint"]._fields["collection"].selection
        self.assertEqual(len(boxes), 7)

    # C2.3
    def test_praise_and_suggestions_use_the_suggestion_form(self):
        form = Form(
            self.env["stakeholder.complaint.intake"].with_user(self.users["clerk"])
        )
        for nature, form_type in (
            ("satisfied", "suggestion"),
            ("suggestion", "suggestion"),
            ("dissatisfied", "complaint"),
            ("complaint", "complaint"),
            ("appeal", "complaint"),
        ):
            form.nature = nature
            self.assertEqual(form.form_type, form_type)

    # C4: name and contact may be left empty
    def test_without_a_name_it_is_anonymous(self):
        named = self._handed_in().complaint_id
        self.assertFalse(named.is_anonymous)
        nameless = self._handed_in(
            complainant_name=False, complainant_contact=False
        ).complaint_id
        self.assertTrue(nameless.is_anonymous)
        self.assertEqual(len(nameless.sudo().identity_ids), 1)

    def test_address_in_the_contact_is_found(self):
        complaint = self._handed_in().complaint_id
        self.assertEqual(complaint.sudo().identity_ids.email, "liu@home.example")

    def test_files_go_over_to_the_case(self):
        clerk = self.env["ir.attachment"].with_user(self.users["clerk"])
        file = clerk.create({"name": "form.jpg", "raw": b"x"})
        complaint = self.register(attachment_ids=file.ids)
        self.assertEqual(file.sudo().res_id, complaint.id)
        with self.assertRaises(AccessError):
            self.as_user(file, "clerk").read(["raw"])

    def test_nobody_slips_in_a_file_of_somebody_else(self):
        secret = self.env["ir.attachment"].create(
            {"name": "x", "res_model": "res.company", "res_id": 1, "raw": b"secret"}
        )
        with self.assertRaises(AccessError):
            self.register(attachment_ids=secret.ids)

    def test_bad_input_names_the_rule(self):
        with self.assertRaisesRegex(UserError, "Write down what was said"):
            self._intake(statement="   ").action_hand_over()
        with self.assertRaisesRegex(ValidationError, "lies in the future"):
            self._handed_in(received_at=self.local(2026, 11, 25))

    # C5: about the head of the centre it goes to the council
    def test_about_the_person_in_charge_it_goes_to_the_council(self):
        complaint = self.register(
            respondent_ids=[Command.set(self.partner("director").ids)]
        )
        self.assertEqual(complaint.activity_ids.user_id, self.users["council"])
        with self.assertRaises(AccessError):
            self.as_user(complaint, "director").read(["name"])
        self.assertEqual(
            self.as_user(complaint, "council").statement, complaint.statement
        )

    def test_nobody_in_charge_loses_nothing(self):
        self.policy.write({"director_user_id": False, "council_user_id": False})
        for role in ("director", "council"):
            group = self.env.ref(f"stakeholder_relations.stakeholder_group_{role}")
            group.user_ids = [Command.clear()]
        complaint = self._handed_in().complaint_id
        failure = self.env["stakeholder.notice.failure"].search([])
        self.assertEqual(failure.res_id, complaint.id)

    # C4: no number missing, none twice
    def test_numbers_have_no_gap(self):
        first = self.register()
        with self.assertRaises(ValidationError), self.cr.savepoint():
            self.register(received_at=self.local(2026, 12, 24))
        clerk = self.env["stakeholder.complaint"].with_user(self.users["clerk"])
        batch = clerk._take_in([self._values() for _number in range(5)])
        numbers = [int(name[-4:]) for name in batch.mapped("name")]
        start = int(first.name[-4:])
        self.assertEqual(numbers, list(range(start + 1, start + 6)))

    def test_each_year_counts_from_one_by_the_clock_of_dongguan(self):
        self.at(self.local(2026, 12, 31, 23, 59))
        self.assertRegex(self.register().name, "^TS2026-")
        self.at(self.local(2027, 1, 1, 0, 1))
        self.assertEqual(self.register().name, "TS2027-0001")

    def test_each_centre_counts_for_itself(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        self.users["clerk"].company_ids |= other
        sequence = self.env.ref("stakeholder_relations.ir_sequence_complaint")
        sequence.copy({"company_id": other.id, "prefix": "X%(year)s-"})
        clerk = self.env["stakeholder.complaint"].with_user(self.users["clerk"])
        receipt = clerk.with_company(other)._take_in([self._values()])
        self.assertEqual(receipt.name, "X2026-0001")
        self.assertEqual(receipt.sudo().complaint_id.company_id, other)
        with self.assertRaises(AccessError):
            self.as_user(receipt.sudo().complaint_id, "director").read(["name"])
