from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestPolicy(StakeholderCase):
    def _settings(self, **values):
        Settings = self.env["res.config.settings"]
        return Settings.create(
            {f"stakeholder_{name}": value for name, value in values.items()}
        )

    # X7
    def test_old_records_keep_the_terms_they_had(self):
        before = self.register()
        self._settings(response_days=5, warning_days=1).set_values()
        current = self.env["stakeholder.policy"]._current(self.env.company)
        self.assertNotEqual(current, self.policy)
        self.assertEqual(self.policy.response_days, 7)
        self.assertEqual(current.date_from, date(2026, 11, 24))
        after = self.register()
        self.assertEqual(after.response_days, 5)
        self.assertEqual(after.date_response_due, date(2026, 12, 1))
        self.assertEqual(before.response_days, 7)
        self.assertEqual(before.date_response_due, date(2026, 12, 3))
        # and stays so when the calendar is corrected
        self.env["stakeholder.calendar.day"].create(
            {"date": "2026-11-30", "kind": "holiday", "reason": "typhoon"}
        )
        self.assertEqual(before.date_response_due, date(2026, 12, 4))

    # X7: a complaint received before the change gets the terms of its day
    def test_terms_are_those_of_the_day_of_receipt(self):
        self._settings(response_days=5, warning_days=1).set_values()
        late = self.register(received_at=self.local(2026, 11, 20))
        self.assertEqual(late.response_days, 7)

    def test_settings_page_shows_the_policy_in_force(self):
        values = self.env["res.config.settings"].get_values()
        self.assertEqual(values["stakeholder_response_days"], 7)
        self.assertEqual(values["stakeholder_phone"], "0769-12345678")
        settings = self.env["res.config.settings"].create({})
        self.assertEqual(settings.stakeholder_announced_until, "2026")

    def test_saving_without_a_change_makes_no_new_policy(self):
        count = self.env["stakeholder.policy"].search_count([])
        self.env["res.config.settings"].create({}).set_values()
        self.assertEqual(self.env["stakeholder.policy"].search_count([]), count)

    def test_two_changes_on_one_day_make_one_policy(self):
        self._settings(phone="1").set_values()
        count = self.env["stakeholder.policy"].search_count([])
        self._settings(phone="2").set_values()
        self.assertEqual(self.env["stakeholder.policy"].search_count([]), count)
        current = self.env["stakeholder.policy"]._current(self.env.company)
        self.assertEqual(current.phone, "2")
        self.assertEqual(current.director_user_id, self.users["director"])

    def test_terms_that_contradict_each_other_are_refused(self):
        for values in (
            {"response_days": 0},
            {"response_days": 20},
            {"warning_days": 7},
            {"result_days": 300},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.policy.write(values)

    @mute_logger("odoo.sql_db")
    def test_one_policy_a_centre_and_day(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self.policy.copy({"date_from": self.policy.date_from})

    def test_each_centre_has_its_own_terms(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        own = self.policy.copy(
            {"company_id": other.id, "date_from": "2026-01-01", "response_days": 3}
        )
        Policy = self.env["stakeholder.policy"]
        self.assertEqual(Policy._current(other), own)
        self.assertEqual(Policy._current(self.env.company), self.policy)

    def test_no_policy_at_all_is_said(self):
        # The record rule of an installed database never allows this; an import may.
        self.policy.company_id = self.env["res.company"].create({"name": "Far Away"})
        with self.assertRaisesRegex(UserError, "Create one under Configuration"):
            self.env["stakeholder.policy"]._current(self.env.company)

    def test_employees_read_the_policy_and_only_admins_change_it(self):
        for role in ("clerk", "worker", "director", "council", "auditor"):
            policy = self.as_user(self.policy, role)
            self.assertEqual(policy.response_days, 7)
            with self.assertRaises(AccessError):
                policy.write({"response_days": 6})
        self.as_user(self.policy, "admin").write({"response_days": 6})
