from pathlib import Path

from odoo.exceptions import AccessError, RedirectWarning, UserError, ValidationError
from odoo.modules.migration import load_script
from odoo.tests import tagged

from .engagement_common import Command, EngagementCase, date

SCRIPT = "migrations/19.0.1.4.0/post-engagement_closing.py"


@tagged("post_install", "-at_install")
class TestEngagementVisits(EngagementCase):
    """The visits a closure laid out are made or dropped with a reason (P7, P8)."""

    # P7 P8
    def test_visits_are_not_deleted_and_the_gate_with_them(self):
        cycle = self.at_stage("follow_up")
        visits = cycle.follow_up_ids
        for call in (
            visits.unlink,
            visits[0].unlink,
            lambda: self.save(cycle, follow_up_ids=[Command.clear()]),
            lambda: self.save(cycle, follow_up_ids=[Command.delete(visits[0].id)]),
        ):
            self.refused(UserError, "why it is dropped", call)
        self.refused(RedirectWarning, "follow-up visit due", cycle.action_next)
        visits.write({"drop_reason": "The unit has moved away"})
        cycle.action_next()
        self.assertEqual(cycle.state, "completed")

    # P7 P8: nor by the fields behind the gate
    def test_how_a_visit_stands_is_not_typed_in(self):
        cycle = self.at_stage("follow_up")
        visit = cycle.follow_up_ids[0]
        officer = self.users["officer"].id
        for vals in ({"state": "done"}, {"user_id": officer}):
            self.refused(
                AccessError, "cannot be typed in", lambda v=vals: visit.write(v)
            )
        new = {"engagement_id": cycle.id, "date_due": date(2027, 1, 5), "state": "done"}
        self.refused(AccessError, "cannot be typed in", lambda: visit.create(new))
        typed = visit.with_context(default_state="dropped", default_user_id=officer)
        del new["state"]
        made = typed.create(new)
        self.assertEqual((made.state, made.user_id.id), ("open", False))

    # P7: laid out by the closure, whatever was written down before
    def test_a_visit_before_the_closure_is_none(self):
        cycle = self.at_stage("execution")
        made = {"date_due": date(2026, 11, 24), "drop_reason": "Not needed"}
        self.refused(
            UserError,
            "is not closed yet",
            lambda: self.save(cycle, follow_up_ids=[Command.create(made)]),
        )

    # P6 P7: closed again is closed anew
    def test_going_back_from_follow_up_takes_the_closing_back(self):
        cycle = self.at_stage("follow_up")
        first = cycle.follow_up_ids
        self.at(self.local(2026, 12, 24))
        first[0].write({"finding": "All is well.", "date_done": date(2026, 12, 24)})
        self.go_around(cycle, "supervisor", "evaluation")
        self.assertFalse(cycle.date_closed)
        self.assertFalse(cycle.date_next_follow_up)
        self.assertEqual(first.mapped("state"), ["done", "dropped", "dropped"])
        self.assertIn("closed again", first[1].drop_reason)
        self.at(self.local(2027, 1, 15))
        cycle.action_next()
        self.assertEqual(cycle.date_closed, date(2027, 1, 15))
        laid_out = cycle.follow_up_ids - first
        self.assertEqual(
            laid_out.mapped("date_due"),
            [date(2027, 2, 15), date(2027, 4, 15), date(2027, 7, 15)],
        )
        self.refused(RedirectWarning, "follow-up visit due", cycle.action_next)
        # what was found at the first closing may still be put better
        first[0].finding = "All is well, and the room is kept."

    # P6 P7: cycles that had gone back before, in databases of the release before
    def test_the_update_takes_closings_back_that_were_kept(self):
        cycle = self.at_stage("follow_up").sudo()
        visits = cycle.follow_up_ids
        closed = self.at_stage("follow_up", "external")
        cycle._write_plain({"stage": "evaluation"})
        script = Path(__file__).resolve().parent.parent / SCRIPT
        load_script(str(script), Path(SCRIPT).stem).migrate(self.cr, "19.0.1.3.0")
        self.env.invalidate_all()
        self.assertFalse(cycle.date_closed)
        self.assertEqual(set(visits.mapped("state")), {"dropped"})
        self.assertEqual(closed.date_closed, date(2026, 11, 24))
        self.assertEqual(set(closed.follow_up_ids.mapped("state")), {"open"})

    # P7: taken up again where it was, it goes on with the visits there are
    def test_taken_up_again_at_follow_up_lays_out_nothing_twice(self):
        cycle = self.at_stage("follow_up")
        self.fill(cycle, "follow_up")
        cycle.action_next()
        self.go_around(cycle, "director", "follow_up", "One more visit")
        self.assertEqual(cycle.state, "open")
        self.assertEqual(cycle.date_closed, date(2026, 11, 24))
        self.assertEqual(len(cycle.follow_up_ids), 3)


