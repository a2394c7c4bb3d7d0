from pathlib import Path

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Command
from odoo.modules.migration import load_script
from odoo.tests import tagged
from odoo.tools.safe_eval import safe_eval

from .engagement_common import EngagementCase, date

SCRIPT = "migrations/19.0.1.7.0/post-action_centre.py"


@tagged("post_install", "-at_install")
class TestPlanReaders(EngagementCase):
    """Whoever reads a cycle reads what is done for its goals, and the gates see all."""

    def setUp(self):
        super().setUp()
        self.office = self.env["hr.department"].create({"name": "Office"})
        self.employee("worker", department_id=self.office.id)
        self.colleague = self.employee("officer", department_id=self.office.id)

    def _seen_by(self, engagement, role):
        """The cycle as ``role`` opens it: nothing read before in its transaction."""
        self.env.flush_all()
        self.env.invalidate_all()
        return self.as_user(engagement, role)

    # U2 P5: management all, a department its own
    def test_whoever_reads_the_cycle_reads_the_actions_of_its_plan(self):
        engagement = self.at_stage("execution")
        action = engagement.action_ids
        for role in ("worker", "officer", "supervisor", "director"):
            shown = self._seen_by(engagement, role)
            self.assertEqual(shown.action_progress, "0/1", role)
            self.assertEqual(shown.goal_ids.action_progress, "0/1", role)
            self.assertEqual(shown.action_ids.ids, action.ids, role)
            self.assertIn("Hold the sessions", shown.missing, role)
        self.colleague.department_id = False
        with self.assertRaises(AccessError):
            self._seen_by(engagement, "officer").read(["action_progress"])
        with self.assertRaises(AccessError):
            self._seen_by(action, "officer").read(["name"])

    # X6: of a recipient's plan nobody else reads anything
    def test_the_plan_with_a_recipient_stays_the_team_s(self):
        action = self.at_stage("execution", "recipient").action_ids
        for role in ("officer", "director", "council", "clerk"):
            own = self._seen_by(action, role)
            if own.browse().has_access("read"):
                self.assertFalse(own.search([("engagement_id", "!=", False)]), role)
            with self.assertRaises(AccessError):
                own.read(["name"])

    # P5: reading is not doing
    def test_a_colleague_settles_nobody_else_s_action(self):
        action = self.at_stage("execution").action_ids
        self.assertTrue(self._seen_by(action, "worker").may_settle)
        own = self._seen_by(action, "officer")
        self.assertFalse(own.may_settle)
        self.refused(AccessError, "", own.action_done)
        self.refused(AccessError, "", lambda: own.write({"result": "x"}))
        self.refused(
            AccessError,
            "",
            lambda: own.write({"drop_reason": "x"}) and own.action_drop(),
        )
        self.assertEqual(action.state, "open")

    # P5: nor ticks it off in a contact
    def test_a_colleague_is_offered_no_ticks(self):
        engagement = self.at_stage("execution")
        for role, may in (("worker", True), ("officer", False)):
            talks = self.as_user(self.env["stakeholder.communication"], role)
            talk = talks.new(
                {"partner_id": self.unit.id, "engagement_id": engagement.id}
            )
            self.assertEqual(talk.may_tick, may, role)
            known = {
                "engagement_id": engagement.id,
                "ticked_ids": [],
                "uid": talk.env.uid,
            }
            offered = safe_eval(talk._fields["ticked_ids"].domain, known)
            self.assertEqual(bool(talk.ticked_ids.search(offered)), may, role)

    # P8: whatever a reader has read before
    def test_the_gate_is_shut_for_whoever_has_seen_the_progress(self):
        engagement = self.at_stage("execution")
        for role in ("worker", "supervisor"):
            shown = self._seen_by(engagement, role)
            self.assertEqual(shown.action_progress, "0/1")
            self.refused(RedirectWarning, "Hold the sessions", shown.action_next)
        self.assertEqual(engagement.stage, "execution")

    # P4: at the centre of the cycle, wherever whoever plans it is at work
    def test_an_action_is_of_the_centre_of_its_cycle(self):
        engagement = self.at_stage("plan")
        second = self.env["res.company"].create({"name": "Second Centre"})
        self.users["worker"].company_ids += second
        elsewhere = engagement.with_context(
            allowed_company_ids=[second.id, engagement.company_id.id]
        )
        action = {"name": "Hold the sessions", "date_due": date(2026, 12, 18)}
        goal = {"name": "Ten held", "action_ids": [Command.create(action)]}
        self.save(elsewhere, goal_ids=[Command.create(goal)])
        self.assertEqual(engagement.action_ids.company_id, engagement.company_id)
        with self.assertRaises(UserError):
            engagement.action_ids.company_id = second

    # P4: and so is one set elsewhere before
    def test_an_action_kept_elsewhere_comes_back(self):
        engagement = self.at_stage("execution")
        action = engagement.action_ids.sudo()
        own = action.copy({"goal_id": False})
        second = self.env["res.company"].create({"name": "Second Centre"})
        (action | own).company_id = second
        self.env.flush_all()
        migrate = load_script(str(Path(__file__).parents[1] / SCRIPT), "centre")
        migrate.migrate(self.cr, "19.0.1.6.0")
        self.env.invalidate_all()
        self.assertEqual(action.company_id, engagement.company_id)
        self.assertEqual(own.company_id, second)
