import random

from odoo.tests import tagged

from .test_intake_mail import MailCase


@tagged("post_install", "-at_install")
class TestIntakeMailMany(MailCase):
    """Many mails, and broken ones: nothing is lost, nothing is sent in a loop."""

    def test_two_hundred_automatic_answers(self):
        # P15: 200 automatic replies, 0 answers sent, at most 1 case
        marks = (
            {"Auto_Submitted": "auto-replied"},
            {"Precedence": "auto_reply"},
            {"X_Autoreply": "yes"},
            {"X_Auto_Response_Suppress": "All"},
        )
        for number in range(200):
            self.deliver(self.mail(**marks[number % 4]))
        self.hand_over()
        self.assertFalse(self.replies())
        self.assertFalse(self.intakes.search([("complaint_id", "!=", False)]))
        self.assertEqual(self.intakes.search_count([("state", "=", "quarantine")]), 200)

    def test_two_hundred_from_the_hotline(self):
        # P15: all accepted, though from one address and marked as bulk
        self.policy.forwarders = "hotline@city.example"
        for number in range(200):
            self.deliver(
                self.mail(
                    f"Caller {number}",
                    From="12345 <hotline@city.example>",
                    Precedence="bulk",
                )
            )
        self.hand_over()
        found = self.intakes.search([("state", "=", "handed_over")])
        self.assertEqual(len(found.complaint_id), 200)
        self.assertEqual(len(self.replies()), 1)

    def test_three_hundred_broken_mails(self):
        # P15: 0 lost, 0 exceptions: each a case to be or in quarantine, with the raw
        seeds = [
            b"From: a@x\r\nTo: yijian@centre.example\r\nSubject: =?no-such?B?44GC?=\r\n"
            b"Content-Type: text/plain; charset=no-such-set\r\n\r\n\xff\xfe body",
            b"To: yijian@centre.example\r\n\r\n\x00\x00\x00",
            b"To: <yijian@centre.example\r\nContent-Type: multipart/mixed\r\n\r\nno",
            b"To: yijian@centre.example\r\nContent-Type: multipart/mixed; "
            b'boundary="x"\r\n\r\n--x\r\nContent-Transfer-Encoding: base64\r\n'
            b'Content-Disposition: attachment; filename="../../x.png"\r\n\r\n'
            b"!!!notbase64\r\n--x--",
            b"To: yijian@centre.example\r\nFrom: =?utf-8?Q?=ED=A0=80?= <>\r\n\r\n"
            b"\xed\xa0\x80 surrogate",
            b"To: yijian@centre.example\r\nSubject: " + b"a" * 70_000 + b"\r\n\r\nx",
            b"to: YIJIAN@CENTRE.EXAMPLE\r\nFrom: a@b, c@d\r\nDate: never\r\n\r\n",
            b"To: yijian@centre.example\r\nContent-Type: message/rfc822\r\n\r\nFrom: x",
            b"To: yijian@centre.example\r\nContent-Type: text/html\r\n\r\n<html><",
            b"To: yijian@centre.example\r\nMessage-ID: <\x00>\r\n\r\nwords",
        ]
        chance = random.Random(4711)
        for number in range(300):
            raw = bytearray(seeds[number % len(seeds)] + b"\r\n%d" % number)
            for _change in range(number // len(seeds)):
                at = chance.randrange(len(raw))
                raw[at] = chance.randrange(256)
            self.deliver(b"To: yijian@centre.example\r\n" + bytes(raw))
        found = self.intakes.search([])
        self.assertEqual(len(found), 300)
        self.assertTrue(all(found.mapped("raw")))
        self.hand_over()
        self.env.invalidate_all()
        states = set(found.mapped("state"))
        self.assertLessEqual(states, {"handed_over", "quarantine"})
        self.assertFalse(found.filtered(lambda one: one.reason == "failed"))

    def test_a_mail_nested_without_end_is_kept(self):
        # P15: 5,000 parts inside one another: no parser gets through, nothing is lost
        head = b"From: a@x.example\nTo: yijian@centre.example\nMessage-ID: <deep@x>\n"
        nested = b"".join(
            b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n)
            for n in range(5_000)
        )
        intake = self.deliver(head + b"Subject: deep\n" + nested + b"\nend")
        self.assertTrue(intake.raw)
        self.assertIn(intake.state, ("quarantine", "waiting"))
