from ast import literal_eval
from datetime import date, timedelta
from typing import NamedTuple

from lxml import etree

from odoo.tests import tagged

from ..tools.periods import period
from .cadence_common import CadenceCase


class Row(NamedTuple):
    """One row of the table of U3.2, and one meeting that satisfies it."""

    line: str
    role: str
    level: str
    period: str


# "Day to day" is counted by the month.
TABLE = (
    Row("unit_council", "council", "committee", "year"),
    Row("unit_director_general", "director", "head", "year"),
    Row("unit_department", "officer", "cadre", "half"),
    Row("unit_onsite", "worker", "clerk", "month"),
)
TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


class TableCase(CadenceCase):
    """The rows of the table of U3.2, one after the other."""

    def _rows(self):
        for row in TABLE:
            with self.subTest(row.line):
                yield row
                self._forget()

    def _forget(self):
        self.env["stakeholder.communication"].search([]).sudo().unlink()
        self.env["stakeholder.contact.due"].search([]).unlink()
        self.at(self.now)

    def _state(self, row):
        """What the unit's row of this line says: "open", "missed" or nothing."""
        due = self._due().filtered(lambda one: one.cadence_id == self._line(row.line))
        return due.sorted("date_due").mapped("state")

    def _owed_one(self, row):
        owed = self.env["stakeholder.cadence"]._coverage(self.unit, TODAY, most=9)
        return next(one for one in owed if one.line == self._line(row.line))

    def _noon(self, day):
        self.at(self.local(day.year, day.month, day.day, 12))


