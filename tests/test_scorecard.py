from odoo.tests import tagged

from .scorecard_common import ScorecardCase


@tagged("post_install", "-at_install")
class TestScorecard(ScorecardCase):
    # U4.10: one for each unit and period, with what is missing and the traces
    def test_made_from_traces(self):
        self.met(*((month, 10) for month in (1, 2, 3, 4, 6)))
        self.confirm((2, 3), (6, 30))
        card = self.card()
        self.assertEqual(card.name, "Street Office 2026/H1")
        line = self.line(card, "onsite_contact")
        self.assertEqual((line.figure, line.target, line.n), (5, 6, 5))
        self.assertEqual((line.verdict, line.missing), ("missed", "2026/05"))
        self.assertEqual(self.line(card, "verification").verdict, "met")
        self.assertEqual(len(card.line_ids), 4)
        self.assertEqual(self.card(), card)
        year = self.card("year")
        self.assertEqual(len(year.line_ids), 9)
