from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .engagement_common import EngagementCase, date


@tagged("post_install", "-at_install")
class TestEngagementFollowUp(EngagementCase):
    """Visits after the closure, by the terms of the class (P7)."""

    # P7: as the terms of the class say
    def test_follow_up_by_the_terms_of_the_class(self):
        self.policy.follow_up_months_unit = "2，12"
        cycle = self.at_stage("follow_up")
        self.assertEqual(
            cycle.follow_up_ids.mapped("date_due"),
            [date(2027, 1, 24), date(2027, 11, 24)],
        )
        with self.assertRaisesRegex(ValidationError, "1,3,6"):
            self.policy.follow_up_months_unit = "soon"

    # P7
    def test_due_visits_are_told_and_late_ones_go_up(self):
        cycle = self.at_stage("follow_up", "recipient")
        self.run_job()
        self.assertFalse(cycle.sudo().activity_ids)
        for day, role in ((17, "worker"), (24, "worker"), (25, "supervisor")):
            self.at(self.local(2026, 12, day))
            self.run_job()
            self.run_job()
            task = cycle.sudo().activity_ids
            self.assertEqual(task.user_id, self.users[role], day)
        page = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        items = [item for group in page["groups"] for item in group["items"]]
        mine = [item for item in items if item["model"] == cycle._name]
        self.assertEqual([item["urgency"] for item in mine], ["red"])
        # one click opens the visits; whoever writes down what was found was there today
        [button] = [item["button"]["name"] for item in mine]
        window = getattr(cycle, button)()
        self.assertIn("Follow-up Visits", window["name"])
        visit = cycle.follow_up_ids[0].new(origin=cycle.follow_up_ids[0])
        visit.finding = "Well."
        visit._onchange_finding()
        self.assertEqual(visit.date_done, date(2026, 12, 25))
        cycle.follow_up_ids[0].write({"finding": "Well."})
        cycle.follow_up_ids[0].action_done()
        self.assertFalse(cycle.sudo().activity_ids)
        self.assertEqual(cycle.date_next_follow_up, date(2027, 2, 24))
