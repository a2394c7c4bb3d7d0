from datetime import date
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MODULE
from .test_cadence_again import AgainCase


@tagged("post_install", "-at_install")
class TestNobodyThere(AgainCase):
    """Parties that are archived or deleted, and lines that are (U3.2)."""

    def _night(self):
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: cron.env.flush_all() or 60.0,
        ):
            self.env["stakeholder.contact.due"]._cron_refresh()
        self.env.invalidate_all()

    # U3.2: nothing is owed to whom the centre has put away; what was missed was
    def test_archived(self):
        self._night()
        self.at(self.local(2026, 12, 1, 3))
        self._night()
        self.run_job()
        asked = self._due().filtered(lambda one: one.state == "open")
        self.assertTrue(asked)
        reminders = asked.activity_ids
        self.assertTrue(reminders)
        missed = self._due() - asked
        self.assertTrue(missed)
        self.as_user(self.unit, "director").sudo().child_ids.active = False
        self.unit.active = False
        self.assertEqual(
            self.env["stakeholder.cadence"]._coverage(self.unit, date(2026, 12, 1)), []
        )
        self.at(self.local(2027, 1, 2, 3))
        self._night()
        self.assertFalse(asked.exists())
        self.assertFalse(reminders.exists())
        self.assertEqual(self._due(), missed)
        # back again: what is owed now is asked
        self.unit.active = True
        self._night()
        self.assertIn("open", self._due().mapped("state"))

    # archived parties of which nothing is owed cost nothing
    def test_only_archived_ones_with_rows_are_looked_at(self):
        self._night()
        other = self._unit("Put away")
        other.active = False
        self.unit.active = False
        parties = self.env["stakeholder.contact.due"]._parties()
        self.assertIn(self.unit, parties)
        self.assertNotIn(other, parties)

    # U3.2: a line under which something was missed is ended, not deleted
    def test_a_line_in_use_is_not_deleted(self):
        self._refresh()
        line = self._line("unit_onsite")
        unused = self.as_user(line, "admin").copy()
        unused.unlink()
        with self.assertRaisesRegex(UserError, "last day of validity"):
            self.as_user(line, "admin").unlink()
        self.as_user(line, "admin").date_to = date(2026, 11, 24)
        self.assertTrue(self._due())

    # U3.2: a party that is deleted leaves nothing in anybody's diary
    def test_a_deleted_party_takes_along_what_is_planned(self):
        unit = self._unit("Entered twice")
        self._since(unit, date(2024, 1, 1))
        self._refresh(unit)
        row = self._due(unit)[:1]
        planned = self.as_user(row, "worker").activity_schedule(
            "mail.mail_activity_data_todo", user_id=self.users["worker"].id
        )
        manager = self.env.ref("base.group_partner_manager")
        self.users["officer"].group_ids += manager
        self.as_user(unit.child_ids, "officer").unlink()
        self.as_user(unit, "officer").unlink()
        self.assertFalse(row.exists())
        self.assertFalse(planned.exists())

    # U3.2: "Try Again" wakes the job that looks after parties
    def test_try_again_looks_at_the_party(self):
        failures = self.env["stakeholder.notice.failure"]
        failures._keep(self.unit)
        failure = failures.search([("res_id", "=", self.unit.id)])
        jobs = {
            name: self.env.ref(f"{MODULE}.ir_cron_stakeholder_{name}")
            for name in ("contact_due_refresh", "scorecard_make", "notice_notify")
        }
        triggers = self.env["ir.cron.trigger"]
        triggers.search([]).unlink()
        self.as_user(failure, "admin").action_retry()
        woken = triggers.search([]).cron_id
        self.assertEqual(woken, jobs["contact_due_refresh"] | jobs["scorecard_make"])
        self._night()
        self.assertFalse(failure.exists())
        with self.assertRaises(AccessError):
            self.as_user(failures, "worker").action_retry()
        complaint = self.assigned()
        failures._keep(complaint)
        failure = failures.search([("res_id", "=", complaint.id)])
        triggers.search([]).unlink()
        self.as_user(failure, "admin").action_retry()
        self.assertEqual(triggers.search([]).cron_id, jobs["notice_notify"])
