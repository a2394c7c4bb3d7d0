from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .common import MODULE
from .scorecard_common import ScorecardCase

CRON = "odoo.addons.base.models.ir_cron"
CODE = f"odoo.addons.{MODULE}.models"


@tagged("post_install", "-at_install")
class TestJobs(ScorecardCase):
    """What the scheduler does with a job whose time is up in the middle of its work."""

    def _run_short_of_time(self, name):
        """One call by the scheduler, of one batch; whether it is to go on at once."""
        job = self.env.ref(f"{MODULE}.{name}")
        with (
            self.enter_registry_test_mode(),
            patch(f"{CRON}.MIN_RUNS_PER_JOB", 1),
            patch(f"{CRON}.MIN_TIME_PER_JOB", 0),
        ):
            job.method_direct_trigger()
        triggers = self.env["ir.cron.trigger"].search([("cron_id", "=", job.id)])
        return bool(triggers)

    def _intakes(self, *words):
        form = {"nature": "complaint", "party_class": "recipient", "topic": "Lift"}
        rows = self.env["stakeholder.intake"].create(
            [
                {
                    "company_id": self.env.company.id,
                    "door": "web",
                    "content": {**form, "statement": one},
                }
                for one in words
            ]
        )
        return rows

    # C3.2: thousands at once are not handed over once an hour
    def test_what_came_in_from_outside(self):
        rows = self._intakes("One", "Two", "Three", "Four", "Five")
        job = "ir_cron_stakeholder_intake_hand_over"
        with patch(f"{CODE}.stakeholder_intake_handover.BATCH", 2):
            for done in (2, 4, 5):
                self.assertTrue(self._run_short_of_time(job))
                handed = rows.filtered(lambda one: one.state == "handed_over")
                self.assertEqual(len(handed), done)
            self.assertFalse(self._run_short_of_time(job))
        self.assertEqual(len(rows.complaint_id), 5)

    # C3.1: of very many due ones nobody waits for the next hour
    def test_reminders(self):
        complaints = [self.assigned() for _number in range(3)]
        self.at(self.local(2027, 3, 1))
        job = "ir_cron_stakeholder_notice_notify"
        with patch(f"{CODE}.stakeholder_notice.BATCH", 2):
            self.assertTrue(self._run_short_of_time(job))
            for _number in range(20):
                if not self._run_short_of_time(job):
                    break
        told = self.env["stakeholder.notice"].search(
            [
                ("res_model", "=", "stakeholder.complaint"),
                ("kind", "=", "response_late"),
            ]
        )
        self.assertEqual(set(told.mapped("res_id")), {one.id for one in complaints})
        self.assertFalse(self._run_short_of_time(job))

    # U4.1: a large centre has its scorecards the same day
    def test_scorecards(self):
        units = self.unit | self._unit("Second") | self._unit("Third")
        job = "ir_cron_stakeholder_scorecard_make"
        with patch(f"{CODE}.stakeholder_scorecard_job.BATCH", 2):
            self.assertTrue(self._run_short_of_time(job))
            self.assertEqual(len(self.Scorecard.search([])), 2)
            while self._run_short_of_time(job):
                pass
        cards = self.Scorecard.search([("date_from", "=", date(2026, 7, 1))])
        self.assertEqual(cards.partner_id, units)

    # U4.4: nor does the second half of the units wait for its forms
    def test_rating_forms(self):
        units = self.unit | self._unit("Second") | self._unit("Third")
        self.policy.rating_month = "1"
        ratings = self.env["stakeholder.rating"]
        job = "ir_cron_stakeholder_rating_plan"
        with patch(f"{CODE}.stakeholder_rating_plan.BATCH", 2):
            for asked in (2, 3):
                self.assertTrue(self._run_short_of_time(job))
                self.assertEqual(len(ratings.search([]).partner_id), asked)
        self.assertEqual(ratings.search([]).partner_id, units)

    # U3.2: the look at contacts owed goes on where it stopped, and comes to its end
    def test_contacts_owed(self):
        self._unit("Second")
        self._unit("Third")
        parties = self.env["stakeholder.contact.due"]._parties()
        company, half = self.env.company, -(-len(parties) // 2)
        job = "ir_cron_stakeholder_contact_due_refresh"
        with patch(f"{CODE}.stakeholder_contact_due_refresh.BATCH", half):
            self.assertTrue(self._run_short_of_time(job))
            company.invalidate_recordset()
            self.assertEqual(company.stakeholder_look["at"], parties[half - 1].id)
            for _number in range(20):
                if not self._run_short_of_time(job):
                    break
        company.invalidate_recordset()
        self.assertFalse(company.stakeholder_look)
