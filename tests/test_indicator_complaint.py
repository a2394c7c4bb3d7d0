from datetime import timedelta

from odoo.tests import tagged

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

    # channel 23: the centre less the departments, or workers, shown is no single one
    def test_no_department_is_left_over(self):
        units, users = self.env["res.partner"], ("worker", "officer", "supervisor")
        for number, (role, count) in enumerate(zip(users, (7, 6, 1), strict=True)):
            user = self.users[role]
            department = self.env["hr.department"].create({"name": f"Service {number}"})
            self.env["hr.employee"].create(
                {"name": role, "user_id": user.id, "department_id": department.id}
            )
            unit = self._unit(f"Unit {number}", user=user)
            units |= unit
            self.opinions(count, unit=unit)
        for kind in ("department", "worker"):
            found = self.measure("complaint_time", H1, kind=kind, units=units)
            shown = [one.n for one in found.values() if one.n]
            # the six go with the one
            self.assertEqual(shown, [7], kind)
        [centre] = self.measure(
            "complaint_time", H1, kind="centre", units=units
        ).values()
        self.assertGreaterEqual(centre.n - 7, 5)
