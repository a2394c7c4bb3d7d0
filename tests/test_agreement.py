from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestAgreement(StakeholderCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        Partner = cls.env["res.partner"]
        cls.unit = Partner.create({"name": "Bureau", "stakeholder_class": "unit"})
        cls.sponsor = Partner.create({"name": "Fund", "stakeholder_class": "external"})

    def _agreement(self, start, end, partner=None, **values):
        return self.env["stakeholder.agreement"].create(
            {
                "name": f"Service {start}",
                "partner_id": (partner or self.unit).id,
                "user_id": self.users["officer"].id,
                "date_start": start,
                "date_end": end,
                "state": "signed",
                "date_signed": start,
                **values,
            }
        )

    def _status_on(self, day, partner=None):
        self.at(self.local(day.year, day.month, day.day, 0, 1))
        self.env.invalidate_all()
        partner = partner or self.unit
        status = partner.stakeholder_status
        found = self.env["res.partner"].search(
            [("stakeholder_status", "=", status), ("id", "=", partner.id)]
        )
        self.assertEqual(found, partner)
        other = {"active": "potential", "potential": "active"}[status]
        domain = [("stakeholder_status", "=", other), ("id", "=", partner.id)]
        self.assertFalse(self.env["res.partner"].search(domain))
        return status

    # U1.1: worked out by hand; the last day counts
    def test_status_follows_the_agreements_by_date(self):
        self._agreement(date(2026, 3, 1), date(2026, 6, 30))
        self._agreement(date(2026, 7, 2), date(2026, 12, 31), date_signed="2026-07-01")
        self._agreement(date(2026, 10, 1), date(2027, 2, 28))
        for day, status in (
            (date(2026, 2, 28), "potential"),
            (date(2026, 3, 1), "active"),
            (date(2026, 6, 30), "active"),
            (date(2026, 7, 1), "potential"),
            (date(2026, 7, 2), "active"),
            (date(2026, 12, 31), "active"),
            (date(2027, 1, 1), "active"),
            (date(2027, 2, 28), "active"),
            (date(2027, 3, 1), "potential"),
        ):
            self.assertEqual(self._status_on(day), status, day)
            is_active = bool(self.unit._stakeholder_active_on(day))
            self.assertEqual(is_active, status == "active", day)

    # U1.1: boards follow at once, and over night
    def test_boards_follow_the_agreements(self):
        Partner = self.env["res.partner"]
        self.assertEqual(self.unit.stakeholder_status_group, "potential")
        agreement = self._agreement(date(2026, 11, 1), date(2026, 11, 30))
        self.assertEqual(self.unit.stakeholder_status_group, "active")
        groups = Partner._read_group(
            [("id", "=", self.unit.id)], ["stakeholder_status_group"], ["__count"]
        )
        self.assertEqual(groups, [("active", 1)])
        self.at(self.local(2026, 12, 1, 0, 30))
        self.env.invalidate_all()
        Partner._cron_stakeholder_copy_status()
        self.assertEqual(self.unit.stakeholder_status_group, "potential")
        agreement.date_end = date(2026, 12, 31)
        self.assertEqual(self.unit.stakeholder_status_group, "active")
        self.unit.stakeholder_class = False
        self.assertFalse(self.unit.stakeholder_status_group)

    # U1.1: an early end has date and reason and counts from the next day
    def test_early_end(self):
        agreement = self._agreement(date(2026, 1, 1), date(2026, 12, 31))
        with self.assertRaisesRegex(ValidationError, "say why"), self.cr.savepoint():
            agreement.date_ended_early = date(2026, 5, 10)
        with self.assertRaisesRegex(ValidationError, "within"), self.cr.savepoint():
            agreement.write({"date_ended_early": "2027-01-01", "early_reason": "x"})
        agreement.write({"date_ended_early": "2026-05-10", "early_reason": "funds"})
        self.assertEqual(self._status_on(date(2026, 5, 10)), "active")
        self.assertEqual(self._status_on(date(2026, 5, 11)), "potential")

    def test_drafts_count_for_nothing_and_may_be_deleted(self):
        draft = self._agreement(date(2026, 1, 1), date(2026, 12, 31), state="draft")
        self.assertEqual(self._status_on(date(2026, 6, 1)), "potential")
        draft.action_sign()
        self.assertEqual(self._status_on(date(2026, 6, 1)), "active")
        with self.assertRaisesRegex(UserError, "stays on file"):
            draft.unlink()
        self._agreement(date(2027, 1, 1), date(2027, 2, 1), state="draft").unlink()

    def test_edit_after_the_fact_changes_the_history(self):
        agreement = self._agreement(date(2026, 1, 1), date(2026, 6, 30))
        day = date(2026, 7, 15)
        self.assertFalse(self.unit._stakeholder_active_on(day))
        agreement.date_end = date(2026, 7, 31)
        self.assertTrue(self.unit._stakeholder_active_on(day))

    # O2: orally or in writing; U2.6: units by the regular procedure
    def test_oral_agreements_are_for_external_stakeholders(self):
        self._agreement(
            date(2026, 1, 1), date(2026, 12, 31), partner=self.sponsor, form="oral"
        )
        self.assertEqual(self._status_on(date(2026, 6, 1), self.sponsor), "active")
        with self.assertRaisesRegex(ValidationError, "is written"):
            self._agreement(date(2026, 1, 1), date(2026, 12, 31), form="oral")

    @mute_logger("odoo.sql_db")
    def test_refused_plainly(self):
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._agreement(date(2026, 6, 1), date(2026, 5, 31))
        self._agreement(date(2026, 1, 1), date(2026, 2, 1), number="A-1")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._agreement(date(2026, 3, 1), date(2026, 4, 1), number="A-1")
        with self.assertRaises(IntegrityError), self.cr.savepoint():
            self._agreement(date(2026, 1, 1), date(2026, 4, 1))

    def test_overlaps_are_shown(self):
        first = self._agreement(date(2026, 1, 1), date(2026, 6, 30))
        touching = self._agreement(date(2026, 6, 30), date(2026, 8, 1))
        apart = self._agreement(date(2026, 9, 1), date(2026, 10, 1))
        self.assertEqual(first.overlap_ids, touching)
        self.assertFalse(apart.overlap_ids)

    # U1.1: expiring ones warn the responsible person, once
    def test_expiring_agreement_warns_the_responsible_person(self):
        agreement = self._agreement(date(2026, 1, 1), date(2027, 1, 23))
        self.run_job()
        self.run_job()
        [activity] = agreement.activity_ids
        self.assertEqual(activity.user_id, self.users["officer"])
        self.assertEqual(activity.date_deadline, date(2027, 1, 23))
        early = self._agreement(date(2026, 2, 1), date(2027, 1, 24))
        self.run_job()
        self.assertFalse(early.activity_ids)

    def test_each_centre_sees_its_own_agreements(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        self._agreement(date(2026, 1, 1), date(2026, 12, 31))
        theirs = self.unit.with_company(other)
        theirs.stakeholder_class = "unit"
        self.assertEqual(self.unit.stakeholder_status, "active")
        self.assertEqual(theirs.stakeholder_status, "potential")
        agreement = self._agreement(
            date(2026, 1, 2), date(2026, 12, 31), company_id=other.id
        )
        with self.assertRaises(AccessError):
            self.as_user(agreement, "officer").read(["name"])

    def test_who_reads_and_who_writes(self):
        agreement = self._agreement(date(2026, 1, 1), date(2026, 12, 31))
        self.assertTrue(self.as_user(agreement, "worker").name)
        for user in ("worker", "clerk", "council", "auditor", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(agreement, user).write({"name": "x"})
        for user in ("clerk", "council", "auditor", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(agreement, user).read(["name"])
        self.as_user(agreement, "officer").write({"note": "scan attached"})
        # everybody who sees the contact sees its status
        unit = self.as_user(self.unit, "clerk")
        self.assertEqual(unit.stakeholder_status, "active")
        self.assertEqual(unit.stakeholder_agreement_count, 0)
