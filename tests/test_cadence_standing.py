from datetime import date

from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .cadence_common import CadenceCase

H1_END, YEAR_END = date(2026, 6, 30), date(2026, 12, 31)
CARE = ("unit_phone", "unit_information", "unit_invitation")


@tagged("post_install", "-at_install")
class TestCadenceStanding(CadenceCase):
    """What is owed by the days a party was active, and by those it was not."""

    def _windows(self, unit, day, *names):
        """{line: (first, last day, how often)} of what is asked around ``day``."""
        owed = self.env["stakeholder.cadence"]._coverage(unit, day)
        lines = {self._line(name): name for name in names}
        return {
            lines[one.line]: (*one.window, one.required)
            for one in owed
            if one.line in lines
        }

    def _gone(self, first, last, *more):
        """A unit whose agreements were in force on these days."""
        unit = self._unit(f"From {first}")
        for begin, end in ((first, last), *more):
            self._agree(unit, begin, end)
        return unit

    # U3.2: a renewal of a few weeks excuses nobody, ten months are no renewal
    def test_only_a_renewal_is_bridged(self):
        january = date(2026, 1, 1), date(2026, 1, 31)
        december = date(2026, 12, 1), YEAR_END
        apart = self._gone(*january, december)
        names = "unit_council", "unit_director_general"
        for day in (date(2026, 1, 15), date(2026, 4, 15), date(2026, 12, 15)):
            self.assertEqual(self._windows(apart, day, *names), {}, day)
        # U2.5: in between it is cared for as a potential one
        found = self._windows(apart, date(2026, 4, 15), *CARE)
        begin = date(2026, 2, 1)
        self.assertEqual(
            found,
            {
                "unit_phone": (begin, H1_END, 1),
                "unit_information": (begin, H1_END, 1),
                "unit_invitation": (begin, date(2026, 11, 30), 1),
            },
        )
        renewed = self._gone(
            *(date(2026, 1, 1), date(2026, 4, 30)), (date(2026, 6, 29), YEAR_END)
        )
        found = self._windows(renewed, date(2026, 5, 15), *names)
        whole = date(2026, 1, 1), YEAR_END, 1
        self.assertEqual(found, dict.fromkeys(names, whole))
        self.assertEqual(self._windows(renewed, date(2026, 5, 15), *CARE), {})

    # U3.2: the days in force on both sides of a long gap are summed up
    def test_days_on_both_sides_of_a_gap_are_summed(self):
        names = ("unit_council",)
        for last, asked in ((date(2026, 3, 31), {}), (date(2026, 5, 1), 1)):
            unit = self._gone(date(2026, 1, 1), last, (date(2026, 10, 1), YEAR_END))
            whole = {"unit_council": (date(2026, 1, 1), YEAR_END, 1)}
            # 90 + 92 of 365 days; 121 + 92
            found = self._windows(unit, date(2026, 11, 1), *names)
            self.assertEqual(found, whole if asked else {}, last)

    # X7: how long a renewal may take is the centre's to say
    def test_how_long_a_renewal_takes_is_a_setting(self):
        unit = self._gone(
            *(date(2026, 1, 1), date(2026, 2, 28)), (date(2026, 11, 1), YEAR_END)
        )
        day = date(2026, 11, 24)
        self.assertEqual(self._windows(unit, day, "unit_council"), {})
        self.policy.renewal_gap_days = 245
        self.assertIn("unit_council", self._windows(unit, day, "unit_council"))
        self.policy.renewal_gap_days = 244
        self.assertEqual(self._windows(unit, day, "unit_council"), {})
        with self.assertRaises(ValidationError):
            self.policy.renewal_gap_days = -1
        form = self.as_user(self.policy, "admin").get_views([(False, "form")])
        self.assertIn("renewal_gap_days", form["views"]["form"]["arch"])

    # U2.5 U3.1: after its agreement it is maintained for the rest of the period
    def test_a_unit_is_cared_for_after_its_agreement(self):
        unit = self._gone(date(2025, 1, 1), date(2027, 1, 5))
        begin = date(2027, 1, 6)
        found = self._windows(unit, date(2027, 6, 1), *CARE)
        self.assertEqual(
            found,
            {
                "unit_phone": (begin, date(2027, 6, 30), 1),
                "unit_information": (begin, date(2027, 6, 30), 1),
                "unit_invitation": (begin, date(2027, 12, 31), 1),
            },
        )
        self.at(self.local(2027, 6, 1))
        self._refresh(unit)
        own = self.as_user(self.env["stakeholder.contact.due"], "worker")
        due = own.search([("partner_id", "=", unit.id), ("state", "=", "open")])
        asked = {line for line in due.sudo().cadence_id if line.what == "maintenance"}
        self.assertEqual(
            asked, {self._line("unit_phone"), self._line("unit_information")}
        )
        # and before it
        unit = self._gone(date(2026, 12, 1), date(2027, 12, 31))
        found = self._windows(unit, date(2026, 11, 1), "unit_invitation")
        self.assertEqual(
            found, {"unit_invitation": (date(2026, 1, 1), date(2026, 11, 30), 1)}
        )

    # U3.1: half of the period and more is one time, for potential ones as for others
    def test_care_is_owed_from_half_of_a_period_on(self):
        for last, asked in (
            (date(2026, 3, 31), (date(2026, 4, 1), H1_END, 1)),  # 91 of 181 days left
            (date(2026, 4, 1), None),
        ):
            unit = self._gone(date(2025, 1, 1), last)
            found = self._windows(unit, date(2026, 6, 1), "unit_phone")
            self.assertEqual(found.get("unit_phone"), asked, last)

    # U3.1: nobody owes a year of care to whoever was entered three days ago
    def test_nothing_is_owed_from_before_the_centre_knew_the_unit(self):
        unit = self._unit("New")
        self._since(unit, date(2026, 12, 28))
        self.at(self.local(2026, 12, 28, 17))
        self._refresh(unit)
        self.assertFalse(self._due(unit))
        self.at(self.local(2027, 1, 2))
        self._refresh(unit)
        self.assertFalse(self._due(unit).filtered(lambda one: one.state == "missed"))
        found = self._windows(unit, date(2027, 6, 1), *CARE)
        self.assertEqual(found.keys(), set(CARE))
        # known for longer by what is on record of it
        unit.stakeholder_date_prospect = date(2026, 1, 1)
        found = self._windows(unit, date(2026, 12, 28), *CARE)
        self.assertEqual(found.keys(), set(CARE))
        self.assertEqual(found["unit_phone"], (date(2026, 7, 1), YEAR_END, 1))
        # an evening in Dongguan is that day already
        self._since(unit, self.local(2026, 10, 1, 0, 30))
        unit.stakeholder_date_prospect = False
        found = self._windows(unit, date(2026, 12, 28), "unit_phone")
        self.assertEqual(found["unit_phone"], (date(2026, 10, 1), YEAR_END, 1))
