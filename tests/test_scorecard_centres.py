from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .test_scorecard import SignedCase


@tagged("post_install", "-at_install")
class TestScorecardCentres(SignedCase):
    """Two centres serve one unit: what one agreed with it is not the other's."""

    def setUp(self):
        super().setUp()
        self.centre = self.env["res.company"].create({"name": "Other centre"})
        self.env.user.company_ids = [Command.link(self.centre.id)]
        for role in ("director", "worker"):
            self.users[role].company_ids = [Command.link(self.centre.id)]
        there = self.unit.with_company(self.centre)
        there.write(
            {
                "stakeholder_class": "unit",
                "stakeholder_user_id": self.users["worker"].id,
            }
        )
        self._agreement(
            self.unit, date(2025, 1, 1), date(2027, 12, 31), company_id=self.centre.id
        )
        cards = self.Scorecard.with_company(self.centre)
        self.theirs = cards._make(there, "half", date(2025, 12, 31)).sudo()
        self.as_user(self.theirs, "director").action_propose()

    # U4.10: an improvement agreed with another centre improves nothing here
    def test_improvements_of_another_centre(self):
        self.assertTrue(self.theirs.action_ids)
        card = self.card()
        missed = card.line_ids.filtered(lambda one: one.verdict == "missed")
        self.assertTrue(missed)
        self.assertTrue(all(missed.mapped("is_bare")))
        both = self.env.company | self.centre
        own = self.as_user(card, "director").with_context(allowed_company_ids=both.ids)
        self.assertFalse(own.carried_ids)

    # U4.10: the period before is that of the same centre
    def test_the_period_before_is_of_the_same_centre(self):
        both = self.env.company | self.centre
        line = self.line(self.card(), "verification")
        own = self.as_user(line, "director").with_context(allowed_company_ids=both.ids)
        self.assertFalse(own.before_label)
        before = self.card(day=date(2025, 12, 31))
        self.confirm((1, 5))
        self.env.cr.execute("UPDATE stakeholder_verification SET date = '2025-07-05'")
        before.action_measure()
        self.env.invalidate_all()
        self.assertIn("1 / 2", own.before_label)
