from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..models import stakeholder_contact_due_refresh as refresh
from .cadence_common import CadenceCase


@tagged("post_install", "-at_install")
class TestCadenceChange(CadenceCase):
    """A line added, ended or changed in the middle of a period (U3.2, X7)."""

    def _line_of(self, first=False, last=False, times=1):
        return self.env["stakeholder.cadence"].create(
            {
                "name": "Department with head",
                "times": times,
                "period": "quarter",
                "by_department": True,
                "with_head": True,
                "date_from": first,
                "date_to": last,
            }
        )

    def _asked(self, line, day=date(2026, 11, 24)):
        self.env.flush_all()
        owed = self.env["stakeholder.cadence"]._coverage(self.unit, day)
        return [
            (one.window.first, one.window.last, one.done, one.required)
            for one in owed
            if one.line == line
        ]

    # U3.2: a new line asks for its days: half of the quarter and more is one time
    def test_a_line_that_begins_inside(self):
        last = date(2026, 12, 31)
        for first, required in (
            (date(2026, 10, 1), 1),
            (date(2026, 11, 16), 1),  # 46 of 92 days
            (date(2026, 11, 17), None),  # 45 of 92
        ):
            line = self._line_of(first)
            asked = self._asked(line)
            self.assertEqual(asked, [(first, last, 0, 1)] if required else [], first)
        line = self._line_of(date(2026, 11, 17), times=2)
        self.assertEqual(self._asked(line), [(date(2026, 11, 17), last, 0, 1)])
        # what took place before the line was there does not count for it
        self._meet("officer", "head", day=date(2026, 11, 16))
        self.assertEqual(self._asked(line), [(date(2026, 11, 17), last, 0, 1)])
        self._meet("officer", "head", day=date(2026, 11, 17))
        self.assertEqual(self._asked(line), [(date(2026, 11, 17), last, 1, 1)])

    # U3.2: one that ends inside is owed until then, and nothing from the next day on
    def test_a_line_that_ends_inside(self):
        line = self._line_of(last=date(2026, 11, 24))
        first = date(2026, 10, 1)
        self.assertEqual(self._asked(line), [(first, date(2026, 11, 24), 0, 1)])
        self.assertEqual(self._asked(line, date(2026, 11, 25)), [])
        self._refresh()
        due = self._due().filtered(lambda one: one.cadence_id == line)
        self.assertEqual(due.date_due, date(2026, 11, 24))
        self.at(self.local(2026, 11, 25))
        self._refresh()
        self.assertEqual(due.state, "missed")

    # U3.2: what is changed without a date holds for the whole running period
    def test_a_change_without_a_date_holds_for_the_whole_period(self):
        line = self._line_of()
        self._meet("officer", "head", day=date(2026, 10, 2))
        whole = date(2026, 10, 1), date(2026, 12, 31)
        self.assertEqual(self._asked(line), [(*whole, 1, 1)])
        line.times = 3
        self.assertEqual(self._asked(line), [(*whole, 1, 3)])
        self._refresh()
        due = self._due().filtered(lambda one: one.cadence_id == line)
        self.assertEqual((due.done, due.required), (1, 3))

    # U3.2 X7: from a day on: both share the period, what took place before counts
    def test_a_change_from_today_on(self):
        line = self._line_of(times=2)
        self._meet("officer", "head", day=date(2026, 10, 2))
        self._refresh()
        due = self._due().filtered(lambda one: one.cadence_id == line)
        planned = due.activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.users["worker"].id
        )
        opened = self.as_user(line, "admin").action_change_from_today()
        changed = self.env["stakeholder.cadence"].browse(opened["res_id"])
        changed.times = 6
        self.assertEqual(line.date_to, date(2026, 11, 23))
        self.assertEqual(changed.date_from, date(2026, 11, 24))
        # 54 days of two, 38 of six: 3.65 in all
        whole = date(2026, 10, 1), date(2026, 12, 31)
        self.assertEqual(self._asked(changed), [(*whole, 1, 4)])
        self.assertEqual(self._asked(line), [])
        # who has planned it keeps it in the diary
        self._refresh()
        self.assertTrue(planned.exists())
        self.assertEqual((due.cadence_id, due.required), (changed, 4))
        # the quarter after: the new number alone
        first, last, done, required = self._asked(changed, date(2027, 1, 4))[0]
        self.assertEqual((first, done, required), (date(2027, 1, 1), 0, 6))

    def test_only_what_holds_before_and_after_today_is_changed_from_today(self):
        for line in (
            self._line_of(date(2026, 11, 24)),
            self._line_of(last=date(2026, 11, 23)),
        ):
            with self.assertRaises(UserError):
                self.as_user(line, "admin").action_change_from_today()
        with self.assertRaises(AccessError):
            self.as_user(self._line_of(), "worker").action_change_from_today()

    # U3.2: an agreement that is ended early moves the last day of what is owed
    def test_what_is_owed_follows_an_agreement_ended_early(self):
        self._refresh()
        due = self._due().filtered(
            lambda one: one.cadence_id == self._line("unit_council")
        )
        self.assertEqual(due.date_due, date(2026, 12, 31))
        agreement = self.env["stakeholder.agreement"].search(
            [("partner_id", "=", self.unit.id)]
        )
        agreement.write(
            {"date_ended_early": date(2026, 12, 5), "early_reason": "Moved away"}
        )
        self._refresh()
        self.assertEqual(due.date_due, date(2026, 12, 5))


