from email.message import EmailMessage
from email.utils import make_msgid
from unittest.mock import patch

from odoo.tests import tagged

from ..tools.receipt_code import in_fours
from .common import CANARY
from .public_common import PublicCase, photograph


class MailCase(PublicCase):
    """Mails to the centre, as the gateway takes them in."""

    def setUp(self):
        super().setUp()
        self.policy.email = "yijian@centre.example"
        self.Thread = self.env["mail.thread"]

    def mail(self, body="The lift is broken.", **headers):
        message = EmailMessage()
        headers = {
            "From": "Chen Wei <chen@home.example>",
            "To": "yijian@centre.example",
            "Subject": "The lift",
            "Message-ID": make_msgid(),
            **{name.replace("_", "-"): value for name, value in headers.items()},
        }
        for name, value in headers.items():
            if value:
                message[name] = value
        message.set_content(body)
        return message

    def deliver(self, message):
        raw = message if isinstance(message, bytes) else message.as_bytes()
        self.Thread.message_process(None, raw)
        return self.last()

    def replies(self):
        return self.env["mail.mail"].search([("model", "=", "stakeholder.intake")])


@tagged("post_install", "-at_install")
class TestIntakeMail(MailCase):
    def test_a_stranger_s_mail_becomes_a_complaint(self):
        # C2.1, C3.6: with its file; the sender lies apart; a code comes back, once
        message = self.mail()
        message.add_attachment(photograph(), "image", "jpeg", filename=f"{CANARY}.jpg")
        message.add_attachment(b"MZ", "application", "x", filename="virus.exe")
        intake = self.deliver(message)
        self.assertEqual(intake.state, "waiting")
        self.hand_over()
        complaint = intake.complaint_id
        self.assertEqual(complaint.way_in_id.code, "email")
        self.assertEqual(complaint.topic, "The lift")
        self.assertIn("The lift is broken.", complaint.statement)
        self.assertIn("virus.exe", complaint.statement)
        self.assertEqual(complaint.identity_ids.email, "chen@home.example")
        self.assertFalse(complaint.message_follower_ids)
        self.assertFalse(
            self.env["res.partner"].search([("email", "=", "chen@home.example")])
        )
        files = self.env["ir.attachment"].search(
            [("res_model", "=", complaint._name), ("res_id", "=", complaint.id)]
        )
        self.assertEqual(files.mapped("name"), ["1.jpg"])
        self.assertEqual(len(self.replies()), 1)
        self.deliver(self.mail())
        self.hand_over()
        self.assertEqual(len(self.replies()), 1)

    def test_the_answer_to_the_receipt_finds_its_case(self):
        intake = self.deliver(self.mail())
        self.hand_over()
        code = in_fours(intake._give_code())
        added = self.deliver(self.mail(f"More\n> Your code: {code}", Subject="Re: x"))
        self.assertEqual(added.state, "added")
        self.assertEqual(added.complaint_id, intake.complaint_id)
        self.assertIn("More", intake.complaint_id.message_ids[0].body)
        # an automatic answer that quotes it does not
        auto = self.mail(f"Away\n> {code}", Auto_Submitted="auto-replied")
        self.assertEqual(self.deliver(auto).reason, "auto")

    def test_a_unit_s_mail_runs_by_the_unit_s_clocks(self):
        self.env["res.partner"].create(
            {
                "name": "Civil Affairs",
                "stakeholder_class": "unit",
                "email": "office@unit.example",
            }
        )
        intake = self.deliver(self.mail(From="office@unit.example"))
        self.hand_over()
        self.assertEqual(intake.complaint_id.party_class, "unit")
        # whoever the mail says it is from acts for nobody
        director = self.users["director"]
        intake = self.deliver(self.mail(From=director.email_formatted))
        self.hand_over()
        rows = self.env["stakeholder.complaint.trail"].search(
            [("complaint_id", "=", intake.complaint_id.id)]
        )
        self.assertNotIn(director.id, rows.mapped("actor_id"))

    def test_a_reply_without_its_code_waits_for_a_person(self):
        # P15: never into the case by References
        complaint = self.assigned()
        before = len(complaint.message_ids)
        identity = complaint.identity_ids
        reference = f"<1.2-openerp-{identity.id}-stakeholder.complaint.identity@x>"
        for headers in (
            {"In_Reply_To": reference},
            {"References": reference, "To": "other@centre.example"},
            {"In_Reply_To": complaint.message_ids[:1].message_id},
        ):
            intake = self.deliver(self.mail(**headers))
            with self.subTest(headers=headers):
                self.assertEqual((intake.state, intake.reason), ("quarantine", "reply"))
        self.assertEqual(len(complaint.message_ids), before)
        with self.subTest("whom the case shuts out does not see the answer"):
            self.name_respondents(complaint, "director")
            intake = self.deliver(self.mail(In_Reply_To=reference))
            self.assertFalse(self.as_user(intake, "director").has_access("read"))
            self.assertTrue(self.as_user(intake, "council").has_access("read"))
            complaint.respondent_ids = False
            intake = self.deliver(self.mail(In_Reply_To=reference))
        # looked at by those who decide, and put where it belongs
        own = self.as_user(self.intakes, "director").search([], limit=1)
        self.assertIn("The lift is broken.", own.text)
        with self.subTest("added by a person"):
            window = self.env["stakeholder.intake.add"].with_user(
                self.users["director"]
            )
            window.create(
                {"intake_id": intake.id, "complaint_id": complaint.id}
            ).action_confirm()
            self.assertEqual(intake.state, "added")
            self.assertIn("The lift is broken.", complaint.message_ids[0].body)

    def test_whom_it_names_does_not_see_it(self):
        # C5.4: about the head, to the council; about the case's respondent likewise
        intake = self.deliver(self.mail("Test director took my money."))
        self.assertEqual(intake.reason, "names_head")
        self.assertFalse(self.as_user(intake, "director").has_access("read"))
        own = self.as_user(intake, "council")
        own.action_take_in()
        self.hand_over()
        self.assertEqual(intake.state, "handed_over")
        case = intake.complaint_id
        self.assertIn(self.partner("director"), case.withheld_ids)
        self.assertFalse(self.as_user(case, "director").has_access("read"))
        self.assertTrue(self.as_user(case, "council").has_access("read"))
        self.assertNotIn(self.users["director"], case.activity_ids.user_id)
        for role in ("clerk", "worker", "officer", "supervisor", "auditor", "admin"):
            self.assertFalse(self.as_user(intake, role).has_access("read"))

    def test_whom_one_that_failed_names_does_not_see_it(self):
        # C5.4: kept from whoever it names, whatever went wrong
        self.send(about="Test officer", not_head="1", statement="They took it all.")
        intake = self.last()
        with patch.object(
            type(self.intakes), "_complaint_values", side_effect=ValueError
        ):
            self.hand_over()
        self.assertEqual((intake.state, intake.reason), ("quarantine", "failed"))
        self.assertFalse(self.as_user(intake, "director").has_access("read"))
        self.assertIn(self.users["officer"], intake.denied_ids)
        self.assertTrue(self.as_user(intake, "council").has_access("read"))

    def test_what_was_set_aside_can_be_taken_in(self):
        # C4: who decided so is on record, and it is no dead end
        intake = self.deliver(self.mail("Test director took my money."))
        own = self.as_user(intake, "council")
        own.action_set_aside()
        own.action_take_in()
        self.assertEqual(intake.state, "waiting")
        events = self.env["stakeholder.complaint.trail"].search(
            [("complaint_id", "=", 0)], order="seq desc", limit=2
        )
        self.assertEqual(
            events.mapped("event"), ["intake_taken_in", "intake_set_aside"]
        )
        self.assertEqual(set(events.mapped("actor_id")), {self.users["council"].id})

    def test_a_person_who_wants_no_automatic_answer(self):
        # C2.1: a program of a person asks for no out-of-office notes
        intake = self.deliver(self.mail(X_Auto_Response_Suppress="OOF"))
        self.assertEqual(intake.state, "waiting")

    def test_a_name_with_something_unseen_in_it_is_the_same_name(self):
        # C5.4 P16: what a reader cannot see decides nothing about who reads
        intake = self.deliver(self.mail("Test dir\u200bector took my money."))
        self.assertEqual(intake.reason, "names_head")
        self.assertFalse(self.as_user(intake, "director").has_access("read"))

    def test_delivered_again_is_one_and_another_under_its_id_is_kept(self):
        message = self.mail()
        for _time in range(3):
            self.deliver(message)
        self.assertEqual(self.intakes.search_count([]), 1)
        other = self.mail("Other words", Message_ID=message["Message-ID"])
        self.assertEqual(self.deliver(other).reason, "same_id")

    def test_other_mail_goes_its_own_way(self):
        with self.assertRaises(ValueError):
            self.Thread.message_process(
                None, self.mail(To="sales@centre.example").as_bytes()
            )
        self.assertFalse(self.intakes.search([]))

    def test_bounces_and_loops_wait(self):
        self.assertEqual(
            self.deliver(self.mail(From="MAILER-DAEMON@x.example")).reason, "bounce"
        )
        self.assertEqual(
            self.deliver(self.mail(From="yijian@centre.example")).reason, "loop"
        )
        # told once, to those who decide
        self.hand_over()
        told = self.env["mail.mail"].search([("subject", "ilike", "2 mails")])
        self.assertEqual(len(told), 2)
        self.hand_over()
        self.assertEqual(
            self.env["mail.mail"].search_count([("subject", "ilike", "mails wait")]), 2
        )

    def test_senders_are_not_in_the_log(self):
        with self.all_logged("odoo") as log:
            self.deliver(self.mail())
            self.deliver(
                b"To: yijian@centre.example\r\nFrom: chen@home.example\r\n\r\n"
            )
            self.hand_over()
        self.assertNotIn("chen", "".join(log.output))
