from odoo.fields import Command
from odoo.tests import tagged

from .engagement_common import EngagementCase, date


@tagged("post_install", "-at_install")
class TestTwoCentres(EngagementCase):
    """Whoever works in two centres records a contact where it belongs."""

    def setUp(self):
        super().setUp()
        self.second = self.env["res.company"].create({"name": "Second Centre"})
        self.worker = self.users["worker"]
        self.worker.company_ids = [Command.link(self.second.id)]
        self.unit.with_company(self.second).stakeholder_class = "unit"
        self.unit.with_company(self.second).stakeholder_user_id = self.worker
        self.met = self.env["res.partner"].create(
            {"name": "Ms Clerk", "parent_id": self.unit.id}
        )

    def _in(self, record, *companies):
        ids = [company.id for company in companies]
        return self.as_user(record, "worker").with_context(allowed_company_ids=ids)

    def _recorded(self, action):
        """The contact written on the form that ``action`` opens."""
        talks = self._in(
            self.env["stakeholder.communication"], self.env.company, self.second
        )
        values = {"summary": "A call", "their_ids": [Command.set(self.met.ids)]}
        return talks.with_context(**action["context"]).create(values)

    def _owed(self, what):
        line = self.env["stakeholder.cadence"].search([("what", "=", what)], limit=1)
        return self.env["stakeholder.contact.due"].create(
            {
                "company_id": self.second.id,
                "partner_id": self.unit.id,
                "cadence_id": line.id,
                "user_id": self.worker.id,
                "date_start": date(2026, 10, 1),
                "date_due": date(2026, 12, 31),
                "required": 1,
            }
        )

    # U3.3 P5
    def test_a_contact_is_recorded_in_the_centre_it_comes_from(self):
        cycles = self._in(self.Engagement, self.second)
        cycle = cycles.create({"party_class": "unit", "partner_id": self.unit.id})
        agreement = self.sign(self.unit, company_id=self.second.id)
        for source, action in (
            (cycle, "action_record_communication"),
            (agreement, "action_record_communication"),
            (self._owed("contact"), "action_record"),
        ):
            own = self._in(source, self.env.company, self.second)
            talk = self._recorded(getattr(own, action)())
            self.assertEqual(talk.company_id, self.second, source)

    # U4.1
    def test_information_is_confirmed_in_the_centre_it_is_owed_in(self):
        due = self._owed("verification")
        both = self.env.company, self.second
        row = self._in(due, *both)._day_row(self.worker)
        button = row["button"]
        own = self._in(self.env[button["model"]], *both).browse(button["id"])
        getattr(own, button["name"])()
        found = self.env["stakeholder.verification"].search(
            [("partner_id", "=", self.unit.id)]
        )
        self.assertEqual(found.company_id, self.second)
