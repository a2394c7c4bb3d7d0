from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestComplaintToldDates(StakeholderCase):
    """Deadlines that move with the calendar or the receipt, and those that stay."""

    def _holiday(self, day, **values):
        self.env["stakeholder.calendar.day"].with_user(self.users["admin"]).create(
            {"date": day, "kind": "holiday", "reason": "typhoon", **values}
        )

    def _moves(self, complaint):
        trail = complaint.trail_ids.sorted("seq")
        return [one.data for one in trail if one.event == "deadline_moved"]

    # C3.4 X1: the date of a further round stays when days are announced
    def test_the_date_of_a_further_round_stays(self):
        complaint = self.closed()
        self.at(self.local(2026, 12, 15))
        self.turn(complaint, "director", "reopened", words="It is not over.")
        due, warning = complaint.date_result_due, complaint.date_result_warning
        self.assertGreater(due, date(2026, 12, 31))
        self._holiday("2026-12-22")
        self._holiday("2027-03-15")
        self.assertEqual(complaint.date_result_due, due)
        self.assertEqual(complaint.date_result_first, due)
        self.assertEqual(complaint.date_result_warning, warning)

    # C3.4: told with the very date the window proposed
    def test_a_date_told_as_proposed_stays(self):
        complaint = self.answered(party_class="unit")
        own = self.as_user(complaint, "director")
        own._give_notice(complaint._today(), "We go there.", date(2026, 12, 14))
        self._holiday("2026-12-01")
        self.assertEqual(complaint.date_result_due, date(2026, 12, 14))
        self.assertEqual(complaint.date_result_first, date(2026, 12, 14))
        # nobody was told another date for the answer: that one follows
        self.assertEqual(complaint.date_response_due, date(2026, 12, 4))

    # C3.4: the receipt is corrected after the date was promised
    def test_a_corrected_receipt_leaves_the_promised_date(self):
        complaint = self.answered(party_class="unit")
        own = self.as_user(complaint, "director")
        own._give_notice(complaint._today(), "It takes longer.", date(2026, 12, 30))
        self.edit(complaint, "director", received_at=self.local(2026, 11, 23))
        self.assertEqual(complaint.date_result_due, date(2026, 12, 30))
        self.assertEqual(complaint.date_result_first, date(2026, 12, 14))
        self.assertEqual(complaint.date_response_due, date(2026, 12, 2))
        [data] = self._moves(complaint)
        self.assertIn("2026-12-02", data)
        self.assertNotIn("date_result", data)

    # C3.4: a duplicate brings an earlier receipt, not another promise
    def test_a_merged_duplicate_leaves_the_promised_date(self):
        main = self.answered()
        own = self.as_user(main, "director")
        own._give_notice(main._today(), "It takes longer.", date(2026, 12, 30))
        double = self.register(received_at=self.local(2026, 11, 20))
        self.turn(double, "director", "merge", main_id=main.id)
        self.assertEqual(main.date_received, date(2026, 11, 20))
        self.assertEqual(main.date_result_due, date(2026, 12, 30))
        self.assertEqual(main.date_result_first, date(2026, 12, 14))
        self.assertTrue(self._moves(main))

    # X1: what was not told moves both ways, and says so
    def test_a_corrected_receipt_is_on_the_trail(self):
        complaint = self.assigned()
        self.edit(complaint, "director", received_at=self.local(2026, 11, 20))
        self.assertEqual(complaint.date_result_due, date(2026, 12, 10))
        [data] = self._moves(complaint)
        self.assertIn("2026-12-10", data)
        self.assertIn("2026-12-14", data)

    # X1: another week is another count
    def test_other_working_hours_move_open_deadlines(self):
        complaint, closed = self.assigned(), self.closed()
        fridays = self.calendar.attendance_ids.filtered(
            lambda line: line.dayofweek == "4"
        )
        commands = [Command.delete(line.id) for line in fridays]
        self.calendar.write({"attendance_ids": commands})
        self.env.cr.flush()
        again = self.register()
        self.assertEqual(again.date_response_due, date(2026, 12, 7))
        self.assertEqual(complaint.date_response_due, date(2026, 12, 7))
        self.assertEqual(closed.date_response_due, date(2026, 12, 3))
        self.assertTrue(self._moves(complaint))

    # X1: core empties the week before it fills it again
    def test_a_week_built_anew_is_counted_once_it_is_whole(self):
        complaint = self.assigned()
        self.calendar.switch_calendar_type()
        self.env.cr.flush()
        self.assertEqual(complaint.date_response_due, self.register().date_response_due)

    # X1: an announcement taken back
    def test_a_year_taken_back_moves_what_is_open(self):
        year = self.env["stakeholder.calendar.year"].with_user(self.users["admin"])
        announced = year.create(
            {
                "name": "2027",
                "source": "No. 9",
                "day_ids": [
                    Command.create(
                        {"date": day, "kind": "holiday", "reason": "New Year"}
                    )
                    for day in ("2027-01-01", "2027-01-04", "2027-01-05")
                ],
            }
        )
        self.at(self.local(2026, 12, 24))
        complaint = self.assigned()
        self.assertEqual(complaint.date_response_due, date(2027, 1, 7))
        self.assertFalse(complaint.is_provisional)
        announced.unlink()
        again = self.register()
        self.assertEqual(complaint.date_response_due, again.date_response_due)
        self.assertEqual(complaint.is_provisional, again.is_provisional)
        self.assertTrue(again.is_provisional)
