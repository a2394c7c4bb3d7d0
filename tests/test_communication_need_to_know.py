from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CANARY
from .communication_common import CommunicationSecrecyCase


@tagged("post_install", "-at_install")
class TestCommunicationNeedToKnow(CommunicationSecrecyCase):
    """What nobody learns by a refusal, and what whoever was talked with reads."""

    # X6: nobody learns by an answer that somebody is a recipient
    def test_of_a_recipient_one_may_not_know_the_answer_is_as_of_any_contact(self):
        stranger = self.env["res.partner"].create({"name": "Xiao Liu"})
        person = self.env["res.partner"].create({"name": "Xiao Liu"})
        self.env["stakeholder.recipient"].create(
            {
                "partner_id": person.id,
                "user_id": self.second.id,
                "supervisor_id": self.users["supervisor"].id,
            }
        )
        pennant = self.option("recognition", "pennant")
        for user in ("worker", "officer", "director", "council"):
            answers = []
            for contact in (stranger, person):
                with self.assertRaises(UserError) as raised, self.cr.savepoint():
                    self.record(
                        user=user, channel=False, their_ids=[Command.set(contact.ids)]
                    )
                with self.assertRaises(UserError) as asked, self.cr.savepoint():
                    self.record(
                        user=user,
                        channel=False,
                        kind="recipient",
                        their_ids=[Command.set(contact.ids)],
                    )
                answers.append((str(raised.exception), str(asked.exception)))
                if user != "council":
                    own = self.as_user(self.env["stakeholder.recognition"], user)
                    with self.assertRaises(UserError) as raised, self.cr.savepoint():
                        own.create(
                            {
                                "name": "x",
                                "partner_id": contact.id,
                                "means_id": pennant.id,
                            }
                        )
                    answers[-1] += (str(raised.exception),)
            self.assertEqual(answers[0], answers[1], user)
        self.assertEqual(
            self.record(user="second", their_ids=[Command.set(person.ids)]).kind,
            "recipient",
        )

    # X6: somebody who is a stakeholder as well is one to those who know no more
    def test_a_class_of_its_own_stands_for_those_who_know_no_more(self):
        volunteer = self.env["res.partner"].create(
            {"name": "Volunteer", "stakeholder_class": "external"}
        )
        self.env["stakeholder.recipient"].create(
            {"partner_id": volunteer.id, "user_id": self.second.id}
        )
        mine = self.record(user="second", their_ids=[Command.set(volunteer.ids)])
        theirs = self.record(user="worker", their_ids=[Command.set(volunteer.ids)])
        self.assertEqual((mine.kind, theirs.kind), ("recipient", "party"))
        self.assertNotIn("director", self._readers(mine))
        self.assertNotIn("second", self._readers(theirs))

    # I2: a member of staff without any role reads the talks with themselves
    def test_whoever_was_talked_with_reads_it_and_no_more(self):
        clerk = self.employee("clerk", self.boss_employee)
        other = self.employee("auditor", self.boss_employee)
        talk, hidden = (
            self.record(
                user="boss",
                channel=False,
                their_ids=[Command.set(one.work_contact_id.ids)],
                topic_id=self.option("staff_topic", "performance").id,
                said=f"secret {CANARY}",
            )
            for one in (clerk, other)
        )
        self.record()
        file = self.env["ir.attachment"].create({"name": "a.txt", "raw": b"x"})
        talk.sudo().write({"attachment_ids": [Command.set(file.ids)]})
        file.write({"res_model": talk._name, "res_id": talk.id})
        own = self.as_user(talk, "clerk")
        self.assertEqual(own.search([]), own)
        self.assertEqual(own.said, f"secret {CANARY}")
        own.web_read({"said": {}, "action_ids": {}, "their_ids": {"fields": {}}})
        report = own.env["ir.actions.report"]
        page, _type = report._render_qweb_html(
            "stakeholder_relations.report_interview", own.ids
        )
        self.assertIn(CANARY, page.decode())
        self.assertTrue(self.as_user(file, "clerk").raw)
        self.assertFalse(self.as_user(hidden, "clerk")._filtered_access("read"))
        for call in (
            lambda: own.write({"said": "x"}),
            own.unlink,
            own.copy,
            own.action_file,
            lambda: own.create(
                {"summary": "x", "their_ids": clerk.work_contact_id.ids}
            ),
            lambda: own.env["stakeholder.communication.addition"].create(
                {"communication_id": own.id, "text": "x"}
            ),
        ):
            with self.assertRaises(AccessError), self.cr.savepoint():
                call()
        self.assertEqual(talk.state, "draft")
        # neither does somebody with a role sign the talk about themselves
        mine = self.record(
            user="second",
            channel=False,
            their_ids=[Command.set(self.worker_employee.work_contact_id.ids)],
        )
        with self.assertRaisesRegex(AccessError, "who wrote it"):
            self.as_user(mine, "worker").action_file()
        # who leaves the centre's employ keeps a log-in, and nothing
        clerk.user_id = False
        self.assertFalse(self.as_user(talk, "clerk").search([]))
