from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CANARY
from .test_complaint_secrecy import SecrecyCase

OUTSIDERS = ("clerk", "worker", "supervisor", "auditor", "admin", "council")


@tagged("post_install", "-at_install")
class TestComplaintChannels(SecrecyCase):
    """By no channel does anything reach somebody who does not read the case."""

    def test_channel_name_search_group_and_count(self):
        for user, sees in (("officer", True), ("worker", False)):
            model = self.as_user(self.Complaint, user)
            domain = [("topic", "ilike", CANARY)]
            self.assertEqual(model.search_count(domain), int(sees))
            self.assertEqual(
                bool(model.name_search(self.complaint.name, operator="=")), sees
            )
            groups = model._read_group(domain, ["topic"], ["__count"])
            self.assertEqual(bool(groups), sees)

    def test_channel_export(self):
        for user in ("officer", "worker"):
            self.users[user].group_ids |= self.env.ref("base.group_allow_export")
        rows = self.as_user(self.complaint, "officer").export_data(["topic"])["datas"]
        self.assertEqual(rows, [[CANARY]])
        with self.assertRaises(AccessError):
            self.as_user(self.complaint, "worker").export_data(["topic"])

    def test_channel_identity(self):
        with self.assertRaises(AccessError):
            self.as_user(self.complaint, "officer").read(["identity_ids"])
        with self.assertRaises(AccessError):
            self.as_user(self.Complaint, "director").search(
                [("identity_ids.name", "ilike", CANARY)]
            )

    def test_channel_messages_and_attachments(self):
        officer = self.as_user(self.complaint, "officer")
        note = officer.message_post(body=f"Note {CANARY}")
        file = self.env["ir.attachment"].create(
            {
                "name": CANARY,
                "raw": CANARY.encode(),
                "res_model": self.Complaint._name,
                "res_id": self.complaint.id,
            }
        )
        for records in (note, file):
            domain = [("id", "=", records.id)]
            self.assertTrue(self.as_user(records.browse(), "officer").search(domain))
            for user in OUTSIDERS:
                found = self.as_user(records.browse(), user).search(domain)
                self.assertFalse(found, user)

    def test_channel_mention(self):
        officer = self.as_user(self.complaint, "officer")
        officer.message_post(body="hello", partner_ids=self.partner("director").ids)
        stranger = self.env["res.partner"].create({"name": "Complainant"})
        for partner in (self.partner("worker"), stranger):
            with self.assertRaises(AccessError):
                officer.message_post(body=CANARY, partner_ids=partner.ids)
            with self.assertRaises(AccessError):
                officer.message_notify(body=CANARY, partner_ids=partner.ids)

    def test_channel_activity(self):
        officer = self.as_user(self.complaint, "officer")
        officer.activity_schedule(user_id=self.users["director"].id, summary="look")
        with self.assertRaises(AccessError):
            officer.activity_schedule(user_id=self.users["worker"].id, summary=CANARY)
        activity = self.complaint.activity_ids[:1]
        with self.assertRaises(AccessError):
            self.as_user(activity, "officer").user_id = self.users["worker"]

    def test_channel_followers_and_later_mail(self):
        mails = self.env["mail.mail"].search([])
        officer = self.as_user(self.complaint, "officer")
        officer.message_subscribe(self.partner("worker").ids)
        officer.message_post(body=CANARY, subtype_xmlid="mail.mt_comment")
        self.assertFalse(self.complaint.message_follower_ids)
        sent = self.env["mail.mail"].search([]) - mails
        self.assertNotIn(CANARY, "".join(sent.mapped("body_html")))

    def test_channel_names_through_the_trail_and_the_receipt(self):
        trail = self.as_user(self.complaint.trail_ids, "worker")
        self.assertFalse(trail.search([("complaint_id", "=", self.complaint.id)]))
        with self.assertRaises(AccessError):
            trail.read(["event"])
        self.assertFalse(trail._read_group([], ["event"], ["__count"]))
        receipts = self.as_user(self.env["stakeholder.complaint.receipt"], "worker")
        self.assertFalse(receipts.search([("name", "=", self.complaint.name)]))
