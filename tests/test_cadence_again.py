from datetime import date

from odoo.tests import tagged

from .cadence_common import CadenceCase

YEAR_END = date(2026, 12, 31)
MISSABLE = ("unit_council", "unit_director_general", "unit_department")


class AgainCase(CadenceCase):
    def _look(self, unit, *day):
        """The nightly look on ``day``."""
        self.at(self.local(*day, 3))
        self._refresh(unit)

    def _states(self, unit):
        """{line: [(owed until, state)]} as the social worker sees it."""
        own = self.as_user(self.env["stakeholder.contact.due"], "worker")
        found = {}
        for row in own.search([("partner_id", "=", unit.id)]):
            line = row.sudo().cadence_id
            found.setdefault(line, []).append((row.date_due, row.state))
        return found

    def _state(self, unit, name):
        return self._states(unit).get(self._line(name), [])

    def _end_early(self, unit, day):
        self.env["stakeholder.agreement"].search([("partner_id", "=", unit.id)]).write(
            {"date_ended_early": day, "early_reason": "Moved away"}
        )


@tagged("post_install", "-at_install")
class TestCadenceAgain(AgainCase):
    """What was missed by what was known, and is not by what is known now (U3.2)."""

    # U3.2: it ends, is missed, is renewed a few days late: owed again, and asked again
    def test_renewed_late_is_owed_again(self):
        unit = self._unit("Renewed")
        self._agree(unit, date(2026, 1, 1), date(2026, 9, 30))
        self._look(unit, 2026, 9, 20)
        self.run_job()
        self._look(unit, 2026, 10, 3)
        self.run_job()
        for name in MISSABLE:
            self.assertEqual(
                self._state(unit, name), [(date(2026, 9, 30), "missed")], name
            )
        row = self._due(unit).filtered(
            lambda one: one.cadence_id == self._line("unit_council")
        )
        self.assertIn("missed", row.activity_ids.summary)
        self._agree(unit, date(2026, 10, 1))
        self._look(unit, 2026, 10, 5)
        self.assertEqual(self._state(unit, "unit_council"), [(YEAR_END, "open")])
        self.assertFalse(row.activity_ids)
        self._look(unit, 2026, 11, 20)
        for name in MISSABLE:
            self.assertEqual(self._state(unit, name), [(YEAR_END, "open")], name)
        self.assertEqual(row.date_next_notice, date(2026, 12, 1))
        self.at(self.local(2026, 12, 1))
        self.run_job()
        self.assertIn("still owed", row.activity_ids.summary)
        self.assertEqual(row.activity_ids.date_deadline, YEAR_END)
        items = self.as_user(self.env["stakeholder.day"], "council").get_day()
        shown = [one["id"] for group in items["groups"] for one in group["items"]]
        self.assertIn(row.id, shown)
        # of the months that were over nothing is taken back
        self.assertIn(
            (date(2026, 9, 30), "missed"), self._state(unit, "unit_verification")
        )

    # U3.2: renewed when its last day is near: said anew, for the new day
    def test_renewed_near_the_end_is_said_anew(self):
        unit = self._unit("Renewed in December")
        self._agree(unit, date(2026, 1, 1), date(2026, 11, 30))
        self._look(unit, 2026, 11, 25)
        self.run_job()
        self._look(unit, 2026, 12, 2)
        self.run_job()
        self._agree(unit, date(2026, 12, 1))
        self._look(unit, 2026, 12, 5)
        self.run_job()
        row = self._due(unit).filtered(
            lambda one: one.cadence_id == self._line("unit_council")
        )
        self.assertEqual((row.state, row.date_due), ("open", YEAR_END))
        self.assertIn("still owed", row.activity_ids.summary)
        self.assertEqual(row.activity_ids.date_deadline, YEAR_END)

    # U3.2 U1.1: an early end that is entered late: what was short then was missed
    def test_early_end_entered_the_day_after(self):
        unit = self._unit("Left")
        self._agree(unit)
        self._look(unit, 2026, 11, 24)
        self._look(unit, 2026, 12, 1)
        self._end_early(unit, date(2026, 11, 30))
        self._refresh(unit)
        for name in (*MISSABLE, "unit_verification", "unit_onsite"):
            self.assertEqual(
                self._state(unit, name), [(date(2026, 11, 30), "missed")], name
            )
        self.at(self.local(2026, 12, 1, 10))
        self.run_job()
        told = self._due(unit).activity_ids
        self.assertEqual(len(told), 5)
        self.assertEqual(set(told.mapped("summary")), {"A contact was missed"})
        self._look(unit, 2026, 12, 2)
        self.assertEqual(len(self._due(unit)), 5)

    # U3.2 U1.1: what was never owed, as one knows by now, was not missed
    def test_early_end_entered_months_later(self):
        unit = self._unit("Left in March")
        self._agree(unit)
        for month in (1, 2, 3, 4, 5, 6, 7, 8):
            self._look(unit, 2026, month, 20)
        missed = {
            line.id: [day for day, state in rows if state == "missed"]
            for line, rows in self._states(unit).items()
        }
        self.assertEqual(len(missed[self._line("unit_onsite").id]), 7)
        self.run_job()
        self._end_early(unit, date(2026, 3, 5))
        self._refresh(unit)
        self.assertEqual(
            self._state(unit, "unit_onsite"),
            [(date(2026, 1, 31), "missed"), (date(2026, 2, 28), "missed")],
        )
        self.assertEqual(self._state(unit, "unit_department"), [])
        # 64 of 90 days of the first quarter
        self.assertEqual(
            self._state(unit, "unit_verification"), [(date(2026, 3, 5), "missed")]
        )
        # who was told is not told again
        row = self._due(unit).filtered(
            lambda one: one.cadence_id == self._line("unit_verification")
        )
        self.assertFalse(row.date_next_notice)
        self.assertEqual(row.activity_ids.date_deadline, date(2026, 3, 5))
        # and when the end turns out to be another
        self._end_early(unit, date(2026, 3, 20))
        self._refresh(unit)
        self.assertEqual(
            self._state(unit, "unit_verification"), [(date(2026, 3, 20), "missed")]
        )

    # U3.2 U1.1: an early end that was none: what was closed with it was missed
    def test_early_end_withdrawn(self):
        unit = self._unit("Stayed")
        agreement = self._agree(unit)
        for month in (1, 2, 3, 4, 5, 6, 7, 8):
            self._look(unit, 2026, month, 20)
        self._meet("worker", "clerk", day=date(2026, 5, 6), unit=unit)
        before = self._states(unit)
        self._end_early(unit, date(2026, 3, 5))
        self._refresh(unit)
        self.assertNotEqual(self._states(unit), before)
        self.as_user(agreement, "officer").write(
            {"date_ended_early": False, "early_reason": False}
        )
        months = [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]
        months += [date(2026, 4, 30), date(2026, 6, 30), date(2026, 7, 31)]
        missed = [(day, "missed") for day in months]
        for _again in range(2):
            self._refresh(unit)
            shown = sorted(self._state(unit, "unit_onsite"))
            self.assertEqual(shown, [*missed, (date(2026, 8, 31), "open")])
            states = {line: sorted(rows) for line, rows in self._states(unit).items()}
            self.assertEqual(
                states, {line: sorted(rows) for line, rows in before.items()}
            )

    # U3.2 U1.1: a withdrawal that was none: what went with it was missed
    def test_signature_withdrawn_and_given_again(self):
        self.at(self.local(2026, 3, 2))
        unit, other = self._unit("Stayed"), self._unit("Other")
        agreement = self.as_user(self._agree(unit, date(2026, 1, 1)), "officer")
        for month in (3, 4, 5, 6):
            self._look(unit, 2026, month, 20)
        missed = [(date(2026, *day), "missed") for day in ((3, 31), (4, 30), (5, 31))]
        running = [(date(2026, 6, 30), "open")]
        self.assertEqual(self._state(unit, "unit_onsite"), missed + running)
        agreement.withdrawn_reason = "Of another unit"
        agreement.action_withdraw()
        self._look(unit, 2026, 6, 25)
        self.assertEqual(self._state(unit, "unit_onsite"), [])
        self._look(unit, 2026, 8, 20)
        agreement.action_sign()
        self._refresh(unit)
        # of January and February nobody had asked
        missed += [(date(2026, 6, 30), "missed"), (date(2026, 7, 31), "missed")]
        running = [(date(2026, 8, 31), "open")]
        self.assertEqual(sorted(self._state(unit, "unit_onsite")), missed + running)
        # signed with another party in the end: of that one nothing was asked before
        agreement.withdrawn_reason = "Of another unit"
        agreement.action_withdraw()
        agreement.partner_id = other
        agreement.action_sign()
        self._look(other, 2026, 8, 21)
        self.assertEqual(self._state(other, "unit_onsite"), running)

    # U3.2: of days to come nothing was missed, and of another party nothing comes back
    def test_early_end_moved_within_the_days_to_come(self):
        unit = self._unit("Stays a while")
        self._agree(unit)
        self._look(unit, 2026, 8, 20)
        self._end_early(unit, date(2026, 10, 5))
        self._refresh(unit)
        rows = self._states(unit)
        self._end_early(unit, date(2026, 11, 5))
        self.assertEqual(self._states(unit), rows)

    # X7: a line that asks for more from now on made nobody miss more before
    def test_a_changed_line_does_not_rewrite_the_past(self):
        self._look(self.unit, 2026, 10, 20)
        self._look(self.unit, 2026, 11, 2)
        row = self._due().filtered(
            lambda one: (
                one.cadence_id == self._line("unit_onsite") and one.state == "missed"
            )
        )
        self._line("unit_onsite").times = 3
        self._look(self.unit, 2026, 11, 3)
        self.assertEqual((row.required, row.state), (1, "missed"))
        # whoever missed it did
        self.unit.stakeholder_user_id = self.users["officer"]
        self._look(self.unit, 2026, 11, 4)
        self.assertEqual(row.user_id, self.users["worker"])
        self.unit.stakeholder_prospect = "none"
        self.unit.stakeholder_class = False
        self._look(self.unit, 2026, 11, 5)
        self.assertEqual(self._due(), row)

    # U3.2: the agreement began two weeks later: who has it in the diary keeps it
    def test_another_first_day_keeps_what_is_planned(self):
        unit = self._unit("Begins in March")
        agreement = self._agree(unit, date(2026, 3, 1))
        self._look(unit, 2026, 12, 5)
        self.run_job()
        row = self._due(unit).filtered(
            lambda one: one.cadence_id == self._line("unit_council")
        )
        planned = self.as_user(row, "worker").activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.users["worker"].id
        )
        mails = self.env["mail.mail"].search_count([])
        agreement.date_start = date(2026, 3, 15)
        self._refresh(unit)
        self.run_job()
        self.assertTrue(row.exists())
        self.assertTrue(planned.exists())
        self.assertEqual(row.date_start, date(2026, 3, 15))
        self.assertEqual(len(row.activity_ids), 2)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    # the cell finds what is planned, also before the nightly look
    def test_another_first_day_is_planned_once(self):
        unit = self._unit("Begins in April")
        agreement = self._agree(unit, date(2026, 4, 1))
        self._look(unit, 2026, 11, 5)
        row = self._due(unit).filtered(
            lambda one: one.cadence_id == self._line("unit_council")
        )
        agreement.date_start = date(2026, 4, 20)
        self.env.flush_all()
        key = [row.cadence_id.id, unit.id, "2026-04-20", False]
        coverage = self.as_user(self.env["stakeholder.coverage"], "worker")
        action = coverage.action_plan(key, "2026-11-05")
        self.assertEqual(action["context"]["active_ids"], row.ids)
