from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import tagged

from .engagement_common import Command, EngagementCase, date


@tagged("post_install", "-at_install")
class TestEngagementDoors(EngagementCase):
    """What a caller over RPC may send gets nobody past the course of a cycle (P8)."""

    # S7: a change of the agreed plan is a version, whatever the context says
    def test_no_context_keeps_a_change_of_the_plan_out_of_its_versions(self):
        cycle = self.at_stage("execution")
        goal = cycle.goal_ids.with_context(stakeholder_plan_gathered=True)
        goal.name = "Five sessions held"
        self.assertIn("Five sessions", cycle.plan_version_ids.sorted("number")[-1].plan)
        # several goals in one save are still one version
        self.save(
            cycle,
            goal_ids=[
                Command.update(goal.id, {"name": "Six sessions held"}),
                Command.create({"name": "Parents come along"}),
            ],
        )
        self.assertEqual(max(cycle.plan_version_ids.mapped("number")), 3)

    # X6: record and cycles have one team
    def test_no_context_parts_a_cycle_from_its_record(self):
        cycle = self.opened("recipient").with_context(stakeholder_team_follows=True)
        self.save(cycle, user_id=self.users["officer"].id)
        self.assertEqual(self.recipient.user_id, self.users["officer"])

    # P7: what another cycle went over into is no slip
    def test_the_next_cycle_is_not_deleted(self):
        cycle = self.at_stage("follow_up")
        following = cycle.browse(cycle.action_new_cycle()["res_id"])
        self.refused(UserError, "stays on file", following.unlink)
        self.assertEqual(cycle.state, "completed")

    # P6: the type is one of the guideline's for this class
    def test_the_type_of_closure_is_one_of_its_list(self):
        cycle = self.at_stage("evaluation")
        other = self.env["stakeholder.option"].search(
            [("kind", "=", "closure_type"), ("party_class", "=", "recipient")], limit=1
        )
        for wrong in (self.option("end_reason", cycle), other):
            self.refused(
                ValidationError,
                f"{wrong.name}.*Type of Closure",
                lambda w=wrong: self.save(cycle, closure_type_id=w.id),
            )

    # U2.5: and so is the reason to end
    def test_the_reason_to_end_is_one_of_its_list(self):
        cycle = self.opened()
        window = self.env["stakeholder.engagement.ending"].with_user(cycle.env.user)
        window = window.create(
            {
                "engagement_id": cycle.id,
                "kind": "end",
                "help_offered": "A club",
                "end_reason_id": self.option("closure_type", cycle).id,
            }
        )
        self.refused(UserError, f"{cycle.name}.*Reason to End", window.action_confirm)
        window.end_reason_id = self.env["stakeholder.option"].create(
            {"kind": "end_reason", "name": "Not This", "party_class": "recipient"}
        )
        self.refused(UserError, "Not This.*another class", window.action_confirm)
        window.end_reason_id = False
        self.refused(UserError, "choose the reason to end", window.action_confirm)

    # P6: what was planned stays as it was closed
    def test_the_actions_of_a_closed_plan_are_not_worded_anew(self):
        cycle = self.at_stage("follow_up")
        action = cycle.action_ids
        for vals in ({"name": "Other"}, {"date_due": date(2026, 12, 30)}):
            self.refused(UserError, "was closed on", lambda v=vals: action.write(v))
        action.result = "Ten, with sign-in sheets"

    # P4: a goal with an action that is to be taken
    def test_a_plan_of_dropped_actions_is_none(self):
        cycle = self.at_stage("plan")
        self.fill(cycle, "plan")
        cycle.action_ids.drop_reason = "No room"
        cycle.action_ids.action_drop()
        self.refused(RedirectWarning, "a goal and the actions", cycle.action_next)
        new = {"name": "Hold them elsewhere", "date_due": date(2026, 12, 18)}
        cycle.goal_ids.action_ids = [Command.create(new)]
        cycle.action_next()
        self.assertEqual(cycle.stage, "execution")

    # X6: the record is one person's, and its cycles are that person's
    def test_a_record_with_cycles_stays_with_its_person(self):
        self.opened("recipient")
        other = self.env["res.partner"].create({"name": "Chen"})
        own = self.as_user(self.recipient, "worker")
        self.refused(
            UserError,
            "a record of its own",
            lambda: own.write({"partner_id": other.id}),
        )
        own.write({"partner_id": self.person.id, "phone": "13800000000"})

    # U2.1 O2: the lists are those of the class
    def test_the_lists_follow_the_class_in_the_initial_contact(self):
        cycle = self.opened("recipient")
        cycle.check_ids[0].is_done = True
        kept = cycle.check_ids[0]
        values = {"recipient_id": False, "partner_id": self.unit.id}
        self.save(cycle, party_class="unit", **values)
        self.assertEqual(set((cycle.check_ids - kept).mapped("party_class")), {"unit"})
        self.assertEqual(len(cycle.check_ids - kept), 18)
        self.assertTrue(kept.exists().is_done)

    def test_what_is_worked_out_is_not_typed_in(self):
        cycle = self.opened("recipient")
        clerk = [Command.link(self.users["clerk"].id)]
        for vals in (
            {"reader_ids": clerk},
            {"denied_ids": clerk},
            {"date_next_follow_up": False},
            {"date_next_notice": False},
            {"help_offered": "x"},
        ):
            self.refused(
                AccessError, "cannot be typed in", lambda v=vals: self.save(cycle, **v)
            )
