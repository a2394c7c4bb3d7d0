from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.tests import tagged

from .engagement_common import Command, EngagementCase, date


@tagged("post_install", "-at_install")
class TestEngagementGate(EngagementCase):
    """A stage is left only when what it is for is there, through whatever door (P8)."""

    # P8
    def test_each_gate_refuses_and_opens_what_is_missing(self):
        words = {
            "contact": "class of the party",
            "assessment": "conclusion",
            "decision": "reason for the decision",
            "plan": "a goal and the actions",
            "execution": "Hold the sessions",
            "evaluation": "type of closure",
            "follow_up": "follow-up visit due",
        }
        engagement = self.opened()
        for stage in self.STAGES:
            with self.assertRaisesRegex(RedirectWarning, words[stage]) as caught:
                with self.cr.savepoint():
                    engagement.action_next()
            action = caught.exception.args[1]
            self.assertEqual(action["res_id"], engagement.id)
            self.assertEqual(action["target"], "new")
            self.assertIn(words[stage], engagement.missing)
            self.fill(engagement, stage)
            self.assertFalse(engagement.missing, stage)
            engagement.action_next()
        self.assertEqual(engagement.state, "completed")

    # P8
    def test_no_door_leads_past_a_gate(self):
        engagement = self.opened()
        both = engagement | self.opened("external")
        doors = {
            "button": engagement.action_next,
            "rpc": lambda: self.save(engagement, stage="plan"),
            "drag": lambda: engagement.web_save(
                {"stage": "assessment", "edit_version": engagement.edit_version},
                {"stage": {}},
            ),
            "mass edit": lambda: both.web_save(
                {"stage": "assessment", "edit_version": engagement.edit_version}, {}
            ),
            "several at once": lambda: both.web_save_multi(
                [
                    {"stage": "assessment", "edit_version": one.edit_version}
                    for one in both
                ],
                {},
            ),
            "superuser": lambda: engagement.sudo().write({"stage": "execution"}),
        }
        for door, call in doors.items():
            with self.subTest(door):
                self.refused(RedirectWarning, "Still missing", call)
                self.assertEqual(set(both.mapped("stage")), {"contact"})
                self.assertFalse(engagement.move_ids)

    def test_callers_without_a_version_are_refused(self):
        engagement = self.opened()
        self.fill(engagement, "contact")
        for vals in ({"stage": "assessment"}, {"topic": "Other"}):
            self.refused(UserError, "which version", lambda v=vals: engagement.write(v))

    # P8
    def test_import_neither_skips_nor_begins_later(self):
        engagement = self.opened()
        export = self.env.ref("base.group_allow_export")
        self.users["worker"].group_ids += export
        xmlid = engagement.export_data(["id"])["datas"][0][0]
        fields = ["id", "stage", "edit_version"]
        row = [xmlid, "Execution", str(engagement.edit_version)]
        imported = engagement.with_context(import_file=True).load(fields, [row])
        self.assertIn("Still missing", imported["messages"][0]["message"])
        self.assertEqual(engagement.stage, "contact")
        fields = ["partner_id/.id", "party_class", "stage"]
        row = [str(self.sponsor.id), "External Stakeholder", "Plan"]
        imported = engagement.browse().load(fields, [row])
        self.assertIn("begins with initial contact", imported["messages"][0]["message"])
        self.refused(
            UserError, "begins with initial contact", lambda: self.opened(stage="plan")
        )

    def test_what_the_course_sets_is_not_typed_in(self):
        engagement = self.opened()
        for vals in (
            {"state": "completed"},
            {"date_stage": date(2026, 1, 1)},
            {"name": "GX-1"},
            {"previous_id": engagement.id},
            {"date_closed": date(2026, 1, 1)},
        ):
            self.refused(
                AccessError,
                "cannot be typed in",
                lambda v=vals: self.save(engagement, **v),
            )
        self.refused(
            AccessError, "cannot be typed in", lambda: self.opened(state="completed")
        )
        # nor by the context of a call
        self.Engagement = self.Engagement.with_context(
            default_state="completed", default_date_closed="2026-01-01"
        )
        other = self.opened("external")
        self.assertEqual((other.state, other.date_closed), ("open", False))
        self.Engagement = self.Engagement.with_context(default_stage="plan")
        self.refused(UserError, "begins with initial", lambda: self.opened("external"))
        line = engagement.check_ids[0]
        stamp = {"done_by_id": self.users["officer"].id}
        self.refused(AccessError, "by ticking", lambda: line.write(stamp))

    def test_everything_at_hand_passes_several_gates_with_a_move_each(self):
        engagement = self.opened()
        for stage in ("contact", "assessment", "decision"):
            self.fill(engagement, stage)
        self.save(engagement, stage="plan")
        self.assertEqual(len(engagement.move_ids), 3)
        self.assertEqual(set(engagement.move_ids.mapped("kind")), {"forward"})

    # P8: by a manager, with a reason, on the record
    def test_a_manager_goes_around_with_a_reason(self):
        engagement = self.opened()
        self.refused(UserError, "by a manager", lambda: engagement._go_around("x", "y"))
        with self.assertRaises(AccessError):
            self._window(engagement, "worker", stage="plan", reason="Known for years")
        window = self._window(engagement, "supervisor", stage="plan", reason=" ")
        self.assertIn("class of the party", window.missing)
        self.refused(UserError, "write down the reason", window.action_confirm)
        window.reason = "Known for years"
        self.at(self.local(2026, 12, 1))
        window.action_confirm()
        self.assertEqual(engagement.stage, "plan")
        move = engagement.move_ids
        self.assertEqual((move.kind, move.days), ("around", 7))
        self.assertEqual(move.reason, "Known for years")
        self.assertEqual(move.user_id, self.users["supervisor"])
        self.assertTrue(engagement.exists().date_stage)
        for change in (
            lambda: move.sudo().write({"reason": "Other"}),
            lambda: move.sudo().unlink(),
        ):
            self.refused(UserError, "stay as they were recorded", change)

    def test_going_back_is_for_managers(self):
        engagement = self.at_stage("plan")
        self.refused(
            UserError, "by a manager", lambda: self.save(engagement, stage="contact")
        )
        own = self.as_user(engagement, "supervisor")
        self.refused(
            RedirectWarning, "by a manager", lambda: self.save(own, stage="contact")
        )
        window = self._window(
            engagement, "supervisor", stage="assessment", reason="New facts"
        )
        window.action_confirm()
        self.assertEqual(engagement.stage, "assessment")

    # P4
    def test_a_goal_without_an_action_holds_the_plan_up(self):
        engagement = self.at_stage("plan")
        self.fill(engagement, "plan")
        goal = Command.create({"name": "Parents come along"})
        self.save(engagement, goal_ids=[goal])
        self.refused(RedirectWarning, "Parents come along", engagement.action_next)
        goal = engagement.goal_ids[1]
        goal.unlink()
        engagement.action_next()
        self.refused(UserError, "stays in the plan", engagement.goal_ids.unlink)

    def test_dates_that_run_backwards_are_named(self):
        engagement = self.opened()
        for name in ("date_meeting", "date_understanding"):
            self.refused(
                ValidationError,
                "before the cycle was opened",
                lambda n=name: self.save(engagement, **{n: date(2026, 11, 23)}),
            )
        self.refused(
            ValidationError,
            "opened today",
            lambda: self.opened(date_open=date(2026, 11, 25)),
        )
        planned = self.at_stage("execution", "external")
        early = {"date_due": date(2026, 11, 20)}
        self.refused(
            ValidationError, "before the cycle", lambda: planned.action_ids.write(early)
        )
        closed = self.at_stage("follow_up", "recipient")
        visit = closed.follow_up_ids[0]
        for vals, words in (
            ({"date_due": date(2026, 11, 1)}, "closed on"),
            ({"date_done": date(2026, 11, 25), "finding": "x"}, "in the future"),
        ):
            self.refused(ValidationError, words, lambda v=vals: visit.write(v))

    def test_two_people_moving_the_same_card(self):
        engagement = self.opened()
        seen = engagement.edit_version
        self.fill(engagement, "contact")
        colleague = self.as_user(engagement, "supervisor")
        self.refused(
            UserError,
            "changed by Test worker at .*: Class Confirmed, Need",
            lambda: colleague.web_save(
                {"stage": "assessment", "edit_version": seen}, {}
            ),
        )
        self.assertEqual(engagement.stage, "contact")
        colleague.web_save(
            {"stage": "assessment", "edit_version": engagement.edit_version}, {}
        )
        self.assertEqual(engagement.stage, "assessment")
        self.refused(
            UserError,
            "changed by Test supervisor",
            lambda: engagement.web_save({"topic": "x", "edit_version": seen + 1}, {}),
        )

    def test_closed_is_closed_but_for_its_visits(self):
        engagement = self.at_stage("follow_up")
        self.refused(
            UserError, "was closed on", lambda: self.save(engagement, lessons="x")
        )
        self.refused(
            UserError,
            "was closed on",
            lambda: self.save(
                engagement,
                goal_ids=[Command.update(engagement.goal_ids.id, {"name": "x"})],
            ),
        )
        self.refused(
            UserError, "was closed on", lambda: engagement.goal_ids.write({"name": "x"})
        )

    def test_only_slips_are_deleted(self):
        self.opened().unlink()
        engagement = self.at_stage("assessment")
        self.refused(UserError, "stays on file", engagement.unlink)
        self.refused(UserError, "cannot be duplicated", engagement.copy)

    def test_a_party_of_another_class_is_refused(self):
        self.refused(
            ValidationError,
            "not of the class",
            lambda: self.opened("unit", partner_id=self.sponsor.id),
        )
        self.refused(
            ValidationError,
            "not of the class",
            lambda: self.opened("external", partner_id=self.person.id),
        )

    # X7
    def test_a_used_item_keeps_its_wording(self):
        engagement = self.opened()
        item = engagement.check_ids[0].template_id
        admin = self.as_user(item, "admin")
        self.refused(
            UserError, "keeps its wording", lambda: admin.write({"name": "Other"})
        )
        admin.date_to = date(2026, 11, 23)
        self.env["stakeholder.check.template"].with_user(self.users["admin"]).create(
            {
                "party_class": "unit",
                "stage": "contact",
                "kind": "material",
                "name": "The new wording",
                "date_from": date(2026, 11, 24),
            }
        )
        later = self.opened()
        self.assertIn(item, engagement.check_ids.template_id)
        self.assertNotIn(item, later.check_ids.template_id)
        self.assertIn("The new wording", later.check_ids.mapped("name"))
