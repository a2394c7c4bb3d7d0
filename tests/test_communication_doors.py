from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CANARY
from .communication_common import CommunicationSecrecyCase


@tagged("post_install", "-at_install")
class TestCommunicationDoors(CommunicationSecrecyCase):
    """What the screen of a record offers works; what it refuses no door lets in."""

    def _promise(self, **values):
        return {
            "name": f"Send the programme {CANARY}",
            "kind": "promise",
            "date_due": date(2026, 12, 1),
            **values,
        }

    def _signed(self, user="worker", **values):
        talk = self.record(user=user, channel="emergency", said="Found.", **values)
        self.as_user(talk, user).action_file()
        return talk

    def _add(self, talk, user, text="One more"):
        windows = self.as_user(self.env["stakeholder.communication.addition"], user)
        windows.create({"communication_id": talk.id, "text": text}).action_add()

    # U3.3: what is signed is signed; what is promised later is an action of its own
    def test_nothing_is_promised_in_a_signed_record(self):
        talk = self._signed()
        actions = self.env["stakeholder.action"]
        for user in ("worker", "boss", "director"):
            own = self.as_user(talk, user)
            self.assertFalse(own.may_edit)
            with self.assertRaisesRegex(UserError, "Add to It"):
                own.action_ids = [Command.create(self._promise())]
            with self.assertRaisesRegex(UserError, "nothing is promised in it"):
                self.as_user(actions, user).create(
                    self._promise(communication_id=talk.id)
                )
        # the way the refusal names
        self._add(talk, "worker", "They asked for the programme.")
        later = self.as_user(actions, "worker").create(
            self._promise(partner_id=self.unit.id)
        )
        self.assertFalse(later.communication_id)

    def test_a_promise_in_a_signed_record_keeps_its_wording(self):
        talk = self.record(channel="emergency", said="Found.")
        own = self.as_user(talk, "worker")
        own.action_ids = [Command.create(self._promise())]
        promise = talk.action_ids.filtered(lambda one: one.kind == "promise")
        promise = self.as_user(promise, "worker")
        promise.name = f"Send the plan {CANARY}"
        own.action_file()
        with self.assertRaisesRegex(UserError, "keeps its wording"):
            promise.name = "Something else"
        promise.date_due = date(2026, 12, 2)
        promise.action_done()
        self.assertEqual(promise.state, "done")

    # of somebody else's draft as well, by either door
    def test_promised_is_what_the_writer_says(self):
        talk = self.record()
        for user in ("boss", "officer", "director"):
            own = self.as_user(talk, user)
            self.assertFalse(own.may_edit)
            for call in (
                lambda own=own: own.write(
                    {"action_ids": [Command.create(self._promise())]}
                ),
                lambda own=own: own.env["stakeholder.action"].create(
                    self._promise(communication_id=own.id)
                ),
            ):
                with (
                    self.assertRaisesRegex(AccessError, "edited by"),
                    self.cr.savepoint(),
                ):
                    call()
        self.assertFalse(talk.action_ids)

    # the tab takes no row where saving would fail
    def test_the_tab_is_closed_where_it_cannot_be_saved(self):
        talk = self.env["stakeholder.communication"].with_user(self.users["worker"])
        view = talk.get_view(view_type="form")["arch"]
        self.assertIn('name="action_ids" readonly="not may_edit"', view)
        self.assertTrue(talk.new({}).may_edit)

    # U3.3: whoever reads a signed record adds to it, council members too
    def test_a_council_member_adds_to_what_they_signed(self):
        talk = self._signed(user="council")
        own = self.as_user(talk, "council")
        self.assertIn('name="action_add"', own.get_view(view_type="form")["arch"])
        with self.assertRaisesRegex(UserError, "Add to It"):
            own.said = "x"
        self._add(talk, "council")
        self.assertEqual(talk.addenda, "2026-11-24 Test council：One more")
        hidden = self.record(
            user="second",
            channel=False,
            their_ids=[Command.set(self.worker_employee.work_contact_id.ids)],
        )
        for text in ("x", ""):
            with self.assertRaises(AccessError):
                self._add(hidden, "council", text)

    # I2: a talk of the council with staff, between the two and the manager
    def test_a_council_member_records_a_talk_with_staff(self):
        contact = self.worker_employee.work_contact_id
        talk = self.record(
            user="council", channel=False, their_ids=[Command.set(contact.ids)]
        )
        self.assertEqual(talk.kind, "staff")
        self.assertEqual(self._readers(talk), {"council", "worker", "boss"})
        other = self._user("member", "stakeholder_relations.stakeholder_group_council")
        self.users["member"] = other
        self.assertFalse(self._may(talk, "member"))
        self.as_user(talk, "council").said = "All is well."
        self.as_user(talk, "council").action_file()
        self.assertEqual(talk.state, "filed")

    # before it is signed its writer edits it, and nobody puts anything into it
    def test_nothing_is_added_to_a_draft(self):
        talk = self.record()
        for user in ("worker", "boss", "council", "director"):
            with self.assertRaisesRegex(UserError, "not signed yet"):
                self._add(talk, user)
        self.assertFalse(talk.addenda)
