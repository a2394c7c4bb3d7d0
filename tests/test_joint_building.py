from odoo.exceptions import ValidationError
from odoo.tests import Form, tagged

from .cadence_common import CadenceCase
from .common import MODULE


@tagged("post_install", "-at_install")
class TestJointBuilding(CadenceCase):
    """From the proposal through negotiation to the agreement (O3, O2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sponsor = cls._unit("Sponsor", "external")

    def _proposal(self):
        action = self.as_user(self.sponsor, "officer").stakeholder_propose_joint()
        Agreement = self.as_user(self.env["stakeholder.agreement"], "officer")
        return Form(Agreement.with_context(**action["context"])).save()

    # O3 O2: the proposal becomes the agreement, and the party an existing one
    def test_from_proposal_to_agreement(self):
        joint = self._proposal()
        self.assertEqual((joint.joint_stage, joint.form), ("proposal", "oral"))
        self.assertEqual(self.sponsor.stakeholder_status, "potential")
        joint.action_negotiate()
        self.assertEqual(joint.joint_stage, "negotiating")
        self.env.invalidate_all()
        self.assertEqual(self.sponsor.stakeholder_status, "potential")
        joint.action_sign()
        self.assertEqual(joint.joint_stage, "agreed")
        self.env.invalidate_all()
        self.assertEqual(self.sponsor.stakeholder_status, "active")

    def test_agreed_is_what_is_signed(self):
        joint = self._proposal()
        with self.assertRaisesRegex(ValidationError, "Joint building with Sponsor"):
            joint.joint_stage = "agreed"
        unit = self.as_user(self.env["stakeholder.agreement"], "officer").search(
            [("partner_id", "=", self.unit.id)]
        )
        with self.assertRaises(ValidationError):
            unit.is_joint = True

    # O3: the steps as an activity plan of the party
    def test_the_steps_are_planned(self):
        plan = self.env.ref(f"{MODULE}.mail_activity_plan_joint")
        Window = self.as_user(self.env["mail.activity.schedule"], "worker")
        context = {"active_model": "res.partner", "active_ids": self.sponsor.ids}
        window = Form(Window.with_context(**context))
        window.plan_id = plan
        window.plan_on_demand_user_id = self.users["worker"]
        window.save().action_schedule_plan()
        self.assertEqual(
            self.sponsor.activity_ids.sorted("date_deadline").mapped("summary"),
            plan.template_ids.sorted("sequence").mapped("summary"),
        )
        self.assertEqual(len(self.sponsor.activity_ids), 3)