@tagged("post_install", "-at_install")
class TestCadenceTable(TableCase):
    """The table of U3.2, row by row: met, short, missed, at the borders, mended."""

    # U3.2: short: it is asked; met: it is not, and the row there was goes
    def test_short_then_met(self):
        for row in self._rows():
            self.assertEqual(self._of(row.line), (0, 1))
            self._refresh()
            self.assertEqual(self._state(row), ["open"])
            self._meet(row.role, row.level)
            self.assertEqual(self._of(row.line), (1, 1))
            self.assertEqual(self._state(row), [])
            self._refresh()
            self.assertEqual(self._state(row), [])

    # U3.2: missed is seen from the day after the last one
    def test_missed_from_the_day_after(self):
        for row in self._rows():
            last = period(row.period, TODAY).last
            self._noon(last)
            self._refresh()
            self.assertEqual(self._state(row), ["open"])
            self._noon(last + DAY)
            self._refresh()
            self.assertEqual(self._state(row)[0], "missed")
            # of another period: what is missed stays so
            self._meet(row.role, row.level, day=last + DAY)
            self.assertIn("missed", self._state(row))
            # written down late, it was no miss
            self._meet(row.role, row.level, day=last)
            self.assertNotIn("missed", self._state(row))

    # U3.2: the first and the last day count, the days beside them do not
    def test_first_and_last_day_of_the_period(self):
        for row in self._rows():
            whole = period(row.period, TODAY)
            self._noon(whole.last + DAY)
            for day, counts in (
                (whole.first - DAY, 0),
                (whole.first, 1),
                (whole.last, 1),
                (whole.last + DAY, 0),
            ):
                talk = self._meet(row.role, row.level, day=day)
                found = self._of(row.line, TODAY)
                self.assertEqual(found, (counts, 1), (row.line, day))
                talk.sudo().unlink()

    # U3.2: an evening in Dongguan is that day, whatever the day in Greenwich
    def test_the_day_is_the_centre_s(self):
        row = TABLE[3]
        talk = self._meet(row.role, row.level)
        talk.at = self.local(2026, 11, 1, 0, 5)
        self.assertEqual(self._of(row.line), (1, 1))
        talk.at = self.local(2026, 10, 31, 23, 55)
        self.assertEqual(self._of(row.line), (0, 1))

    # U3.2: an agreement that begins inside: owed from half of the period on, and only
    # what took place since then counts
    def test_agreement_begins_inside(self):
        for row in self._rows():
            whole = period(row.period, TODAY)
            enough = whole.last - timedelta(days=(whole.days + 1) // 2 - 1)
            for start, owed in ((enough, (0, 1)), (enough + DAY, None)):
                unit = self._unit(f"From {start}")
                self._agree(unit, start)
                self.assertEqual(self._of(row.line, unit=unit), owed, start)
            unit = self._unit("Begins")
            self._agree(unit, enough)
            self._noon(whole.last)
            self._meet(row.role, row.level, day=enough - DAY, unit=unit)
            self.assertEqual(self._of(row.line, unit=unit), (0, 1))
            self._meet(row.role, row.level, day=enough, unit=unit)
            self.assertEqual(self._of(row.line, unit=unit), (1, 1))

    # U3.2 U1.1: one that ends inside, the last day counts
    def test_agreement_ends_inside(self):
        for row in self._rows():
            whole = period(row.period, TODAY)
            enough = whole.first + timedelta(days=(whole.days + 1) // 2 - 1)
            for end, owed in ((enough, (0, 1)), (enough - DAY, None)):
                unit = self._unit(f"Until {end}")
                self._agree(unit, date(2025, 1, 1), end)
                self.assertEqual(self._of(row.line, unit=unit), owed, end)
            unit = self._unit("Ends")
            self._agree(unit, date(2025, 1, 1), enough)
            self._noon(whole.last)
            self._meet(row.role, row.level, day=enough + DAY, unit=unit)
            self.assertEqual(self._of(row.line, unit=unit), (0, 1))
            self._meet(row.role, row.level, day=enough, unit=unit)
            self.assertEqual(self._of(row.line, unit=unit), (1, 1))

    # U3.2: an agreement ended early lets go of what was asked
    def test_ended_early_asks_nothing_more(self):
        unit = self._unit("Leaves")
        agreement = self._agree(unit)
        self._refresh(unit)
        self.assertTrue(self._due(unit))
        agreement.write(
            {"date_ended_early": date(2026, 1, 10), "early_reason": "Moved away"}
        )
        self._refresh(unit)
        lines = self._due(unit).cadence_id
        self.assertFalse(lines.filtered(lambda one: one.status == "active"))

    # U3.2: one meeting satisfies all four rows at once, whoever wrote it down
    def test_one_meeting_satisfies_all_rows(self):
        people = self.env["res.partner"].union(
            *(self.partner(row.role) for row in TABLE)
        )
        talk = self._meet(
            "worker", "committee", "head", "clerk", "cadre", our_ids=people.ids
        )
        for row in TABLE:
            self.assertEqual(self._of(row.line), (1, 1), row.line)
            found = self._line(row.line)._met_by(self._owed_one(row))
            self.assertEqual(found.ids, talk.ids)

    # U3.2: as needed: owed never, and seen
    def test_as_needed_is_never_owed(self):
        self._refresh()
        line = self._line("unit_supervisor")
        self.assertNotIn(line, self._due().cadence_id)
        self._meet("supervisor", "head")
        coverage = self.env["stakeholder.cadence"]._coverage(self.unit, TODAY, most=9)
        [one] = [one for one in coverage if one.line == line]
        self.assertEqual((one.done, one.required, one.remaining), (1, 0, 0))

    # U3.2: a line that says "day to day" is owed at least once a month
    def test_day_to_day_is_at_least_monthly(self):
        line = self._line("unit_onsite")
        self.assertEqual(line.period, "day")
        self.assertEqual(line._period_label(TODAY), "2026/11")
        line.times = 2
        self._meet("worker", "clerk")
        self.assertEqual(self._of("unit_onsite"), (1, 2))
        self._meet("worker", "head")
        self.assertEqual(self._of("unit_onsite"), (2, 2))

    # U3.2 X7: a line ends, another follows: what is asked is asked by the one in force
    def test_lines_are_dated(self):
        line = self._line("unit_onsite")
        new = line.copy({"date_from": date(2026, 12, 1), "times": 3})
        line.date_to = date(2026, 11, 30)
        cadence = self.env["stakeholder.cadence"]
        for day, wanted, asked in (
            (date(2026, 11, 30), line, 1),
            (date(2026, 12, 1), new, 3),
        ):
            owed = cadence._coverage(self.unit, day)
            found = [one for one in owed if one.line in line | new]
            self.assertEqual(
                [(one.line, one.required) for one in found], [(wanted, asked)]
            )

    # X6: a talk about somebody as a recipient is no visit to the party
    def test_what_is_said_of_a_recipient_counts_for_nothing(self):
        talk = self._meet("worker", "clerk")
        self.assertEqual(self._of("unit_onsite"), (1, 1))
        self.env.cr.execute(
            "UPDATE stakeholder_communication SET kind = 'recipient' WHERE id = %s",
            [talk.id],
        )
        self.assertEqual(self._of("unit_onsite"), (0, 1))

    # U3.2: it is for the right person, also after somebody else took over
    def test_the_right_person_follows(self):
        self.employee("auditor", manager=self.employee("officer"))
        self.unit.stakeholder_user_id = self.users["auditor"]
        self._refresh()
        self.run_job()

        def owes(name):
            line = self._line(name)
            return self._due().filtered(lambda one: one.cadence_id == line).user_id

        self.assertEqual(owes("unit_onsite"), self.users["auditor"])
        self.assertEqual(owes("unit_department"), self.users["officer"])
        self.assertEqual(owes("unit_director_general"), self.users["director"])
        self.assertEqual(owes("unit_council"), self.users["council"])
        self.unit.stakeholder_user_id = self.users["worker"]
        self._refresh()
        onsite = self._due().filtered(lambda one: one.cadence_id.by_onsite)
        self.assertEqual(onsite.user_id, self.users["worker"])
        self.assertEqual(onsite.activity_ids.user_id, self.users["worker"])
        self.users["worker"].active = False
        self._refresh()
        self.assertEqual(owes("unit_onsite"), self.users["director"])

    # a party that is none any more owes and is owed nothing
    def test_no_party_any_more(self):
        self._refresh()
        self.unit.stakeholder_class = False
        self.assertIn(self.unit, self.env["stakeholder.contact.due"]._parties())
        self._refresh()
        self.assertFalse(self._due())

    # U3.2: "owed this month" goes to its last day, where the user is
    def test_owed_this_month(self):
        self._refresh()
        own = self.as_user(self.env["stakeholder.contact.due"], "worker")
        own = own.with_context(tz="Asia/Shanghai")
        arch = own.get_views([(False, "search")])["views"]["search"]["arch"]
        [node] = etree.fromstring(arch).xpath("//filter[@name='month']")
        domain = literal_eval(node.get("domain"))
        onsite = self._line("unit_onsite")
        self.assertEqual(own.search(domain).cadence_id.ids, onsite.ids)
        self.at(self.local(2026, 11, 30, 23, 30))
        self.assertEqual(own.search(domain).cadence_id.ids, onsite.ids)
        groups = own.web_read_group(domain, ["department_id", "user_id"], [])
        self.assertEqual(groups["length"], 1)
