from datetime import date, timedelta

from odoo.tests import tagged

from .test_cadence import CadenceCase

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
        # and when the end turns out to be another
        self._end_early(unit, date(2026, 3, 20))
        self._refresh(unit)
        self.assertEqual(
            self._state(unit, "unit_verification"), [(date(2026, 3, 20), "missed")]
        )

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


@tagged("post_install", "-at_install")
class TestGreetingAgain(AgainCase):
    """Greetings at New Year (U3.1, O3)."""

    def setUp(self):
        super().setUp()
        self.festival = self.env["stakeholder.festival"].create({"name": "New Year"})
        self._line("external_active_greeting").festival_ids = self.festival
        self.sponsor = self._unit("Sponsor", "external")
        self._agree(self.sponsor)

    def _falls_on(self, day):
        return self.env["stakeholder.festival.date"].create(
            {"festival_id": self.festival.id, "date": day}
        )

    def _greeting(self):
        return self._state(self.sponsor, "external_active_greeting")

    # U3.1: asked before the year is over
    def test_first_of_january(self):
        self._falls_on(date(2027, 1, 1))
        for *day, asked in (
            (2026, 12, 10, False),
            (2026, 12, 11, True),
            (2026, 12, 20, True),
            (2026, 12, 31, True),
            (2027, 1, 8, True),
        ):
            self._look(self.sponsor, *day)
            row = [(date(2027, 1, 8), "open")]
            self.assertEqual(self._greeting(), row if asked else [], day)
        self._look(self.sponsor, 2027, 1, 9)
        self.assertEqual(self._greeting(), [(date(2027, 1, 8), "missed")])
        matrix = self.as_user(self.env["stakeholder.coverage"], "worker").get_matrix(
            {"party_class": "external", "day": "2026-12-20", "search": "Sponsor"}
        )
        [row] = matrix["rows"]
        line = self._line("external_active_greeting").id
        self.assertEqual(len(row["cells"][line]), 1)

    # U3.1: still asked after the year is over, then missed
    def test_end_of_december(self):
        self._falls_on(date(2026, 12, 28))
        self._look(self.sponsor, 2026, 12, 20)
        row = self._due(self.sponsor).filtered("festival_id")
        for day in ((2026, 12, 31), (2027, 1, 1), (2027, 1, 4)):
            self._look(self.sponsor, *day)
            self.assertEqual(self._greeting(), [(date(2027, 1, 4), "open")], day)
        self._look(self.sponsor, 2027, 1, 5)
        self.assertEqual(self._greeting(), [(date(2027, 1, 4), "missed")])
        self.assertTrue(row.exists())
        self._look(self.sponsor, 2027, 3, 5)
        self.assertEqual(self._greeting(), [(date(2027, 1, 4), "missed")])

    # the date was wrong and is corrected: the same row, on other days
    def test_another_date(self):
        fixed = self._falls_on(date(2026, 11, 20))
        self._look(self.sponsor, 2026, 11, 10)
        row = self._due(self.sponsor).filtered("festival_id")
        fixed.date += timedelta(days=3)
        self._look(self.sponsor, 2026, 11, 11)
        self.assertEqual(self._greeting(), [(date(2026, 11, 30), "open")])
        self.assertTrue(row.exists())
        fixed.unlink()
        self._look(self.sponsor, 2026, 11, 12)
        self.assertEqual(self._greeting(), [])


