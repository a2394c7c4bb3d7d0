from ast import literal_eval
from datetime import date

from lxml import etree

from odoo.tests import tagged

from .cadence_common import CadenceCase
from .common import MODULE

LINE = f"{MODULE}.stakeholder_cadence_unit"


@tagged("post_install", "-at_install")
class TestContactDueLate(CadenceCase):
    """What was missed stays late in My Day until it took place (U3.2, U4.1)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("onsite", "verification", "council")
        wanted = [cls.env.ref(f"{LINE}_{name}").id for name in names]
        others = cls.env["stakeholder.cadence"].search([("id", "not in", wanted)])
        others.date_to = date(2000, 1, 1)

    def _night(self, *moment):
        """The nightly look and the reminders, early that day; then it is ten."""
        self.at(self.local(*moment, hour=1))
        self._refresh()
        self.run_job()
        self.at(self.local(*moment))

    def _late(self, user="worker", key="late"):
        """{line: last day} of what My Day says is late."""
        page = self.as_user(self.env["stakeholder.day"], user).get_day()
        [group] = [one for one in page["groups"] if one["key"] == key]
        due = self.env["stakeholder.contact.due"]
        found = {}
        for item in group["items"]:
            if item["model"] == due._name:
                found[due.browse(item["id"]).cadence_id] = item["date"]
            elif item["kind"] == "verification":
                found[self._line("unit_verification")] = item["date"]
        return found

    # U3.2: the October contact was missed: on 20 November it is there, and late
    def test_a_missed_month_stays_late(self):
        self._night(2026, 10, 20)
        self._night(2026, 11, 1)
        onsite = self._line("unit_onsite")
        last = date(2026, 10, 31)
        self.assertEqual(self._late(), {onsite: last})
        self._night(2026, 11, 20)
        self.assertEqual(self._late(), {onsite: last})
        # one row: the visit of November settles it
        self.assertNotIn(onsite, self._late(key="coming"))
        own = self.as_user(self._due(), "worker")
        own = own.filtered(lambda one: one.cadence_id == onsite)
        running = own.filtered(lambda one: one.state == "open")
        self.assertEqual(running.date_late, last)
        self._meet("worker", "clerk", day=date(2026, 11, 20))
        self.assertEqual(self._late(), {})
        self._night(2026, 11, 21)
        self.assertEqual(self._late(), {})
        # what was missed stays to be seen in the list
        self.assertEqual(own.exists().mapped("state"), ["missed"])

    # U3.2: it did take place and is written down late: no miss, nothing late
    def test_written_down_late(self):
        self._night(2026, 10, 20)
        self._night(2026, 11, 2)
        self._meet("worker", "clerk", day=date(2026, 10, 30))
        self.assertEqual(self._late(), {})
        self.assertEqual(
            self._late(key="coming"), {self._line("unit_onsite"): date(2026, 11, 30)}
        )

    # U3.2: a year that was missed is asked from the first day of the next
    def test_a_missed_year_is_asked_at_once(self):
        self._night(2026, 11, 20)
        self._night(2027, 1, 2)
        council = self._line("unit_council")
        self.assertEqual(self._late("council"), {council: date(2026, 12, 31)})
        self._night(2027, 5, 3)
        self.assertEqual(self._late("council"), {council: date(2026, 12, 31)})
        self._meet("council", "director", day=date(2027, 5, 3))
        self.assertEqual(self._late("council"), {})

    # U3.2: nothing was missed: nothing is asked before its time
    def test_not_asked_early_without_a_miss(self):
        self._night(2026, 11, 20)
        self._meet("council", "director", day=date(2026, 11, 20))
        self._night(2027, 1, 2)
        self.assertNotIn(self._line("unit_council"), self._due().cadence_id)

    # U4.1: the quarter was missed: asked from the first day of the next, one click
    def test_a_missed_quarter_is_confirmed_now(self):
        self._night(2026, 9, 20)
        self._night(2026, 10, 1)
        line = self._line("unit_verification")
        self.assertEqual(self._late()[line], date(2026, 9, 30))
        self._night(2026, 10, 8)
        self.assertEqual(self._late()[line], date(2026, 9, 30))
        self.as_user(self.unit, "worker").action_stakeholder_verify()
        self.assertNotIn(line, self._late())
        self._night(2026, 10, 9)
        self.assertNotIn(line, self._due().filtered(self._is_open).cadence_id)
        # a quarter that was confirmed asks nothing before its time
        self._night(2027, 1, 2)
        self.assertNotIn(line, self._due().filtered(self._is_open).cadence_id)

    @staticmethod
    def _is_open(row):
        return row.state == "open"

    # U1.1: of whom nothing is asked any more nothing is late
    def test_nothing_is_late_of_a_unit_that_left(self):
        self._night(2026, 10, 20)
        agreement = self.env["stakeholder.agreement"].search(
            [("partner_id", "=", self.unit.id)]
        )
        agreement.write(
            {"date_ended_early": date(2026, 10, 31), "early_reason": "Moved away"}
        )
        self._night(2026, 11, 2)
        self.assertEqual(self._late(), {})

    # X7: a line that was changed goes on from the line before, also when it was missed
    def test_late_under_a_changed_line(self):
        self._night(2026, 10, 20)
        self._night(2026, 11, 2)
        self.at(self.local(2026, 11, 10))
        changed = self._line("unit_onsite").action_change_from_today()
        changed = self.env["stakeholder.cadence"].browse(changed["res_id"])
        self._night(2026, 11, 11)
        self.assertEqual(self._late(), {changed: date(2026, 10, 31)})

    # in somebody's diary: it stands on the day it is planned for
    def test_planned_is_no_longer_late(self):
        self._night(2026, 10, 20)
        self._night(2026, 11, 2)
        self.as_user(self._due().filtered(self._is_open), "worker").activity_schedule(
            f"{MODULE}.mail_activity_type_visit", date(2026, 11, 12), automated=False
        )
        self.assertEqual(self._late(), {})
        self.assertEqual(
            self._late(key="coming"), {self._line("unit_onsite"): date(2026, 11, 12)}
        )

    # the list finds what is late, and "owed this month" leaves it in
    def test_the_list_finds_what_is_late(self):
        self._night(2026, 11, 20)
        self._night(2027, 1, 2)
        due = self.as_user(self.env["stakeholder.contact.due"], "worker")
        arch = due.get_views([(False, "search")])["views"]["search"]["arch"]
        domains = {
            node.get("name"): literal_eval(node.get("domain"))
            for node in etree.fromstring(arch).xpath("//filter[@domain]")
            if node.get("name") in ("late", "month")
        }
        found = due.search(domains["late"])
        council = self._due().filtered(
            lambda one: one.cadence_id == self._line("unit_council")
        )
        self.assertIn(council.filtered("date_late"), due.search(domains["month"]))
        self.assertEqual(
            {(one.cadence_id, one.date_late) for one in found},
            {
                (self._line("unit_council"), date(2026, 12, 31)),
                (self._line("unit_verification"), date(2026, 12, 31)),
            },
        )
