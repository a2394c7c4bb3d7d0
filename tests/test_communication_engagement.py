from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .engagement_common import CANARY, EngagementCase, date


@tagged("post_install", "-at_install")
class TestCommunicationEngagement(EngagementCase):
    """Contacts of a cycle: proposed, recorded in one click, ticking off the plan."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk = cls.env["res.partner"].create(
            {"name": "Mr Clerk", "parent_id": cls.unit.id}
        )
        cls.department = cls.env["hr.department"].create({"name": "Service"})
        for role in ("worker", "officer"):
            cls.env["hr.employee"].create(
                {
                    "name": role,
                    "user_id": cls.users[role].id,
                    "department_id": cls.department.id,
                }
            )

    def _record(self, cycle, user="worker", **values):
        """As the button on the cycle opens it, saved by the form."""
        action = self.as_user(cycle, user).action_record_communication()
        Talk = self.as_user(self.env["stakeholder.communication"], user)
        with Form(Talk.with_context(**action["context"])) as form:
            form.summary = f"About it {CANARY}"
            for name, value in values.items():
                setattr(form, name, value)
            if cycle.sudo().party_class != "recipient":
                form.their_ids.add(self.clerk)
        return form.record

    # P5 S8: one click, party and cycle filled in; the plan is ticked off
    def test_a_contact_of_a_cycle_ticks_off_its_plan(self):
        cycle = self.at_stage("execution")
        action = cycle.action_ids
        self.at(self.local(2026, 11, 26))
        talk = self._record(cycle, at=self.local(2026, 11, 25))
        self.assertEqual((talk.partner_id, talk.engagement_id), (self.unit, cycle))
        self.assertEqual(cycle.action_progress, "0/1")
        with Form(self.as_user(talk, "worker")) as form:
            form.ticked_ids.add(action)
        self.assertEqual(action.state, "done")
        self.assertEqual(action.done_by_id, self.users["worker"])
        self.assertEqual(action.date_done, date(2026, 11, 25))
        self.assertEqual(action.ticked_in_ids, talk)
        own = self.as_user(cycle, "worker")
        self.assertEqual((own.action_progress, own.communication_count), ("1/1", 1))
        self.assertEqual(own.date_communicated, date(2026, 11, 25))
        shown = own.env["stakeholder.communication"].search(
            own.action_communications()["domain"]
        )
        self.assertEqual(shown, talk)
        # a slip is taken back, as long as the plan is carried out
        with self.assertRaisesRegex(UserError, "take the ticks back"):
            self.as_user(talk, "worker").unlink()
        with Form(self.as_user(talk, "worker")) as form:
            form.ticked_ids.remove(action.id)
        self.assertEqual((action.state, action.done_by_id.id), ("open", False))
        with Form(self.as_user(talk, "worker")) as form:
            form.ticked_ids.add(action)
        own.action_next()
        self.assertEqual(own.stage, "evaluation")
        with self.assertRaisesRegex(UserError, "moved on"):
            self.as_user(talk, "worker").ticked_ids = False
        self.as_user(talk, "worker").action_file()
        with self.assertRaisesRegex(UserError, "Add to It"):
            self.as_user(talk, "worker").engagement_id = False

    def test_the_open_cycle_is_proposed_and_of_several_none(self):
        cycle = self.opened()
        Talk = self.as_user(self.env["stakeholder.communication"], "worker")
        form = Form(Talk)
        form.partner_id = self.clerk
        self.assertEqual(form.engagement_id, cycle)
        form.partner_id = self.sponsor
        self.assertFalse(form.engagement_id)
        self.opened()
        form = Form(Talk)
        form.partner_id = self.unit
        self.assertFalse(form.engagement_id)

    def test_a_cycle_of_somebody_else_is_refused(self):
        cycle = self.at_stage("execution")
        sponsored = self.at_stage("execution", "external")
        talk = self._record(cycle)
        own = self.as_user(talk, "worker")
        with (
            self.assertRaisesRegex(ValidationError, "somebody else"),
            self.cr.savepoint(),
        ):
            own.engagement_id = sponsored
        with (
            self.assertRaisesRegex(ValidationError, "not planned"),
            self.cr.savepoint(),
        ):
            own.write({"ticked_ids": [Command.set(sponsored.action_ids.ids)]})
        cycle.action_ids.action_done()
        with self.assertRaisesRegex(UserError, "settled already"), self.cr.savepoint():
            own.ticked_ids = cycle.action_ids
        self.assertFalse(talk.sudo().ticked_ids)

    # X6: by the link nobody sees more than before, from either side
    def test_the_link_gives_nobody_more(self):
        cycle = self.at_stage("execution", "recipient")
        talk = self._record(cycle)
        self.assertEqual(talk.sudo().kind, "recipient")
        self.as_user(talk, "worker").ticked_ids = cycle.action_ids
        for role in ("officer", "director", "council", "clerk", "auditor", "admin"):
            with self.subTest(role=role):
                own = self.as_user(talk, role)
                self.assertFalse(own.search([]))
                self.assertFalse(own.env["stakeholder.action"].search([]))
                with self.assertRaises(AccessError):
                    own.read(["summary"])
                with self.assertRaises(AccessError):
                    self.as_user(cycle, role).read(["communication_count"])
                with self.assertRaises(AccessError):
                    self.as_user(cycle.action_ids, role).read(["name"])
        for role in ("worker", "supervisor"):
            own = self.as_user(cycle, role)
            self.assertEqual(own.communication_count, 1)
            self.assertEqual(self.as_user(talk, role).engagement_id, own)
        # after handing over neither what they wrote nor what they ticked off
        planned = cycle.action_ids.sudo()
        self.save(self.as_user(cycle, "worker"), user_id=self.users["officer"].id)
        self.assertFalse(self.as_user(talk, "worker").search([]))
        self.assertFalse(self.as_user(planned, "worker").search([]))
        self.assertEqual(self.as_user(cycle, "officer").communication_count, 1)

    # X6: a cycle one may not read is not linked, asked about or looked through
    def test_nobody_links_or_probes_a_cycle_of_others(self):
        secret = self.at_stage("execution", "recipient")
        cycle = self.at_stage("execution")
        talk = self._record(cycle)
        own = self.as_user(talk, "officer")
        self.assertEqual(own.engagement_id.display_name, cycle.display_name)
        director = self.as_user(self.env["stakeholder.communication"], "director")
        theirs = director.create(
            {
                "partner_id": self.unit.id,
                "their_ids": [Command.set(self.clerk.ids)],
                "summary": "x",
            }
        )
        with self.assertRaises(AccessError):
            theirs.engagement_id = secret
        with self.assertRaises(AccessError):
            theirs.ticked_ids = secret.sudo().action_ids
        # the council reads what was said with a unit, and nothing of its cycle
        council = self.as_user(talk, "council")
        self.assertIn(CANARY, council.summary)
        for call in (
            lambda: council.read(["engagement_id"]),
            lambda: council.read(["ticked_ids"]),
            lambda: council.search([("engagement_id.topic", "ilike", CANARY)]),
            lambda: council._read_group([], ["engagement_id"]),
        ):
            with self.assertRaises(AccessError):
                call()
        # of another department the number alone is named
        self.users["second"] = self._user(
            "second", "stakeholder_relations.stakeholder_group_worker"
        )
        self.unit.stakeholder_user_id = self.users["second"]
        other = self.as_user(talk, "second")
        [row] = other.web_read({"engagement_id": {"fields": {"display_name": {}}}})
        self.assertEqual(row["engagement_id"]["display_name"], cycle.name)
        self.assertFalse(other.search([("engagement_id.topic", "ilike", CANARY)]))
        self.assertFalse(other.ticked_ids)

    # the council writes contacts as well, and no cycle stands in its way
    def test_the_council_records_without_a_cycle(self):
        self.opened()
        Talk = self.as_user(self.env["stakeholder.communication"], "council")
        talk = Talk.create({"partner_id": self.clerk.id, "summary": "Visit"})
        talk.write({"partner_id": self.unit.id, "summary": "A visit"})
        self.assertFalse(talk.sudo().engagement_id)
