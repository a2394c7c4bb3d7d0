from odoo.exceptions import RedirectWarning, UserError, ValidationError
from odoo.tests import tagged

from .engagement_common import Command, EngagementCase, date


@tagged("post_install", "-at_install")
class TestEngagementAgreement(EngagementCase):
    """Only a signed agreement of this party that has not ended opens the plan (P8)."""

    def _planned(self, party="unit"):
        cycle = self.at_stage("plan", party)
        self.fill(cycle, "plan")
        self._withdraw(cycle.partner_id)
        return cycle

    def _withdraw(self, party):
        """Take the signatures back that the cycle was brought here with."""
        signed = self.env["stakeholder.agreement"].search(
            [("partner_id", "=", party.id)]
        )
        signed.withdrawn_reason = "Entered by mistake"
        signed.action_withdraw()

    # P8 U2.6 O2
    def test_one_that_has_ended_is_none(self):
        for party in ("unit", "external"):
            cycle = self._planned(party)
            old = self.sign(
                cycle.partner_id,
                name="Old one",
                date_start=date(2025, 11, 1),
                date_end=date(2026, 11, 23),
            )
            self.refused(RedirectWarning, "agreement", cycle.action_next)
            self.save(cycle, agreement_id=old.id)
            self.assertIn("Old one", cycle.missing)
            self.refused(RedirectWarning, "ended on 2026/11/23", cycle.action_next)
            # the last day counts
            old.date_end = date(2026, 11, 24)
            cycle.action_next()
            self.assertEqual(cycle.agreement_id, old)

    # P8 U2.6: by word of mouth is for others; the party was one when it was made
    def test_an_oral_one_is_none_for_a_unit(self):
        oral = self.sign(self.sponsor, name="By word")
        self.sponsor.stakeholder_class = "unit"
        cycle = self.at_stage("plan", partner_id=self.sponsor.id)
        action = {"name": "Hold them", "date_due": date(2026, 12, 18)}
        goal = {"name": "Ten sessions", "action_ids": [Command.create(action)]}
        self.save(cycle, goal_ids=[Command.create(goal)])
        self.refused(RedirectWarning, "the signed agreement", cycle.action_next)
        self.save(cycle, agreement_id=oral.id)
        self.refused(RedirectWarning, "the signed agreement", cycle.action_next)

    # P8 U2.6: an early end counts from the day after
    def test_one_that_ended_early_is_none(self):
        cycle = self._planned()
        self.sign(self.unit, name="Moved").write(
            {"date_ended_early": date(2026, 11, 20), "early_reason": "Moved away"}
        )
        self.refused(RedirectWarning, "signed agreement", cycle.action_next)

    # P8 U2.6
    def test_one_of_another_party_or_centre_is_none(self):
        cycle = self._planned()
        other = self.env["res.partner"].create(
            {"name": "School", "is_company": True, "stakeholder_class": "unit"}
        )
        theirs = self.sign(other)
        self.refused(
            ValidationError,
            "with another party",
            lambda: self.save(cycle, agreement_id=theirs.id),
        )
        centre = self.env["res.company"].create({"name": "Another Centre"})
        self.unit.with_company(centre).stakeholder_class = "unit"
        elsewhere = self.sign(self.unit, name="Elsewhere", company_id=centre.id)
        self.refused(
            ValidationError,
            "with another party",
            lambda: self.save(cycle, agreement_id=elsewhere.id),
        )
        self.refused(RedirectWarning, "signed agreement", cycle.action_next)
        # chosen rightly, it is not given to another
        own = self.sign(self.unit, name="Own")
        self.save(cycle, agreement_id=own.id)
        with self.assertRaisesRegex(UserError, "not moved to somebody else"):
            own.partner_id = other

    # P8 U2.6: the unit signs, whoever of its people the cycle is with
    def test_one_of_the_same_commercial_party_is_taken(self):
        liaison = self.env["res.partner"].create(
            {
                "name": "Liaison",
                "parent_id": self.unit.id,
                "stakeholder_class": "unit",
                "stakeholder_source": "centre",
            }
        )
        cycle = self.at_stage("plan", partner_id=liaison.id)
        self.fill(cycle, "plan")
        self._withdraw(liaison)
        signed = self.sign(self.unit)
        cycle.action_next()
        self.assertEqual(cycle.agreement_id, signed)

    # P8 U2.6: execution rests on it: another only where it could have rested on that
    def test_from_execution_on_it_stays(self):
        cycle = self.at_stage("execution")
        first = cycle.sudo().agreement_id
        draft = self.sign(self.unit, name="Draft", state="draft")
        later = self.sign(self.unit, name="Later", date_start=date(2026, 11, 25))
        ended = self.sign(
            self.unit,
            name="Ended",
            date_start=date(2026, 1, 1),
            date_end=date(2026, 11, 23),
        )
        self.at(self.local(2026, 12, 3))
        self.fill(cycle, "execution")
        for stage in ("execution", "evaluation"):
            if cycle.stage != stage:
                cycle.action_next()
            for wrong in (draft, later, ended):
                self.refused(
                    UserError,
                    f"{cycle.name}.*{wrong.name}.*{first.name}.*2026/11/24",
                    lambda w=wrong: self.save(cycle, agreement_id=w.id),
                )
            self.refused(
                UserError,
                f"{cycle.name}.*rests on.*{first.name}",
                lambda: self.save(cycle, agreement_id=False),
            )
        self.assertEqual(cycle.agreement_id, first)
        # the same in its renewed form
        renewed = self.sign(self.unit, name="Renewed", date_start=date(2026, 11, 24))
        self.save(cycle, agreement_id=renewed.id)
        self.assertEqual(cycle.agreement_id, renewed)

    # P8: back in the plan by a manager, it is chosen anew
    def test_back_in_the_plan_it_is_chosen_anew(self):
        cycle = self.at_stage("execution")
        self.go_around(cycle, "supervisor", "plan")
        self.save(cycle, agreement_id=False)
        self.assertFalse(cycle.agreement_id)
        self.at(self.local(2026, 12, 3))
        later = self.sign(self.unit, name="Later", date_start=date(2026, 11, 25))
        self.save(cycle, agreement_id=later.id)
        # the execution begins on that day now
        self.go_around(cycle, "supervisor", "execution")
        ended = self.sign(self.unit, name="Ended", date_end=date(2026, 12, 2))
        self.refused(
            UserError,
            "Ended.*2026/12/03",
            lambda: self.save(cycle, agreement_id=ended.id),
        )
        first = self.env["stakeholder.agreement"].search(
            [("partner_id", "=", self.unit.id), ("name", "=", "Service")]
        )
        self.save(cycle, agreement_id=first.id)
        self.assertEqual(cycle.agreement_id, first)

    # P8: let through without one by a manager, it is named when there is one
    def test_without_one_it_is_named_later(self):
        cycle = self.opened()
        self.go_around(cycle, "supervisor", "execution")
        self.assertFalse(cycle.agreement_id)
        signed = self.sign(self.unit, date_start=date(2026, 11, 25))
        self.save(cycle, agreement_id=signed.id)
        self.assertEqual(cycle.agreement_id, signed)
