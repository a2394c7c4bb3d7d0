from odoo.fields import Command
from odoo.tests import tagged

from .access_common import REFUSED
from .test_access_mail import SECRET, MailCase


@tagged("post_install", "-at_install")
class TestAccessContainment(MailCase):
    """P2: nothing of a case reaches whoever may not read it at that moment.

    Whoever leaves a case keeps nothing but what they wrote themselves.
    """

    # channel 12
    def test_nobody_follows(self):
        own = self.as_user(self.case, "officer")
        own.message_subscribe(self.actors["director"].partner_id.ids)
        self._post("seen", "officer", "director")
        followed = self.env["mail.followers"].search(
            [("res_model", "in", [self.case._name, "stakeholder.action"])]
        )
        self.assertFalse(followed)
        # the same steps make a follower elsewhere
        partner = self.env["res.partner"].create({"name": "Elsewhere"})
        partner.message_subscribe(self.actors["director"].partner_id.ids)
        self.assertTrue(partner.message_follower_ids)

    # P2: re-assigned, taken off the team: the task goes with the access
    def test_whoever_leaves_keeps_no_activity(self):
        self._team("worker")
        own = self.as_user(self.case, "officer")
        task = own.activity_schedule(
            user_id=self.actors["worker"].id, summary=SECRET, note=SECRET
        )
        self.assertTrue(self._reads("worker", task))
        self._team()
        self.assertFalse(task.exists() and self._reads("worker", task))
        shown = self.env["res.users"].with_user(self.actors["worker"])
        self.assertNotIn(self.case._name, str(shown._get_activity_groups()))

    # P2: who was mentioned while on the team keeps nothing but their own words
    def test_whoever_leaves_keeps_their_own_words_alone(self):
        self._team("worker")
        before = self._post(SECRET, "officer", "worker")
        own = self._post("mine", "worker")
        self.assertTrue(self._reads("worker", before))
        self._team()
        later = self._post(f"{SECRET} later")
        for note in (before, later):
            self.assertTrue(self._reads("officer", note))
            self.assertFalse(self._reads("worker", note))
        self.assertTrue(self._reads("worker", own))
        needaction = self.env["mail.message"].with_user(self.actors["worker"])
        self.assertFalse(needaction.search([("needaction", "=", True)]))

    # P2: the handler before, and whoever is named afterwards
    def test_reassigned_and_accused_afterwards(self):
        for actor in ("officer", "supervisor"):
            case = self.case
            self.edit(case, "director", user_id=self.actors[actor].id)
            note = self.as_user(case, "director").message_post(
                body=SECRET, partner_ids=self.actors[actor].partner_id.ids
            )
            self.assertTrue(self._reads(actor, note))
            self.edit(case, "director", user_id=self.actors["colleague"].id)
            self.assertFalse(self._reads(actor, note))
        deputy = self.actors["deputy"]
        note = self._post(SECRET, "director", "deputy")
        self.assertTrue(self._reads("deputy", note))
        self.edit(
            self.case,
            "director",
            respondent_ids=[Command.link(deputy.partner_id.id)],
        )
        self.assertFalse(self._reads("deputy", note))

    # P2: the deputy's days are over
    def test_deputy_keeps_nothing(self):
        note = self._post(SECRET, "director", "deputy")
        self.assertTrue(self._reads("deputy", note))
        self.delegation.with_user(self.actors["director"]).action_end()
        self.assertFalse(self._reads("deputy", note))

    # P2: mention, share by mail, later mail
    def test_nobody_shut_out_is_written_to(self):
        known = self.env["mail.mail"].search([])
        for actor in ("worker", "accused", "employee"):
            partner = self.actors[actor].partner_id
            for call in ("message_post", "message_notify"):
                with self.assertRefused():
                    getattr(self.as_user(self.case, "officer"), call)(
                        body=SECRET, partner_ids=partner.ids
                    )
        self.as_user(self.case, "officer").message_post(
            body=SECRET,
            subtype_xmlid="mail.mt_comment",
            outgoing_email_to="worker@centre.example",
        )
        self._flush()
        sent = self.env["mail.mail"].search([]) - known
        self.assertNotIn(SECRET, "".join(sent.mapped("body_html")))

    def test_no_mail_by_the_composer(self):
        known = self.env["mail.mail"].search([])
        partner = self.actors["worker"].partner_id
        for mode in ("comment", "mass_mail"):
            composer = self.as_user(self.env["mail.compose.message"], "officer")
            try:
                with self.env.cr.savepoint():
                    composer.create(
                        {
                            "composition_mode": mode,
                            "model": self.case._name,
                            "res_ids": str(self.case.ids),
                            "body": SECRET,
                            "subject": SECRET,
                            "partner_ids": [Command.set(partner.ids)],
                        }
                    )._action_send_mail()
            except REFUSED as error:
                self.assertRegex(str(error), "cannot be mentioned|one by one")
                continue
        sent = self.env["mail.mail"].search([]) - known
        self.assertFalse([one for one in sent if SECRET in (one.body_html or "")])
        domain = [("body", "ilike", SECRET), ("model", "=", False)]
        self.assertFalse(self.search_as("worker", "mail.message", domain))

    # channel 15, P2: by mail goes the number alone; the queue is no window either
    def test_outgoing_mail(self):
        known = self.env["mail.mail"].search([])
        letter = self.as_user(self.env["stakeholder.complaint.letter"], "officer")
        letter.with_context(
            default_complaint_id=self.case.id, default_kind="result"
        ).create({"text": f"{SECRET} result", "channel": "email"}).action_confirm()
        self.at(self.local(2026, 12, 31))
        self.run_job()
        sent = self.env["mail.mail"].search([]) - known
        self.assertIn(SECRET, "".join(sent.mapped("body_html")))
        to_staff = sent.filtered(lambda one: "@centre.example" in one.email_to)
        self.assertTrue(to_staff)
        for mail in to_staff:
            self.assertNotIn("canary", mail.body_html + mail.subject)
        for mail in sent - to_staff:
            self.assertNotIn("canary", mail.subject)
            self.assertIn(self.case.name, mail.subject)
        for actor in self.actors:
            found = self.search_as(actor, "mail.mail", [("id", "in", sent.ids)])
            words = "".join(f"{one.body_html}{one.email_to}" for one in found)
            with self.subTest(actor=actor):
                self.assertNotIn("canary", words)
        self.assertTrue(
            self.search_as("system", "mail.mail", [("id", "in", to_staff.ids)])
        )
