from datetime import date, datetime

from odoo.tests import tagged

from .engagement_common import EngagementCase


@tagged("post_install", "-at_install")
class TestUrgency(EngagementCase):
    """Late, soon, time enough: by the working days of the centre, in every list."""

    def _seen_at(self, record, role, *moment):
        """The colour that ``role`` sees at a moment of the centre's clock."""
        self.at(datetime(*moment[:2], moment[2], moment[3] - 8, moment[4]))
        record.invalidate_recordset(["urgency"])
        return self.as_user(record, role).urgency

    def _action(self, due):
        actions = self.env["stakeholder.action"].with_user(self.users["director"])
        return actions.create(
            {
                "name": "Mend the door",
                "user_id": self.users["worker"].id,
                "date_due": due,
            }
        )

    # C3.5
    def test_what_was_agreed_warns_by_working_days(self):
        action = self._action(date(2026, 12, 4))
        for day, hour, minute, colour in (
            (1, 23, 59, "green"),
            (2, 8, 0, "amber"),
            (4, 23, 30, "amber"),
            (5, 8, 0, "red"),
        ):
            seen = self._seen_at(action, "worker", 2026, 12, day, hour, minute)
            self.assertEqual(seen, colour, day)

    def test_a_saturday_that_is_worked_counts(self):
        action = self._action(date(2026, 10, 13))
        friday = self._seen_at(action, "worker", 2026, 10, 9, 10, 0)
        self.assertEqual(friday, "green")
        saturday = self._seen_at(action, "worker", 2026, 10, 10, 10, 0)
        self.assertEqual(saturday, "amber")

    def test_the_terms_say_how_early(self):
        action = self._action(date(2026, 12, 4))
        self.policy.warning_days = 3
        seen = self._seen_at(action, "worker", 2026, 12, 1, 10, 0)
        self.assertEqual(seen, "amber")

    def test_what_is_settled_has_no_colour(self):
        action = self._action(date(2026, 11, 20))
        self.assertEqual(action.urgency, "red")
        own = self.as_user(action, "worker")
        own.result = "The door has a new lock."
        own.action_done()
        self.assertFalse(own.urgency)

    # P7
    def test_a_follow_up_visit_warns_by_the_centre_of_its_cycle(self):
        visit = self.at_stage("follow_up").follow_up_ids[:1]
        visit.date_due = date(2026, 12, 4)
        for day, colour in ((1, "green"), (2, "amber"), (5, "red")):
            seen = self._seen_at(visit, "worker", 2026, 12, day, 10, 0)
            self.assertEqual(seen, colour, day)

    # U3.2
    def test_a_contact_owed_warns_before_its_period_ends(self):
        due = self.env["stakeholder.contact.due"].create(
            {
                "company_id": self.env.company.id,
                "partner_id": self.unit.id,
                "cadence_id": self.env.ref(
                    "stakeholder_relations.stakeholder_cadence_unit_onsite"
                ).id,
                "user_id": self.users["worker"].id,
                "date_start": date(2026, 11, 1),
                "date_due": date(2026, 11, 30),
                "required": 1,
            }
        )
        for day, colour in ((25, "green"), (26, "amber"), (30, "amber")):
            seen = self._seen_at(due, "director", 2026, 11, day, 10, 0)
            self.assertEqual(seen, colour, day)
        due.state = "missed"
        self.assertFalse(due.urgency)

    def test_a_page_of_them_asks_as_often_as_one(self):
        actions = self.env["stakeholder.action"].browse()
        for day in range(1, 29):
            actions |= self._action(date(2026, 12, day))
        asked = []
        for some in (actions[:1], actions):
            self.env.flush_all()
            self.env.invalidate_all()
            own = self.as_user(some, "worker")
            own.mapped("date_due")
            before = self.cr.sql_log_count
            own.mapped("urgency")
            asked.append(self.cr.sql_log_count - before)
        self.assertEqual(*asked)
