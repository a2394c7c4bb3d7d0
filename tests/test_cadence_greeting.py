from datetime import date, timedelta

from odoo.tests import tagged

from .test_cadence_again import AgainCase


@tagged("post_install", "-at_install")
class TestGreetingAgain(AgainCase):
    """Greetings at New Year (U3.1, O3)."""

    def setUp(self):
        super().setUp()
        self.festival = self.env["stakeholder.festival"].create({"name": "New Year"})
        self._line("external_active_greeting").festival_ids = self.festival
        self.sponsor = self._unit("Sponsor", "external")
        self._agree(self.sponsor)

    def _falls_on(self, day):
        return self.env["stakeholder.festival.date"].create(
            {"festival_id": self.festival.id, "date": day}
        )

    def _greeting(self):
        return self._state(self.sponsor, "external_active_greeting")

    # U3.1: asked before the year is over
    def test_first_of_january(self):
        self._falls_on(date(2027, 1, 1))
        for *day, asked in (
            (2026, 12, 10, False),
            (2026, 12, 11, True),
            (2026, 12, 20, True),
            (2026, 12, 31, True),
            (2027, 1, 8, True),
        ):
            self._look(self.sponsor, *day)
            row = [(date(2027, 1, 8), "open")]
            self.assertEqual(self._greeting(), row if asked else [], day)
        self._look(self.sponsor, 2027, 1, 9)
        self.assertEqual(self._greeting(), [(date(2027, 1, 8), "missed")])
        matrix = self.as_user(self.env["stakeholder.coverage"], "worker").get_matrix(
            {"party_class": "external", "day": "2026-12-20", "search": "Sponsor"}
        )
        [row] = matrix["rows"]
        line = self._line("external_active_greeting").id
        self.assertEqual(len(row["cells"][line]), 1)

    # U3.1: still asked after the year is over, then missed
    def test_end_of_december(self):
        self._falls_on(date(2026, 12, 28))
        self._look(self.sponsor, 2026, 12, 20)
        row = self._due(self.sponsor).filtered("festival_id")
        for day in ((2026, 12, 31), (2027, 1, 1), (2027, 1, 4)):
            self._look(self.sponsor, *day)
            self.assertEqual(self._greeting(), [(date(2027, 1, 4), "open")], day)
        self._look(self.sponsor, 2027, 1, 5)
        self.assertEqual(self._greeting(), [(date(2027, 1, 4), "missed")])
        self.assertTrue(row.exists())
        self._look(self.sponsor, 2027, 3, 5)
        self.assertEqual(self._greeting(), [(date(2027, 1, 4), "missed")])

    # the date was wrong and is corrected: the same row, on other days
    def test_another_date(self):
        fixed = self._falls_on(date(2026, 11, 20))
        self._look(self.sponsor, 2026, 11, 10)
        row = self._due(self.sponsor).filtered("festival_id")
        fixed.date += timedelta(days=3)
        self._look(self.sponsor, 2026, 11, 11)
        self.assertEqual(self._greeting(), [(date(2026, 11, 30), "open")])
        self.assertTrue(row.exists())
        fixed.unlink()
        self._look(self.sponsor, 2026, 11, 12)
        self.assertEqual(self._greeting(), [])
