from datetime import date

from odoo.tests import tagged

from .common import MODULE
from .scorecard_common import H1, H2, YEAR, ScorecardCase

SIX = [(month, 15) for month in range(1, 7)]


@tagged("post_install", "-at_install")
class TestIndicatorProcess(ScorecardCase):
    """Each table: what is on file → what the indicator says, worked out by hand."""

    def _says(self, measure):
        return measure.verdict, measure.figure, measure.target, measure.missing

    def _ending(self, first, last):
        return self._unit(f"Unit {first} {last}", first, last)

    # ------------------------------------------------------------
    # U4.1
    # ------------------------------------------------------------

    # U4.1: both quarters, one of them, none, twice in one
    def test_verification(self):
        table = {
            "both, on the border days": (((1, 1), (6, 30)), ("met", 2, 2, ())),
            "both, on the days between": (((3, 31), (4, 1)), ("met", 2, 2, ())),
            "one short": (((4, 1), (6, 30)), ("missed", 1, 2, ("2026/Q1",))),
            "none": ((), ("missed", 0, 2, ("2026/Q1", "2026/Q2"))),
            "the day after": (((1, 5), (7, 1)), ("missed", 1, 2, ("2026/Q2",))),
        }
        for what, (days, expected) in table.items():
            with self.subTest(what):
                unit = self._unit(what)
                self.confirm(*days, unit=unit)
                measure = self.measure("verification", H1, unit)
                self.assertEqual(self._says(measure), expected)
                self.assertEqual(len(self.traced(measure)), measure.n)

    # U4.1: over a year four; what the centre of another did does not count
    def test_verification_of_a_year(self):
        self.confirm((1, 5), (4, 5), (7, 5), (10, 5), (10, 6))
        measure = self.measure("verification")
        self.assertEqual(self._says(measure), ("met", 4, 4, ()))
        self.assertEqual(measure.n, 5)

    # U4.1: a quarter not over is not missing, and becomes so the day after
    def test_verification_while_the_quarter_runs(self):
        self.confirm((1, 5))
        self.at(self.local(2026, 6, 30, 23, 59))
        measure = self.measure("verification", H1)
        self.assertEqual((measure.verdict, measure.reason), ("pending", "open"))
        self.at(self.local(2026, 7, 1, 0, 1))
        measure = self.measure("verification", H1)
        self.assertEqual(self._says(measure), ("missed", 1, 2, ("2026/Q2",)))

    # U4.1: 90 days of the first quarter of 2026, so from 45 days on it is owed
    def test_verification_of_a_short_agreement(self):
        table = {
            (date(2026, 2, 15), date(2027, 1, 1)): ("missed", 0, 2),
            (date(2026, 2, 16), date(2027, 1, 1)): ("missed", 0, 1),
            (date(2025, 1, 1), date(2026, 2, 14)): ("missed", 0, 1),
            (date(2025, 1, 1), date(2026, 2, 13)): ("not_applicable", None, None),
            (date(2025, 1, 1), date(2025, 12, 31)): ("not_applicable", None, None),
            (date(2026, 6, 24), date(2027, 1, 1)): ("not_applicable", None, None),
        }
        for (first, last), expected in table.items():
            with self.subTest(first=first, last=last):
                measure = self.measure("verification", H1, self._ending(first, last))
                self.assertEqual(self._says(measure)[:3], expected)

    # ------------------------------------------------------------
    # U4.2
    # ------------------------------------------------------------

    # U4.2: every month, on border days, one missed, only drafts, others met them
    def test_onsite_contact(self):
        all_but_may = [day for day in SIX if day[0] != 5]
        missed_may = ("missed", 5, 6, ("2026/05",))
        none = tuple(f"2026/{month:02}" for month in range(1, 7))
        table = {
            "every month": (SIX, {}, ("met", 6, 6, ())),
            "all but one": (all_but_may, {}, missed_may),
            "nothing": ([], {}, ("missed", 0, 6, none)),
            "not filed": (SIX, {"filed": False}, ("missed", 0, 6, none)),
            "by the council": (SIX, {"tier": "council"}, ("missed", 0, 6, none)),
        }
        for what, (days, how, expected) in table.items():
            with self.subTest(what):
                unit = self._unit(what)
                self.met(*days, unit=unit, **how)
                measure = self.measure("onsite_contact", H1, unit)
                self.assertEqual(self._says(measure), expected)
                self.assertEqual(len(self.traced(measure)), measure.n)

    # U4.2: the first and the last minute of a month, where the centre is
    def test_onsite_contact_on_border_days(self):
        self.met(*SIX[:4])
        self.met((5, 1), at=self.local(2026, 5, 31, 23, 59))
        self.met((6, 1), at=self.local(2026, 6, 1, 0, 0))
        self.assertEqual(self.measure("onsite_contact", H1).verdict, "met")

    # U4.2: a line of a signed monthly sheet counts, one of an unsigned does not
    def test_onsite_contact_on_a_monthly_sheet(self):
        informal = self.env.ref(f"{MODULE}.stakeholder_option_channel_informal")
        self.met(*SIX[:5])
        self.met((6, 3), filed=False, channel_id=informal.id)
        self.assertEqual(self.measure("onsite_contact", H1).missing, ("2026/06",))
        sheet = self.env["stakeholder.communication.sheet"].create(
            {"partner_id": self.unit.id, "month": date(2026, 6, 1)}
        )
        sheet.with_user(self.users["worker"]).sudo().action_sign()
        self.assertEqual(self.measure("onsite_contact", H1).verdict, "met")

    # U4.2: from half a month on it is owed; what took place before does not count
    def test_onsite_contact_of_an_agreement_that_began_or_ended(self):
        table = {
            # June has 30 days: 15 of them are half
            (date(2026, 6, 16), date(2027, 1, 1)): ("missed", 0, 1),
            (date(2026, 6, 17), date(2027, 1, 1)): ("not_applicable", None, None),
            # of March the 15th is not half, the 16th is
            (date(2025, 1, 1), date(2026, 3, 15)): ("missed", 0, 2),
            (date(2025, 1, 1), date(2026, 3, 16)): ("missed", 0, 3),
        }
        for (first, last), expected in table.items():
            with self.subTest(first=first, last=last):
                measure = self.measure("onsite_contact", H1, self._ending(first, last))
                self.assertEqual(self._says(measure)[:3], expected)
        unit = self._ending(date(2026, 6, 16), date(2027, 1, 1))
        self.met((6, 15), unit=unit)
        self.assertEqual(self.measure("onsite_contact", H1, unit).verdict, "missed")
        self.met((6, 16), unit=unit)
        self.assertEqual(self.measure("onsite_contact", H1, unit).verdict, "met")

    # U4.2: by the rule of the terms in force
    def test_onsite_contact_by_other_rules(self):
        unit = self._ending(date(2026, 5, 31), date(2026, 6, 29))
        for rule, expected in {
            "half": ("missed", ("2026/06",)),
            "any": ("missed", ("2026/05", "2026/06")),
            "whole": ("not_applicable", ()),
        }.items():
            with self.subTest(rule):
                self.policy.evaluation_proration = rule
                measure = self.measure("onsite_contact", H1, unit)
                self.assertEqual((measure.verdict, measure.missing), expected)

    # U4.2: a higher threshold asks for more in every month
    def test_onsite_contact_by_another_threshold(self):
        self.met(*SIX, *SIX[:5])
        indicator = self.env.ref(f"{MODULE}.stakeholder_indicator_onsite_contact")
        self.assertEqual(self.measure("onsite_contact", H1).verdict, "met")
        indicator.threshold = 2
        self.assertEqual(
            self._says(self.measure("onsite_contact", H1)),
            ("missed", 5, 6, ("2026/06",)),
        )

    # ------------------------------------------------------------
    # U4.3
    # ------------------------------------------------------------

    # U4.3: twice, once, never; council, director-general, not those on site
    def test_management_contact(self):
        table = {
            "twice": ([(3, 1), (9, 1)], "council", ("met", 2, 2, ())),
            "twice in one half": (
                [(1, 1), (6, 30)],
                "director_general",
                ("met", 2, 2, ()),
            ),
            "border days": ([(1, 1), (12, 31)], "council", ("met", 2, 2, ())),
            "once": ([(3, 1)], "council", ("missed", 1, 2, ())),
            "on site only": ([(3, 1), (9, 1)], "onsite", ("missed", 0, 2, ())),
            "an officer": ([(3, 1), (9, 1)], "department", ("missed", 0, 2, ())),
        }
        for what, (days, tier, expected) in table.items():
            with self.subTest(what):
                unit = self._unit(what)
                self.met(*days, unit=unit, tier=tier)
                measure = self.measure("management_contact", YEAR, unit)
                self.assertEqual(self._says(measure), expected)
                self.assertEqual(len(self.traced(measure)), measure.n)

    # U4.3: heads of department are management, their people are not; a setting
    def test_management_is_a_setting(self):
        head = self.people["department"].copy({"name": "Head"})
        employee = self.env["hr.employee"].create(
            {"name": "Head", "work_contact_id": head.id}
        )
        self.env["hr.department"].create({"name": "Service", "manager_id": employee.id})
        self.met((3, 1), who=head)
        self.met((9, 1), who=head | self.people["onsite"])
        self.met((9, 2), tier="department")
        measure = self.measure("management_contact")
        self.assertEqual(self._says(measure), ("met", 2, 2, ()))
        self.assertEqual(len(self.traced(measure)), 2)
        self.policy.management_head = False
        self.assertEqual(self.measure("management_contact").figure, 0)
        self.policy.management_department = True
        measure = self.measure("management_contact")
        self.assertEqual(measure.figure, 3)
        self.assertEqual(len(self.traced(measure)), 3)

    # U4.3: none by mid-year is a warning, the verdict falls at the end of the year
    def test_management_contact_by_mid_year(self):
        self.at(self.local(2026, 7, 2))
        measure = self.measure("management_contact", H1)
        self.assertEqual((measure.verdict, measure.reason), ("pending", "none_year"))
        self.met((6, 30), tier="council")
        measure = self.measure("management_contact", H1)
        self.assertEqual((measure.verdict, measure.reason), ("pending", "year"))
        measure = self.measure("management_contact", H2)
        self.assertEqual((measure.verdict, measure.reason), ("pending", "open"))
        self.at(self.local(2026, 12, 31, 23))
        self.assertEqual(self.measure("management_contact", H2).verdict, "pending")
        self.at(self.local(2027, 1, 1, 0, 1))
        self.assertEqual(self.measure("management_contact", H2).verdict, "missed")
        self.met((12, 31), tier="council")
        self.assertEqual(self.measure("management_contact", H2).verdict, "met")

    # U4.3: two a year, so from a quarter of a year on one is owed, from 3/4 both
    def test_management_contact_of_a_short_agreement(self):
        table = {
            (date(2026, 10, 2), date(2027, 6, 1)): ("not_applicable", None),
            (date(2026, 10, 1), date(2027, 6, 1)): ("missed", 1),
            (date(2025, 1, 1), date(2026, 9, 30)): ("missed", 1),
            (date(2025, 1, 1), date(2026, 10, 1)): ("missed", 2),
        }
        for (first, last), expected in table.items():
            with self.subTest(first=first, last=last):
                unit = self._ending(first, last)
                measure = self.measure("management_contact", YEAR, unit)
                self.assertEqual((measure.verdict, measure.target), expected)
        # of an agreement that has ended the verdict does not wait for the year
        unit = self._ending(date(2025, 1, 1), date(2026, 4, 2))
        self.at(self.local(2026, 7, 2))
        self.assertEqual(self.measure("management_contact", H1, unit).verdict, "missed")

    # ------------------------------------------------------------
    # U4.4
    # ------------------------------------------------------------

    # U4.4: one on file with its summary; a contact of another kind is none
    def test_work_report(self):
        self.met((5, 5))
        self.report(6, 6, filed=False)
        self.assertEqual(self._says(self.measure("work_report")), ("missed", 0, 1, ()))
        self.report(12, 31)
        measure = self.measure("work_report")
        self.assertEqual(self._says(measure), ("met", 1, 1, ()))
        self.assertEqual(len(self.traced(measure)), 1)

    def test_work_report_border_and_short_agreements(self):
        self.report(1, 1, at=self.local(2025, 12, 31, 23, 59))
        self.assertEqual(self.measure("work_report").verdict, "missed")
        self.report(1, 1, at=self.local(2026, 1, 1, 0, 0))
        self.assertEqual(self.measure("work_report").verdict, "met")
        short = self._ending(date(2026, 7, 3), date(2027, 6, 1))
        self.assertEqual(
            self.measure("work_report", YEAR, short).verdict, "not_applicable"
        )
        half = self._ending(date(2026, 7, 2), date(2027, 6, 1))
        self.assertEqual(self.measure("work_report", YEAR, half).verdict, "missed")