@tagged("post_install", "-at_install")
class TestContactDueLook(CadenceCase):
    """A night that is too short: the next run goes on (U3.2)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.units = cls.env["res.partner"].union(
            *(cls._unit(f"Unit {number}") for number in range(4))
        )
        for unit in cls.units:
            cls._agree(unit)

    def setUp(self):
        super().setUp()
        self.seen = []
        due = type(self.env["stakeholder.contact.due"])
        units, tried = self.units, due._try

        def note(model, parties):
            self.seen += [units.ids.index(one) for one in parties.ids]
            return tried(model, parties)

        # The centres beside it have nobody.
        company = self.env.company
        self.patch(
            due,
            "_parties",
            lambda model: units if model.env.company == company else units.browse(),
        )
        self.patch(due, "_try", note)
        self.patch(refresh, "BATCH", 1)

    def _run(self, batches=99):
        """One run of the job, whose time is up after so many batches."""
        self.seen, left = [], [batches]

        def progress(cron, processed=0, *, remaining=None, **kwargs):
            left[0] -= bool(processed)
            cron.env.flush_all()
            return float(left[0] > 0)

        with patch.object(type(self.env["ir.cron"]), "_commit_progress", progress):
            self.env["stakeholder.contact.due"]._cron_refresh()
        self.env.invalidate_all()
        return self.seen

    def test_the_next_run_goes_on(self):
        self.assertEqual(self._run(2), [0, 1])
        self.assertEqual(self._run(1), [2])
        self.assertEqual(self._run(), [3])
        self.assertFalse(self.env.company.stakeholder_look)
        # the look after looks at all again
        self.assertEqual(self._run(), [0, 1, 2, 3])

    # what a night did not reach comes first in the next one
    def test_the_next_night_begins_where_this_one_stopped(self):
        self._run(2)
        self.at(self.local(2026, 11, 25, 1))
        self.assertEqual(self._run(3), [2, 3, 0])
        self.assertEqual(self._run(), [1])
        self.assertFalse(self.env.company.stakeholder_look)

    # a party that came in the meantime, or went, upsets nothing
    def test_parties_that_come_and_go(self):
        self._run(2)
        left = self.units - self.units[1]
        due = type(self.env["stakeholder.contact.due"])
        company = self.env.company
        self.patch(
            due,
            "_parties",
            lambda model: left if model.env.company == company else left.browse(),
        )
        self.assertEqual(self._run(), [2, 3])
        self.assertFalse(company.stakeholder_look)

    def test_another_centre_is_not_looked_at_twice(self):
        company, units = self.env.company, self.units
        company.sequence = 1
        other = company.create({"name": "Other", "sequence": 2})
        self.patch(
            type(self.env["stakeholder.contact.due"]),
            "_parties",
            lambda model: {company: units[:2], other: units[2:]}.get(
                model.env.company, units.browse()
            ),
        )
        self.assertEqual(self._run(3), [0, 1, 2])
        self.assertEqual(self._run(), [3])

    # who last edited the centre stays
    def test_the_mark_is_no_edit_of_the_centre(self):
        written = self.env.company.write_date
        self.at(self.local(2026, 11, 25, 1))
        self._run(1)
        self.assertTrue(self.env.company.stakeholder_look)
        self.assertEqual(self.env.company.write_date, written)
