from odoo.exceptions import RedirectWarning, UserError, ValidationError
from odoo.tests import tagged

from .engagement_common import EngagementCase, date


@tagged("post_install", "-at_install")
class TestEngagementEnding(EngagementCase):
    """A cycle that is ended or referred, with its reason (U2.5, P3)."""

    # P3 U2.5 S5.4: open from the first contact on, with reason and what is offered
    def test_end_with_its_reason_and_what_is_offered(self):
        engagement = self.opened()
        ending = self._ending(engagement, "end", help_offered="The town's own club")
        self.refused(UserError, "choose the reason", ending.action_confirm)
        other = self.option("end_reason", self.opened("external"))
        ending.end_reason_id = other
        self.refused(UserError, "another class", ending.action_confirm)
        ending.end_reason_id = self.option("end_reason", engagement)
        ending.help_offered = " "
        self.refused(UserError, "what other help", ending.action_confirm)
        ending.help_offered = "The town's own club"
        ending.action_confirm()
        self.assertEqual(engagement.state, "ended")
        self.assertEqual(engagement.move_ids.kind, "end")
        # U2.5: the unit stays on as potential
        self.assertEqual(self.unit.stakeholder_status, "potential")
        self.assertEqual(self.unit.stakeholder_prospect, "yes")
        self.assertEqual(self.unit.stakeholder_date_prospect, date(2026, 11, 24))
        for vals in ({"topic": "x"}, {"stage": "assessment"}):
            self.refused(
                UserError, "has ended", lambda v=vals: self.save(engagement, **v)
            )
        second = engagement.browse(engagement.action_new_cycle()["res_id"])
        self.assertEqual(second.previous_id, engagement)

    def _ending(self, engagement, kind, **values):
        windows = self.env["stakeholder.engagement.ending"].with_user(
            engagement.env.user
        )
        return windows.create({"engagement_id": engagement.id, "kind": kind, **values})

    # U2.5 S5.4 O2: the guideline's own reasons
    def test_each_class_has_its_own_reasons_and_types(self):
        options = self.env["stakeholder.option"]
        for party_class, reasons, types in (
            ("unit", 4, 3),
            ("recipient", 5, 4),
            ("external", 4, 3),
        ):
            own = [("party_class", "=", party_class)]
            for kind, count in (("end_reason", reasons), ("closure_type", types)):
                found = options.search([*own, ("kind", "=", kind)])
                self.assertEqual(len(found), count, (party_class, kind))

    # P3 S5.4
    def test_referred_asked_again_and_answered(self):
        engagement = self.at_stage("execution", "recipient")
        ending = self._ending(
            engagement, "refer", help_offered="A clinic", referral_to="The clinic"
        )
        self.refused(UserError, "whether formally", ending.action_confirm)
        ending.write({"referral_type": "formal", "date_referral_ask": "2026-12-10"})
        ending.action_confirm()
        self.assertEqual(engagement.state, "referred")
        self.assertEqual(engagement.action_ids.state, "dropped")
        self.assertTrue(engagement.action_ids.drop_reason)
        self.at(self.local(2026, 12, 10))
        self.run_job()
        task = engagement.sudo().activity_ids
        self.assertIn("what became of the referral", task.summary)
        self.save(engagement, referral_accepted="accepted", referral_note="Yes")
        self.assertFalse(engagement.sudo().activity_ids)
        self.refused(
            ValidationError,
            "after it was made",
            lambda: self.save(engagement, date_referral_ask=date(2026, 11, 1)),
        )

    def test_a_decision_to_end_is_no_way_on(self):
        engagement = self.at_stage("decision")
        self.save(
            engagement,
            decision="refer",
            decision_reason="No",
            has_will=True,
            has_common_view=True,
        )
        self.refused(RedirectWarning, "refer or to end", engagement.action_next)

    def test_a_manager_takes_up_again_what_had_ended(self):
        engagement = self.opened()
        reason = self.option("end_reason", engagement).id
        self._ending(
            engagement, "end", help_offered="A club", end_reason_id=reason
        ).action_confirm()
        self._window(
            engagement, "director", stage="contact", reason="They came back"
        ).action_confirm()
        self.assertEqual(engagement.state, "open")
        self.assertFalse(engagement.date_ended)
        self.fill(engagement, "contact")
        engagement.action_next()
        self.assertEqual(engagement.stage, "assessment")
