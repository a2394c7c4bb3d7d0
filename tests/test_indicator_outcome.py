from datetime import date

from odoo.tests import tagged

from .common import MODULE
from .scorecard_common import YEAR, ScorecardCase

RATINGS = {
    "worker": "worker_rating",
    "service": "service_rating",
    "centre": "centre_rating",
}


@tagged("post_install", "-at_install")
class TestIndicatorOutcome(ScorecardCase):
    """Each table: what units said → what the indicator says, worked out by hand."""

    # U4.6 U4.7 U4.8: met, just met, just missed, one answer, none with a score
    def test_ratings(self):
        table = {
            "met": ([90, 100], ("met", 95, 85, 2)),
            "just met": ([80, 90], ("met", 85, 85, 2)),
            "just missed": ([80, 89.98], ("missed", 84.99, 85, 2)),
            "one answer": ([60], ("missed", 60, 85, 1)),
            "zero is an answer": ([0], ("missed", 0, 85, 1)),
            "no answer": ([], ("no_data", None, 85, 0)),
            "no opinion": ([None], ("no_data", None, 85, 0)),
            "no opinion beside one": ([None, 86], ("met", 86, 85, 1)),
        }
        for form, code in RATINGS.items():
            for what, (scores, expected) in table.items():
                with self.subTest(form=form, what=what):
                    unit = self._unit(f"{form} {what}")
                    self.rate(form, *scores, unit=unit)
                    one = self.measure(code, YEAR, unit)
                    says = (one.verdict, one.figure, one.target, one.n)
                    self.assertEqual(says, expected)
                    self.assertEqual(len(self.traced(one)), one.n)
                    average = self.env["stakeholder.rating"]._average(unit, form, 2026)
                    self.assertEqual(average[unit][0], one.n)
                    if one.n:
                        self.assertAlmostEqual(average[unit][1], one.figure, 2)

    # fewer answers than the minimum: shown with n, not judged
    def test_fewer_answers_than_the_minimum(self):
        self.policy.rating_minimum = 3
        self.rate("service", 20, 30)
        one = self.measure("service_rating")
        self.assertEqual(
            (one.verdict, one.reason, one.figure, one.n),
            ("no_data", "few_answers", None, 2),
        )
        self.rate("service", 40, unit=self.unit)
        one = self.measure("service_rating")
        self.assertEqual((one.verdict, one.figure, one.n), ("missed", 30, 3))

    # forms that are out, of another year, of another form, are none
    def test_other_forms_do_not_count(self):
        self.rate("service", 10, year="2025")
        self.rate("centre", 10)
        self.rate("service", 10).write({"state": "sent"})
        one = self.measure("service_rating")
        self.assertEqual((one.verdict, one.reason), ("no_data", "no_answers"))

    # while the year runs no form is late; what is there is judged
    def test_while_the_year_runs(self):
        self.at(self.local(2026, 12, 31, 23, 59))
        one = self.measure("centre_rating")
        self.assertEqual((one.verdict, one.reason), ("pending", "none_yet"))
        self.rate("centre", 85)
        self.assertEqual(self.measure("centre_rating").verdict, "met")

    # an agreement too short owes no form; one that came all the same is judged
    def test_short_agreements(self):
        table = {
            (date(2026, 7, 3), date(2027, 6, 1)): ("not_applicable", "short"),
            (date(2026, 7, 2), date(2027, 6, 1)): ("no_data", "no_answers"),
            (date(2025, 1, 1), date(2025, 12, 31)): ("not_applicable", "no_agreement"),
        }
        for (first, last), expected in table.items():
            unit = self._unit(f"{first} {last}", first, last)
            one = self.measure("service_rating", YEAR, unit)
            self.assertEqual((one.verdict, one.reason), expected)
            one = self.measure("recognition", YEAR, unit)
            verdict = "missed" if expected[0] == "no_data" else expected[0]
            self.assertEqual(one.verdict, verdict)
            self.rate("service", 90, unit=unit)
            self.assertEqual(self.measure("service_rating", YEAR, unit).verdict, "met")

    # a threshold of the centre's own
    def test_another_threshold(self):
        self.rate("service", 84)
        self.assertEqual(self.measure("service_rating").verdict, "missed")
        indicator = self.env.ref(f"{MODULE}.stakeholder_indicator_service_rating")
        indicator.threshold = 84
        self.assertEqual(self.measure("service_rating").verdict, "met")

    # U4.6: of a worker over all units that rated them, by answers
    def test_ratings_of_workers_and_the_centre(self):
        worker, officer = self.users["worker"], self.users["officer"]
        other = self._unit("Other", user=officer)
        self.rate("worker", 100, 90, 80)
        self.rate("worker", 50, unit=other)
        # rated before the unit was handed over
        self.rate("worker", 70, unit=other, user=worker)
        units = self.unit | other
        found = self.measure("worker_rating", kind="worker", units=units)
        self.assertEqual(
            {key: (one.figure, one.n) for key, one in found.items()},
            {worker.id: (85, 4), officer.id: (50, 1)},
        )
        [centre] = self.measure("worker_rating", kind="centre", units=units).values()
        self.assertEqual((centre.figure, centre.n), (78, 5))

    # U4.9: one is enough; given ones and those of another year are none
    def test_recognition(self):
        self.praise(6, 1, direction="given")
        self.praise(6, 1, unit=self._unit("Other"))
        one = self.measure("recognition")
        self.assertEqual((one.verdict, one.figure, one.n), ("missed", 0, 0))
        self.praise(12, 31)
        one = self.measure("recognition")
        self.assertEqual((one.verdict, one.figure, one.n), ("met", 1, 1))
        self.assertEqual(len(self.traced(one)), 1)

    # U4.9: on the days an agreement is in force; the year is not over before it is
    def test_recognition_on_border_days(self):
        unit = self._unit("Ending", date(2025, 1, 1), date(2026, 9, 30))
        self.praise(10, 1, unit=unit)
        self.assertEqual(self.measure("recognition", YEAR, unit).verdict, "missed")
        self.praise(9, 30, unit=unit)
        self.assertEqual(self.measure("recognition", YEAR, unit).verdict, "met")
        self.at(self.local(2026, 12, 31))
        self.assertEqual(self.measure("recognition").verdict, "pending")
