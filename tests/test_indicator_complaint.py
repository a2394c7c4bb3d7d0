import itertools
import random
from datetime import timedelta
from types import SimpleNamespace

from odoo.tests import tagged

from .common import MODULE
from .scorecard_common import H1, YEAR, ScorecardCase


@tagged("post_install", "-at_install")
class TestIndicatorComplaint(ScorecardCase):
    def _says(self, measure):
        return measure.verdict, measure.figure, measure.n

    # U4.5: all in time, one late of five, of ten, all late
    def test_in_time(self):
        table = {
            "all": ((5, 0), ("met", 100, 5)),
            "one late": ((5, 1), ("missed", 80, 5)),
            "one of ten": ((10, 1), ("missed", 90, 10)),
            "none in time": ((5, 5), ("missed", 0, 5)),
        }
        for what, ((count, late), expected) in table.items():
            with self.subTest(what):
                unit = self._unit(what)
                self.opinions(count, late, unit=unit)
                one = self.measure("complaint_time", H1, unit)
                self.assertEqual(self._says(one), expected)
                self.assertEqual(len(self.traced(one)), one.n)

    # U4.5: each clock alone makes it late: answer, handling, result, hand-over
    def test_each_clock(self):
        found = self.opinions(5)
        self.assertEqual(self.measure("complaint_time", H1).verdict, "met")
        one = found[0].sudo()
        day = timedelta(days=1)
        for vals in (
            {"date_answered": one.date_response_due + day},
            {"date_answered": False},
            {"date_handled": one.date_result_first + day},
            {"date_handled": False},
            {"is_handover_late": True},
        ):
            with self.subTest(vals):
                before = {name: one[name] for name in vals}
                one._write_technical(vals)
                self.assertEqual(
                    self._says(self.measure("complaint_time", H1)), ("missed", 80, 5)
                )
                one._write_technical(before)
        one._write_technical({"is_handover_late": True})
        self.policy.evaluation_handover = False
        self.assertEqual(self.measure("complaint_time", H1).verdict, "met")

    # U4.5: units are answered and handled within the term, all others answered
    def test_units_are_handled_within_the_answer_term(self):
        found = self.opinions(5, party_class="unit")
        self.assertEqual(self.measure("complaint_time", H1).verdict, "met")
        late = found[0].date_response_due + timedelta(days=1)
        found[0].sudo()._write_technical({"date_handled_first": late})
        self.assertEqual(self.measure("complaint_time", H1).figure, 80)

    # U4.5: judged once, in the half in which the last deadline falls
    def test_on_border_days(self):
        found = self.opinions(6, month=3).sudo()
        for last, count in (
            (H1.first - timedelta(days=1), 5),
            (H1.first, 6),
            (H1.last, 6),
            (H1.last + timedelta(days=1), 5),
        ):
            done = {"date_answered": last, "date_handled": last}
            found[0]._write_technical(
                {"date_response_due": last, "date_result_first": last, **done}
            )
            self.assertEqual(self.measure("complaint_time", H1).n, count)
        # the later of the two deadlines decides
        found[0]._write_technical({"date_response_due": H1.last})
        self.assertEqual(self.measure("complaint_time", H1).n, 5)
        found[0]._write_technical({"date_result_first": False})
        self.assertEqual(self.measure("complaint_time", H1).n, 6)

    # not handled and merged ones have no clock of their own
    def test_those_aside_do_not_count(self):
        found = self.opinions(7).sudo()
        found[0]._write_technical({"state": "not_handled"})
        found[1]._write_technical({"state": "merged"})
        self.assertEqual(self.measure("complaint_time", H1).n, 5)

    # what is not due yet is neither in time nor late
    def test_while_deadlines_run(self):
        found = self.opinions(6, month=6).sudo()
        due = max(found[0].date_response_due, found[0].date_result_first)
        self.at(self.local(due.year, due.month, due.day, 23))
        self.assertEqual(self.measure("complaint_time", H1).reason, "hidden")
        self.at(self.local(due.year, due.month, due.day + 1, 1))
        one = self.measure("complaint_time", H1)
        self.assertEqual((one.verdict, one.reason, one.n), ("pending", "open", 6))
        found[0]._write_technical({"date_answered": False})
        self.assertEqual(self.measure("complaint_time", H1).verdict, "missed")

    # channel 23: none, one and four look alike; a year tells no half by subtraction
    def test_small_groups_tell_nothing(self):
        empty = self.measure("complaint_time", H1)
        for count, late in ((1, 1), (1, 0), (2, 1)):
            self.opinions(count, late)
            self.assertEqual(self.measure("complaint_time", H1), empty)
        self.assertEqual((empty.verdict, empty.n, empty.traces), ("no_data", 0, ()))
        self.opinions(1)
        self.assertEqual(self.measure("complaint_time", H1).n, 5)
        self.assertEqual(self.measure("complaint_time", YEAR), empty)
        self.opinions(4, month=9)
        self.assertEqual(self.measure("complaint_time", YEAR), empty)
        self.opinions(1, month=9)
        self.assertEqual(self.measure("complaint_time", YEAR).n, 10)

    # opinions about no unit count for the centre alone
    def test_of_the_centre(self):
        self.opinions(3)
        self.opinions(2, 1).sudo()._write_technical({"place_id": False})
        [centre] = self.measure(
            "complaint_time", H1, kind="centre", units=self.unit
        ).values()
        self.assertEqual(self._says(centre), ("missed", 80, 5))
        self.assertEqual(self.measure("complaint_time", H1).verdict, "no_data")

    def _measured(self, counts):
        """{kind: [(opinions, verdict)]} of departments that have units so large."""
        units = self.env["res.partner"]
        users = [self.users[role] for role in ("worker", "officer", "supervisor")]
        for user, sizes in zip(users, counts, strict=True):
            department = self.env["hr.department"].create({"name": f"D {user.name}"})
            self.env["hr.employee"].create(
                {
                    "name": user.name,
                    "user_id": user.id,
                    "department_id": department.id,
                }
            )
            for number, size in enumerate(sizes):
                units |= self._unit(f"{user.name} {number}", user=user)
                self.opinions(size, unit=units[-1])
        return {
            kind: [
                one.n
                for one in self.measure(
                    "complaint_time", H1, kind=kind, units=units
                ).values()
            ]
            for kind in ("department", "worker", "centre")
        }

    # channel 23: what is left without the units shown is none or five and more
    def test_nothing_is_left_over_of_a_department(self):
        found = self._measured(((6, 1), (7,), (5, 3)))
        # of the first one is left, of the third three: four are hidden in all
        self.assertEqual(found["department"], [0, 7, 0])
        self.assertEqual(found["worker"], [0, 7, 0])
        self.assertEqual(found["centre"], [0])

    def test_those_hidden_together_are_five_and_more(self):
        found = self._measured(((6, 1), (7,), (5, 4)))
        self.assertEqual(found["department"], [0, 7, 0])
        self.assertEqual(found["centre"], [23])

    # channel 23: whatever is taken off whatever, over many shares at random
    def test_no_difference_tells_of_few(self):
        indicator = self.env.ref(f"{MODULE}.stakeholder_indicator_complaint_time")
        chance = random.Random(20261124)
        seen = set()
        for _round in range(3000):
            sizes = [
                [chance.choice((0, 0, 1, 2, 4, 5, 9)) for _unit in range(3)]
                for _department in range(chance.choice((1, 2, 3)))
            ]
            ids = itertools.count(1)
            groups = {key: [next(ids) for _n in row] for key, row in enumerate(sizes)}
            ns = dict(enumerate(itertools.chain(*sizes), start=1))
            counts = {unit: {H1.first: (n, n)} for unit, n in ns.items()}

            def shown(kind, groups, counts=counts):
                scope = SimpleNamespace(kind=kind)
                return indicator._shown_groups(scope, counts, groups, [H1.first])

            known = {unit for unit, n in ns.items() if n >= 5}
            departments = shown("department", groups)
            left = 0
            for key, units in groups.items():
                rest = sum(ns[unit] for unit in units if unit not in known)
                if key in departments:
                    self.assertFalse(0 < rest < 5, sizes)
                else:
                    left += rest
            if shown("centre", {1: None}):
                self.assertFalse(0 < left < 5, sizes)
                seen.add(bool(left))
        self.assertEqual(seen, {True, False})
