import re

from odoo.tests import tagged
from odoo.tools import html2plaintext

from .demo_common import DemoCase

LOG_INS = (
    "clerk",
    "worker",
    "officer",
    "supervisor",
    "director",
    "council",
    "auditor",
)


@tagged("post_install", "-at_install")
class TestDemo(DemoCase):
    """The demonstration centre is alive on any day."""

    def test_every_role_has_a_log_in(self):
        users = self.env["res.users"].search([("login", "in", LOG_INS)])
        self.assertEqual(sorted(users.mapped("login")), sorted(LOG_INS))
        self.assertEqual(set(users.mapped("lang")), {"zh_CN"})

    # X2: whoever opens a record reads no English under it
    def test_what_is_noted_under_records_is_chinese(self):
        messages = self.env["mail.message"].search(
            ["|", ("model", "=like", "stakeholder.%"), ("model", "=", "res.partner")]
        )
        words = [html2plaintext(message.body) for message in messages]
        values = messages.tracking_value_ids.filtered(
            lambda one: one.field_id.ttype == "selection"
        )
        words += values.mapped("old_value_char") + values.mapped("new_value_char")
        english = {one for one in words if one and re.search("[A-Za-z]{3}", one)}
        self.assertFalse(english)

    def test_complaints_in_every_state_and_around_every_deadline(self):
        complaints = self.env["stakeholder.complaint"].search([])
        self.assertGreaterEqual(len(complaints), 30)
        self.assertEqual(
            set(complaints.mapped("state")),
            {"new", "acknowledged", "answered", "pending", "closed", "not_handled"},
        )
        left = set(complaints.filtered("date_due").mapped("remaining_days"))
        self.assertLessEqual({-1, 0, 1, 2, 3, 7}, left)
        self.assertEqual(
            set(complaints.mapped("urgency")), {"green", "amber", "red", False}
        )
        self.assertFalse(self.env["stakeholder.complaint.trail"]._verify(complaints))
        failures = self.env["stakeholder.notice.failure"].search([])
        self.assertFalse(failures.mapped(lambda one: (one.res_model, one.res_id)))

    def test_each_class_and_box_occurs(self):
        complaints = self.env["stakeholder.complaint"].search([])
        self.assertEqual(
            set(complaints.mapped("party_class")), {"recipient", "unit", "external"}
        )
        self.assertEqual(len(set(complaints.mapped("nature"))), 5)
        self.assertTrue(complaints.filtered("is_anonymous"))
        self.assertTrue(complaints.filtered("is_confidential"))
        self.assertTrue(complaints.filtered("is_handover_late"))

    def test_cycles_of_every_class_at_every_stage(self):
        cycles = self.env["stakeholder.engagement"].search([])
        self.assertGreaterEqual(len(cycles), 25)
        for party_class in ("unit", "recipient", "external"):
            own = cycles.filtered(lambda one, own=party_class: one.party_class == own)
            self.assertGreaterEqual(len(set(own.mapped("stage"))), 5, party_class)
        self.assertEqual(len(set(cycles.mapped("stage"))), 7)
        self.assertLessEqual({"open", "referred", "ended"}, set(cycles.mapped("state")))
        self.assertTrue(cycles.filtered("previous_id"))
        self.assertTrue(cycles.move_ids.filtered("days"))