@tagged("post_install", "-at_install")
class TestRecordAgain(AgainCase):
    """A record that is corrected after the period is over (U3.2)."""

    def _recorded(self, **values):
        """A visit of June; what was owed for the half-year is met."""
        talk = self._meet("supervisor", "head", day=date(2026, 6, 15), **values)
        self._look(self.unit, 2026, 7, 3)
        self.assertNotIn(self._line("unit_department"), self._due().cadence_id)
        return talk

    def _department(self):
        return self._state(self.unit, "unit_department")

    # U3.2: it took place in July: the first half of the year is short
    def test_another_day(self):
        talk = self._recorded()
        own = self.as_user(talk, "worker")
        own.at = self.local(2026, 7, 2)
        self.assertEqual(self._department(), [(date(2026, 6, 30), "missed")])
        missed = self._due().filtered(lambda one: one.date_due == date(2026, 6, 30))
        # a visit of the department alone says nothing of anybody else
        self.assertEqual(missed.cadence_id, self._line("unit_department"))
        row = missed
        self.assertEqual((row.done, row.required), (0, 1))
        self.run_job()
        self.assertEqual(row.activity_ids.summary, "A contact was missed")
        self.env["stakeholder.contact.due"]._refresh(self.unit)
        self.assertEqual(self._department(), [(date(2026, 6, 30), "missed")])
        # back in June: it was no miss
        own.at = self.local(2026, 6, 16)
        self.assertEqual(self._department(), [])
        # on another day of the same half-year nothing is lost
        own.at = self.local(2026, 6, 17)
        self.assertEqual(self._department(), [])

    # U3.2: it did not take place, was with somebody else, or with another unit
    def test_what_counts_no_more(self):
        other = self._unit("Other")
        for correct in (
            lambda own: own.unlink(),
            lambda own: own.write({"our_ids": self.partner("auditor").ids}),
            lambda own: own.write(
                {"partner_id": other.id, "their_ids": other.child_ids[:1].ids}
            ),
        ):
            talk = self._recorded()
            correct(self.as_user(talk, "worker"))
            self.assertEqual(self._department(), [(date(2026, 6, 30), "missed")])
            self._meet("supervisor", "head", day=date(2026, 6, 20))
            self.assertEqual(self._department(), [])
            self.env["stakeholder.communication"].search([]).sudo().unlink()
            self._due().unlink()

    # one of two goes: what is left is enough
    def test_what_is_left_is_enough(self):
        talk = self._recorded()
        self._meet("supervisor", "clerk", day=date(2026, 5, 15))
        self.as_user(talk, "worker").unlink()
        self.assertEqual(self._department(), [])

    # of a period that runs it is asked at once, where its time has come
    def test_of_the_period_that_runs(self):
        talk = self._meet("worker", "clerk", day=date(2026, 11, 23))
        self._refresh()
        self.assertEqual(self._state(self.unit, "unit_onsite"), [])
        self.as_user(talk, "worker").unlink()
        self.assertEqual(
            self._state(self.unit, "unit_onsite"), [(date(2026, 11, 30), "open")]
        )
        self._due().unlink()
        talk = self._meet("council", "director", day=date(2026, 2, 2))
        self.at(self.local(2026, 2, 3))
        self.as_user(talk, "worker").unlink()
        self.assertEqual(self._state(self.unit, "unit_council"), [])

    # what is long over, or fell under no line, makes nobody late
    def test_nothing_of_long_ago(self):
        talk = self._meet("worker", "clerk", day=date(2025, 10, 15))
        self.as_user(talk, "worker").unlink()
        self.assertFalse(self._due().filtered(lambda one: one.state == "missed"))
        left = self._unit("Left")
        self._agree(left, date(2026, 1, 1), date(2026, 3, 31))
        talk = self._meet("worker", "clerk", day=date(2026, 5, 15), unit=left)
        self.as_user(talk, "worker").unlink()
        self.assertFalse(self._state(left, "unit_onsite"))

    # X7: a line that was changed within the period goes on from the one before
    def test_a_changed_line_is_asked_once(self):
        line = self._line("unit_onsite")
        self.at(self.local(2026, 11, 10))
        opened = self.as_user(line, "admin").action_change_from_today()
        changed = self.env["stakeholder.cadence"].browse(opened["res_id"])
        talk = self._meet("worker", "clerk", day=date(2026, 11, 5))
        self.at(self.local(2026, 12, 2))
        self.as_user(talk, "worker").unlink()
        rows = self._due().filtered(lambda one: one.cadence_id in line | changed)
        self.assertEqual(rows.cadence_id, changed)
        self.assertEqual(
            (rows.date_start, rows.date_due, rows.state),
            (date(2026, 11, 1), date(2026, 11, 30), "missed"),
        )

    # U3.1: a greeting that was not given
    def test_a_greeting(self):
        sponsor = self._unit("Sponsor", "external")
        festival = self.env.ref("stakeholder_relations.stakeholder_festival_mid_autumn")
        talk = self._meet(
            *("worker", "head"),
            unit=sponsor,
            day=date(2026, 9, 24),
            festival_id=festival.id,
            maintenance_id=self.env.ref(
                "stakeholder_relations.stakeholder_option_maintenance_festival"
            ).id,
        )
        self._look(sponsor, 2026, 11, 24)
        self.assertFalse(self._due(sponsor).filtered("festival_id"))
        self.as_user(talk, "worker").unlink()
        row = self._due(sponsor).filtered("festival_id")
        self.assertEqual((row.festival_id, row.state), (festival, "missed"))

    # P8: however many are deleted at once, the questions are the same
    def test_questions_do_not_grow(self):
        def cost(days):
            unit = self._unit(f"Unit {len(days)}")
            self._agree(unit)
            talks = self.env["stakeholder.communication"].union(
                *(self._meet("worker", "clerk", day=day, unit=unit) for day in days)
            )
            owed = talks._counted_as()
            talks.sudo().unlink()
            self._due(unit).unlink()
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            cadence = self.env["stakeholder.cadence"]
            cadence._coverage_around(owed, date(2026, 11, 24))
            return self.env.cr.sql_log_count - before

        few = cost([date(2026, 10, 5)])
        many = cost([date(2026, month, 5) for month in range(1, 11)])
        self.assertLessEqual(many, few + 4)
