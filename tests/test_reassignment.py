from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .engagement_common import CANARY, EngagementCase, date


@tagged("post_install", "-at_install")
class TestReassignment(EngagementCase):
    """An employee leaves with open cases, and then the supervisor as well (X6)."""

    def _leave(self, *roles):
        for role in roles:
            self.employee(role).departure_date = date(2026, 11, 23)

    def _lines(self, user="director"):
        own = self.as_user(self.env["stakeholder.reassignment"], user)
        return own.search(own.action_list()["domain"])

    def test_the_person_in_charge_passes_on_what_nobody_is_left_for(self):
        cycle = self.at_stage("execution", "recipient")
        self.assertFalse(self._lines())
        self._leave("worker")
        # the supervisor is there: theirs to hand over
        self.assertFalse(self._lines())
        self._leave("supervisor")
        line = self._lines()
        self.assertEqual(line.cycles, cycle.name)
        self.assertEqual(line.left, "Test worker, Test supervisor")
        day = self.as_user(self.env["stakeholder.day"], "director").get_day()
        self.assertIn("nobody is left: 1", day["warning"])
        # X6: the number and no more, before and after
        self.assertNotIn("Wang", str(line.read()))
        self.assertNotIn(CANARY, str(line.read()))
        with self.assertRaisesRegex(UserError, "who takes over"):
            line.action_confirm()
        line.write({"user_id": self.users["worker"].id})
        with self.assertRaisesRegex(UserError, "still work here"):
            line.action_confirm()
        task = cycle.sudo().action_ids
        line.write({"user_id": self.users["officer"].id})
        line.action_confirm()
        self.assertEqual(self.recipient.user_id, self.users["officer"])
        own = self.as_user(cycle, "officer")
        self.assertEqual(own.search([]), own)
        self.assertIn("Test director", "".join(own.message_ids.mapped("body")))
        self.assertEqual(task.user_id, self.users["officer"])
        self.assertFalse(self.as_user(cycle, "director").search([]))
        self.assertFalse(self.as_user(cycle, "worker").search([]))
        self.assertFalse(self._lines())

    def test_nobody_else_lists_or_takes_a_case(self):
        self.at_stage("execution", "recipient")
        self._leave("worker", "supervisor")
        for role in set(self.users) - {"director"}:
            own = self.as_user(self.env["stakeholder.reassignment"], role)
            with self.assertRaises(AccessError):
                own.action_list()
            with self.assertRaises(AccessError):
                own.search([])
        line = self._lines()
        second = self._user(
            "second", "stakeholder_relations.stakeholder_group_director"
        )
        self.assertFalse(self.as_user(line, second).search([]))
        with self.assertRaises(AccessError):
            self.as_user(line, second).action_confirm()

    def test_a_case_with_a_team_is_not_taken_by_its_id(self):
        self.at_stage("execution", "recipient")
        self._leave("worker", "supervisor")
        line = self._lines()
        self.env["hr.employee"].search(
            [("user_id", "=", self.users["supervisor"].id)]
        ).departure_date = False
        own = self.as_user(line, "director")
        own.user_id = self.users["director"]
        with self.assertRaisesRegex(UserError, "has a team"):
            own.action_confirm()

    # of a unit's cycle the management sees and hands over by the button of the form
    def test_a_unit_s_cycle_is_handed_over_by_the_management(self):
        cycle = self.at_stage("plan")
        self._leave("worker")
        left = [("user_id.stakeholder_has_left", "=", True)]
        own = self.as_user(cycle, "director")
        self.assertEqual(own.search(left), own)
        window = own.env["stakeholder.engagement.handover"].with_context(
            **own.action_hand_over()["context"]
        )
        window.create({"user_id": self.users["officer"].id}).action_confirm()
        self.assertEqual(cycle.sudo().user_id, self.users["officer"])
        self.assertFalse(self.as_user(cycle, "director").search(left))