@tagged("post_install", "-at_install")
class TestEngagementParts(EngagementCase):
    """Goals, problems, lists and visits stay with their cycle; blanks say nothing."""

    # P8
    def test_what_belongs_to_one_cycle_is_not_moved_to_another(self):
        cycle = self.at_stage("follow_up", "recipient")
        other = self.at_stage("execution")
        problem = other.env["stakeholder.problem"].create(
            {"engagement_id": other.id, "name": "Truancy"}
        )
        for part in (
            other.goal_ids,
            problem,
            other.check_ids[0],
            cycle.follow_up_ids[0],
        ):
            goal = other if part.engagement_id == cycle else cycle
            self.refused(
                UserError,
                "stays with its cycle",
                lambda p=part, g=goal: p.write({"engagement_id": g.id}),
            )
            part.write({"engagement_id": part.engagement_id.id})
        action = other.action_ids
        for vals in ({"goal_id": False}, {"engagement_id": cycle.id}):
            self.refused(
                AccessError, "cannot be changed", lambda v=vals: action.write(v)
            )
        self.refused(
            UserError,
            "stays with its cycle|stays in the plan",
            lambda: self.save(other, goal_ids=[Command.unlink(other.goal_ids.id)]),
        )

    # U2.1: the guideline's item, not another one
    def test_an_item_of_a_list_is_ticked_and_no_more(self):
        cycle = self.opened()
        line, other = cycle.check_ids[0], cycle.check_ids[1].template_id
        for vals in (
            {"template_id": other.id},
            {"kind": "task"},
            {"stage": "plan"},
            {"is_settled": True},
        ):
            self.refused(
                AccessError, "ticked or not applicable", lambda v=vals: line.write(v)
            )

    BLANKS = ("   ", "\n \n", "\u3000\u3000", "\u200b", "\u00a0\t")

    # P8: whatever looks empty is
    def test_blanks_pass_no_gate(self):
        for blank in self.BLANKS:
            with self.subTest(blank=ascii(blank)):
                self._walk_with(blank)

    def _walk_with(self, blank):
        cycle = self.opened("recipient")
        self.fill(cycle, "contact")
        self.save(cycle, need=blank)
        self._stopped(cycle, "need, preliminarily")
        self.save(cycle, need="A room", source="referral", referral_by=blank)
        self._stopped(cycle, "who referred")
        self.save(cycle, source="party")
        cycle.action_next()
        self.save(cycle, conclusion=blank)
        self._stopped(cycle, "conclusion")
        self.fill(cycle, "assessment")
        cycle.action_next()
        self.fill(cycle, "decision")
        self.save(cycle, decision_reason=blank)
        self._stopped(cycle, "reason for the decision")
        self.fill(cycle, "decision")
        cycle.action_next()
        self.refused(
            ValidationError,
            "blank",
            lambda: self.save(cycle, goal_ids=[Command.create({"name": blank})]),
        )
        self.fill(cycle, "plan")
        self.refused(
            ValidationError, "blank", lambda: cycle.action_ids.write({"name": blank})
        )
        cycle.action_next()
        cycle.action_ids.drop_reason = blank
        self.refused(UserError, "why it is dropped", cycle.action_ids.action_drop)
        self.fill(cycle, "execution")
        cycle.action_next()
        self.fill(cycle, "evaluation")
        cycle.action_next()
        cycle.follow_up_ids.write({"drop_reason": blank})
        self._stopped(cycle, "follow-up visit due")
        done = {"date_done": cycle._today(), "finding": blank}
        self.refused(
            ValidationError,
            "what the visit found",
            lambda: cycle.follow_up_ids.write(done),
        )

    def _stopped(self, cycle, words):
        self.refused(RedirectWarning, words, cycle.action_next)

    # P3 P8 U2.1 U2.5
    def test_blanks_are_no_reason_and_no_result(self):
        cycle = self.opened()
        task = cycle.check_ids.filtered(lambda one: one.kind == "task")[0]
        reason = self.option("end_reason", cycle).id
        for blank in self.BLANKS:
            task.write({"skip_reason": blank})
            self.assertFalse(task.is_settled)
            self.refused(
                ValidationError,
                "write down its result",
                lambda b=blank: task.write({"is_done": True, "result": b}),
            )
            self.refused(
                UserError,
                "write down the reason",
                lambda b=blank: self.go_around(cycle, "supervisor", "plan", b),
            )
            self._ends(
                cycle, "what other help", help_offered=blank, end_reason_id=reason
            )
            self._ends(
                cycle,
                "to whom",
                kind="refer",
                help_offered="A club",
                referral_type="formal",
                referral_to=blank,
            )

    def _ends(self, cycle, words, kind="end", **values):
        windows = self.env["stakeholder.engagement.ending"].with_user(cycle.env.user)
        window = {"engagement_id": cycle.id, "kind": kind, **values}
        self.refused(UserError, words, lambda: windows.create(window).action_confirm())

    # P5 P6: what came into the plan late is carried out, too
    def test_an_action_added_in_the_evaluation_holds_the_closing_up(self):
        cycle = self.at_stage("evaluation", "recipient")
        self.fill(cycle, "evaluation")
        late = {"name": "Thank the school", "date_due": date(2026, 12, 1)}
        cycle.goal_ids.action_ids = [Command.create(late)]
        self._stopped(cycle, "Thank the school")
        actions = cycle.action_ids
        actions.filtered(lambda one: one.state == "open").action_done()
        cycle.action_next()
        new = {**late, "goal_id": cycle.goal_ids.id}
        self.refused(UserError, "was closed on", lambda: actions.create(new))
