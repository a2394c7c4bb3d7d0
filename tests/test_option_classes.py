from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

from .communication_common import CommunicationSecrecyCase
from .engagement_common import EngagementCase


@tagged("post_install", "-at_install")
class TestOptionClasses(CommunicationSecrecyCase):
    """An entry that is only for one class of party (X7)."""

    def _only(self, kind, party_class):
        return self.env["stakeholder.option"].create(
            {"kind": kind, "name": f"Only {party_class}", "party_class": party_class}
        )

    # X7: each list, wherever it is offered
    def test_every_list_offers_what_is_for_the_class(self):
        found = set()
        for name, model in self.env.items():
            for field in model._fields.values():
                domain = field.relational and field.comodel_name == "stakeholder.option"
                domain = domain and field.get_description(self.env).get("domain")
                if not (domain and isinstance(domain, str) and "'kind'" in domain):
                    continue
                self.assertIn("party_class", model._fields, f"{name}.{field.name}")
                own = safe_eval(domain, {"party_class": "unit", "direction": "given"})
                kind = own[0][2]
                mine, other = self._only(kind, "unit"), self._only(kind, "external")
                offered = self.env["stakeholder.option"].search(own)
                with self.subTest(model=name, field=field.name):
                    self.assertIn(mine, offered)
                    self.assertNotIn(other, offered)
                found.add(kind)
        for kind in ("channel", "maintenance", "staff_topic", "recognition", "way_in"):
            self.assertIn(kind, found)

    # X7 U3.1 U3.3 I2
    def test_a_contact_takes_what_is_for_its_class(self):
        staff = self.worker_employee.work_contact_id
        for kind, name, values in (
            ("channel", "channel_id", {}),
            ("maintenance", "maintenance_id", {"channel": False}),
            (
                "staff_topic",
                "topic_id",
                {"channel": False, "their_ids": [Command.set(staff.ids)]},
            ),
        ):
            with self.subTest(kind=kind):
                entry = self._only(kind, "recipient")
                refused = "Only recipient.*another class.*Service Recipient"
                with self.assertRaisesRegex(ValidationError, refused):
                    self.record(**{**values, name: entry.id})
                talk = self.record(**values)
                own = self.as_user(talk, "worker")
                with self.assertRaisesRegex(ValidationError, refused):
                    own.write({name: entry.id})
                entry.party_class = talk.party_class
                own.write({name: entry.id})
                self.assertEqual(talk[name], entry)

    # X7: another party on the form takes what is not for it away
    def test_on_the_form_what_does_not_fit_goes(self):
        sponsor = self._party("Sponsor", "external")
        only = self._only("maintenance", "unit")
        form = Form(
            self.env["stakeholder.communication"].with_user(self.users["worker"])
        )
        form.partner_id = self.unit
        form.maintenance_id = only
        form.partner_id = sponsor
        self.assertFalse(form.maintenance_id)

    # X7 O3 U4.9
    def test_a_recognition_takes_what_is_for_its_class(self):
        means = self._only("recognition", "external")
        own = self.as_user(self.env["stakeholder.recognition"], "worker")
        values = {"name": "x", "partner_id": self.unit.id, "means_id": means.id}
        with self.assertRaisesRegex(ValidationError, "Only external.*By Way Of"):
            own.create(values)
        means.party_class = "unit"
        self.assertEqual(own.create(values).party_class, "unit")

    # X7: what came in before the list was narrowed is edited as before
    def test_what_is_on_record_stays(self):
        talk = self.record()
        self.option("channel", "informal").party_class = "external"
        own = self.as_user(talk, "worker")
        own.summary = "Corrected"
        self.assertEqual(talk.summary, "Corrected")


@tagged("post_install", "-at_install")
class TestOptionClassesOfCycles(EngagementCase):
    # X7 U2.2 S6
    def test_a_cycle_takes_what_is_for_its_class(self):
        cycle = self.opened("unit")
        Option = self.env["stakeholder.option"]
        for kind, name, said in (
            ("meeting_form", "meeting_form_id", "External Stakeholder"),
            ("collecting", "collecting_ids", "External Stakeholder"),
            ("closure_type", "closure_type_id", "External.*Type of Closure"),
        ):
            entry = Option.create(
                {"kind": kind, "name": "Not This", "party_class": "external"}
            )
            value = [Command.set(entry.ids)] if name.endswith("s") else entry.id
            with (
                self.subTest(kind=kind),
                self.assertRaisesRegex(ValidationError, f"Not This.*{said}"),
            ):
                self.save(cycle, **{name: value})
            entry.party_class = "unit"
            self.save(cycle, **{name: value})

    # X7 C2.1: handed in from outside, it is taken as it came
    def test_whoever_types_in_an_opinion_takes_what_is_for_the_class(self):
        way_in = self.env["stakeholder.option"].create(
            {"kind": "way_in", "name": "Not This", "party_class": "recipient"}
        )
        intake = self.env["stakeholder.complaint.intake"].with_user(self.users["clerk"])
        values = {"way_in_id": way_in.id, "party_class": "unit", "statement": "x"}
        values["collection"] = "oral"
        with self.assertRaisesRegex(ValidationError, "Not This"):
            intake.create(values)
        intake.create({**values, "party_class": "recipient"})
