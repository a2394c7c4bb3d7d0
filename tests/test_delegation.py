from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestDelegation(StakeholderCase):
    """A deputy by dates, and not a day longer (C5.1)."""

    def _delegate(self, first, last, deputy="supervisor"):
        return self.as_user(self.env["stakeholder.delegation"], "director").create(
            {
                "deputy_id": self.users[deputy].id,
                "date_from": first,
                "date_to": last,
            }
        )

    # C5.1: by dates, and not a day longer
    def test_deputy_reads_and_decides_from_the_first_to_the_last_day(self):
        complaint = self.assigned()
        apply = self.env["stakeholder.delegation"]._cron_apply
        self._delegate(date(2026, 11, 26), date(2026, 11, 27))
        for moment, stands_in in (
            (self.local(2026, 11, 25, 23, 59), False),
            (self.local(2026, 11, 26, 0, 1), True),
            (self.local(2026, 11, 27, 23, 30), True),
            (self.local(2026, 11, 28, 0, 1), False),
        ):
            self.at(moment)
            apply()
            self.assertEqual(self._reads(complaint, "supervisor"), stands_in, moment)
            own = self.as_user(complaint, "supervisor")
            may = own.sudo()._may_decide(self.users["supervisor"])
            self.assertEqual(may, stands_in, moment)
        self.assertEqual(
            complaint.trail_ids.browse()
            .search([("complaint_id", "=", 0), ("event", "=", "delegated")])
            .mapped("actor_login"),
            ["t_director"],
        )

    def test_a_new_one_goes_to_the_deputy_first(self):
        self._delegate(date(2026, 11, 24), date(2026, 11, 27))
        complaint = self.register()
        self.assertEqual(complaint.activity_ids.user_id, self.users["supervisor"])
        named = self.register(
            respondent_ids=[Command.set(self.partner("supervisor").ids)]
        )
        self.assertEqual(named.activity_ids.user_id, self.users["director"])
        self.assertFalse(self._reads(named, "supervisor"))

    def test_only_the_person_in_charge_delegates_and_ends_it(self):
        with self.assertRaises(AccessError):
            self.as_user(self.env["stakeholder.delegation"], "supervisor").create(
                {
                    "deputy_id": self.users["officer"].id,
                    "date_from": "2026-11-24",
                    "date_to": "2026-11-27",
                }
            )
        with self.assertRaises(ValidationError):
            self._delegate(date(2026, 11, 24), date(2026, 11, 27), deputy="clerk")
        complaint = self.register()
        delegation = self._delegate(date(2026, 11, 24), date(2026, 11, 27))
        self.assertTrue(self._reads(complaint, "supervisor"))
        self.as_user(delegation, "director").action_end()
        self.assertFalse(self._reads(complaint, "supervisor"))
