from datetime import date

from odoo.tests import tagged

from .test_cadence_again import AgainCase


@tagged("post_install", "-at_install")
class TestRecordAgain(AgainCase):
    """A record that is corrected after the period is over (U3.2)."""

    def _recorded(self, **values):
        """A visit of June; what was owed for the half-year is met."""
        talk = self._meet("officer", "head", day=date(2026, 6, 15), **values)
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
            self._meet("officer", "head", day=date(2026, 6, 20))
            self.assertEqual(self._department(), [])
            self.env["stakeholder.communication"].search([]).sudo().unlink()
            self._due().unlink()

    # one of two goes: what is left is enough
    def test_what_is_left_is_enough(self):
        talk = self._recorded()
        self._meet("officer", "clerk", day=date(2026, 5, 15))
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
