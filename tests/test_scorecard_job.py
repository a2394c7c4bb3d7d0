from datetime import date
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .scorecard_common import ScorecardCase

JOB = "odoo.addons.stakeholder_relations.models.stakeholder_scorecard_job"


@tagged("post_install", "-at_install")
class TestScorecardJob(ScorecardCase):
    # the job: what is over, once, for units that were in force
    def test_the_job_makes_what_is_over(self):
        gone = self._unit("Gone", date(2024, 1, 1), date(2026, 5, 31))
        self._unit("Later", date(2027, 1, 1))
        self.env["res.partner"].create(
            {"name": "Potential", "stakeholder_class": "unit"}
        )
        self.run_make()
        cards = self.Scorecard.search([])
        self.assertEqual(
            {(one.partner_id, one.period) for one in cards},
            {(self.unit, "2026/H2"), (self.unit, "2026"), (gone, "2026")},
        )
        self.run_make()
        self.assertEqual(self.Scorecard.search([]), cards)
        self.at(self.local(2027, 6, 30, 23, 59))
        self.run_make()
        self.assertEqual(self.Scorecard.search([]), cards)
        self.at(self.local(2027, 7, 1, 0, 1))
        self.run_make()
        self.assertEqual(len(self.Scorecard.search([])), len(cards) + 2)

    def test_not_before_the_centre_began(self):
        self.policy.scorecard_from = date(2027, 1, 1)
        self.run_make()
        self.assertFalse(self.Scorecard.search([]))

    # one that cannot be measured stops no other, stands in the list, is tried again
    def test_a_bad_unit_stops_no_other(self):
        bad, other = self._unit("Bad"), self._unit("Other")
        model = type(self.Scorecard)
        measured = model._measured

        def fails(cards, *args):
            if bad in cards.partner_id:
                raise ValueError("broken")
            return measured(cards, *args)

        with patch.object(model, "_measured", fails), mute_logger(JOB):
            self.run_make()
        made = self.Scorecard.search([]).partner_id
        self.assertEqual(made, self.unit | other)
        failure = self.env["stakeholder.notice.failure"].search([])
        self.assertEqual((failure.res_model, failure.res_id), ("res.partner", bad.id))
        self.run_make()
        self.assertNotIn(bad, self.Scorecard.search([]).partner_id)
        failure.action_retry()
        self.run_make()
        self.assertIn(bad, self.Scorecard.search([]).partner_id)
        self.assertFalse(failure.exists())

    # what another run made meanwhile is not measured again beside it
    def test_the_job_leaves_drafts_alone(self):
        line = self.line(self.card(), "onsite_contact")
        self.met((3, 3))
        self.Scorecard._make_once(self.unit, "half", date(2026, 6, 30))
        self.assertEqual(line.n, 0)
        self.card()
        self.assertEqual(line.n, 1)

    # at will, by its window; a period to come has nothing to count
    def test_made_at_will(self):
        window = self.as_user(
            self.env["stakeholder.scorecard.wizard"], "supervisor"
        ).create({"kind": "half", "day": date(2026, 3, 3)})
        self.assertEqual(window.period, "2026/H1")
        action = window.action_make()
        card = self.Scorecard.search(action["domain"])
        self.assertEqual(card.partner_id, self.unit)
        window.day = date(2028, 1, 1)
        with self.assertRaises(UserError):
            window.action_make()
