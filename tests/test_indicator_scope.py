from datetime import date

from odoo.tests import tagged

from .common import MODULE
from .scorecard_common import H1, YEAR, ScorecardCase
from .test_indicator_process import SIX


@tagged("post_install", "-at_install")
class TestIndicatorScope(ScorecardCase):
    def _says(self, measure):
        return measure.verdict, measure.figure, measure.target, measure.missing

    def _ending(self, first, last):
        return self._unit(f"Unit {first} {last}", first, last)

    # a contact with a member of staff or a recipient is none with the unit
    def test_only_contacts_with_the_unit_count(self):
        other = self._unit("Other")
        self.met(*SIX, unit=other)
        talks = self.met(*SIX)
        self.env.cr.execute(
            "UPDATE stakeholder_communication SET kind = 'staff' WHERE id IN %s",
            [tuple(talks.ids)],
        )
        self.assertEqual(self.measure("onsite_contact", H1).figure, 0)

    # U4.10: for departments, workers and the centre it is the share of the units
    def test_of_departments_workers_and_the_centre(self):
        department = self.env["hr.department"].create({"name": "Service"})
        self.employee("worker", department_id=department.id)
        good, bad = self._unit("Good"), self._unit("Bad")
        gone = self._unit("Gone", date(2024, 1, 1), date(2025, 1, 1))
        others = self._unit("Others", user=self.users["officer"])
        self.met(*SIX, unit=good)
        self.met(*SIX, unit=others)
        units = good | bad | gone | others
        found = self.measure("onsite_contact", H1, kind="department", units=units)
        self.assertEqual(set(found), {department.id})
        self.assertEqual(
            self._says(found[department.id]), ("missed", 50, 100, ("Bad",))
        )
        self.assertEqual(found[department.id].n, 2)
        found = self.measure("onsite_contact", H1, kind="worker", units=units)
        self.assertEqual(
            {key: (one.verdict, one.figure) for key, one in found.items()},
            {
                self.users["worker"].id: ("missed", 50),
                self.users["officer"].id: ("met", 100),
            },
        )
        [centre] = self.measure(
            "onsite_contact", H1, kind="centre", units=units
        ).values()
        self.assertEqual(self._says(centre), ("missed", 66.67, 100, ("Bad",)))

    # the months of an agreement renewed after a gap
    def test_two_agreements_in_one_period(self):
        unit = self._ending(date(2025, 1, 1), date(2026, 2, 28))
        self._agreement(unit, date(2026, 4, 1), date(2026, 12, 31), name="Next")
        self.met((1, 5), (2, 5), (3, 5), (4, 5), (5, 5), unit=unit)
        measure = self.measure("onsite_contact", H1, unit)
        self.assertEqual(self._says(measure), ("missed", 5, 6, ("2026/06",)))

    # U3.2 U4.1 U4.2 U4.3: a gap longer than a renewal may take is owed by nobody
    def test_a_long_gap_is_not_in_force(self):
        unit = self._ending(date(2025, 1, 1), date(2026, 1, 31))
        self._agreement(unit, date(2026, 9, 1), date(2026, 12, 31), name="Next")
        self.met((1, 5), (5, 5), (9, 5), (10, 5), (11, 5), (12, 5), unit=unit)
        self.met((6, 1), tier="council", unit=unit)
        self.confirm((5, 1), (9, 2), (11, 2), unit=unit)
        self.praise(5, 5, unit=unit)
        measure = self.measure("onsite_contact", YEAR, unit)
        self.assertEqual(self._says(measure), ("met", 5, 5, ()))
        self.assertEqual(len(self.traced(measure)), 5)
        measure = self.measure("onsite_contact", H1, unit)
        self.assertEqual(self._says(measure), ("met", 1, 1, ()))
        measure = self.measure("verification", YEAR, unit)
        self.assertEqual(self._says(measure), ("met", 1, 1, ()))
        self.assertEqual(len(self.traced(measure)), 2)
        # 31 and 122 days are one of two a year; what took place between is none
        measure = self.measure("management_contact", YEAR, unit)
        self.assertEqual(self._says(measure), ("missed", 0, 1, ()))
        self.assertFalse(self.traced(measure))
        measure = self.measure("recognition", YEAR, unit)
        self.assertEqual((measure.verdict, measure.n), ("not_applicable", 0))
        # X7: how long a renewal may take is the centre's to say
        self.policy.renewal_gap_days = 212
        self.assertEqual(self.measure("onsite_contact", YEAR, unit).target, 12)
        self.assertEqual(self.measure("management_contact", YEAR, unit).figure, 1)
        self.assertEqual(self.measure("recognition", YEAR, unit).verdict, "met")
        self.policy.renewal_gap_days = 211
        self.assertEqual(self.measure("onsite_contact", YEAR, unit).target, 5)

    # U4.1 U4.2 U4.3 U4.9 X7: at least half a time is once, and one and a half is twice
    def test_a_threshold_in_parts_of_a_time(self):
        asked = ("verification", "onsite_contact", "work_report", "recognition")
        for code in asked:
            self.env.ref(f"{MODULE}.stakeholder_indicator_{code}").threshold = 0.5
        for code in asked:
            self.assertEqual(self.measure(code).verdict, "missed", code)
        self.assertEqual(self.measure("work_report").target, 1)
        self.report(6, 1)
        self.assertEqual(self.measure("work_report").verdict, "met")
        self.env.ref(f"{MODULE}.stakeholder_indicator_work_report").threshold = 1.5
        self.assertEqual(self.measure("work_report").verdict, "missed")

    # unsigned agreements and those ended early; the last day counts
    def test_draft_and_early_end(self):
        unit = self._unit("Draft", None)
        agreement = self._agreement(unit, date(2026, 1, 1), date(2026, 12, 31))
        agreement.write(
            {"date_ended_early": date(2026, 3, 16), "early_reason": "Moved"}
        )
        self.assertEqual(self.measure("onsite_contact", H1, unit).target, 3)
        agreement.withdrawn_reason = "Entered twice"
        agreement.action_withdraw()
        measure = self.measure("onsite_contact", H1, unit)
        self.assertEqual(
            (measure.verdict, measure.reason), ("not_applicable", "no_agreement")
        )

    # one meeting of several of ours counts once
    def test_one_contact_counts_once(self):
        both = self.people["onsite"] | self.people["council"]
        self.met((3, 3), who=both)
        self.assertEqual(self.measure("management_contact").figure, 1)
        self.assertEqual(self.measure("onsite_contact", H1).n, 1)
