from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MODULE
from .scorecard_common import H1, H2, YEAR, ScorecardCase
from .test_indicator_process import SIX

MIGRATION = "migrations/19.0.1.4.0/post-responsibility.py"


@tagged("post_install", "-at_install")
class TestResponsibility(ScorecardCase):
    """A change of the responsible worker changes nothing of what is over (U4.10)."""

    def setUp(self):
        super().setUp()
        self.worker, self.officer = self.users["worker"], self.users["officer"]
        self.other = self._unit("Other", user=self.officer)
        self.met(*SIX)

    def _hand_over(self, user, *day, unit=None):
        with self.clock(self.local(*day)):
            own = self.as_user(unit or self.unit, "supervisor")
            own.stakeholder_user_id = user
        self.env.invalidate_all()

    def _whose(self, period):
        """{user: how the units they had met the contacts}"""
        found = self.measure(
            "onsite_contact", period, kind="worker", units=self.unit | self.other
        )
        return {key: (one.figure, one.n) for key, one in found.items()}

    # U4.10: the worker of then has the figures of then
    def test_past_figures_stay_with_the_worker_of_then(self):
        before = {self.worker.id: (100, 1), self.officer.id: (0, 1)}
        self.assertEqual(self._whose(H1), before)
        self._hand_over(self.officer, 2026, 9, 1)
        self.assertEqual(self._whose(H1), before)
        self.assertEqual(self._whose(H2).keys(), {self.officer.id})
        self.assertEqual(self._whose(YEAR).keys(), {self.officer.id})
        # and back again, by way of nobody
        self._hand_over(False, 2026, 12, 20)
        self._hand_over(self.worker, 2027, 1, 5)
        self.assertEqual(self._whose(H1), before)
        self.assertEqual(self._whose(H2), {self.officer.id: (0, 1)})

    # the last day of the period decides; a second change on one day is a correction
    def test_days_at_the_border(self):
        users = self.unit._stakeholder_responsible_on
        self._hand_over(self.officer, 2026, 7, 1)
        self._hand_over(self.users["supervisor"], 2026, 7, 1)
        self.assertEqual(users(date(2026, 6, 30))[self.unit], self.worker)
        self.assertEqual(users(date(2026, 7, 1))[self.unit], self.users["supervisor"])
        self.assertEqual(self._whose(H1)[self.worker.id], (100, 1))

    # whoever is entered first is not taken for a change
    def test_the_first_one_known(self):
        self.other.stakeholder_user_id = False
        self.env["stakeholder.responsibility"].search([]).unlink()
        self._hand_over(self.officer, 2026, 9, 1, unit=self.other)
        self.assertEqual(self._whose(H1)[self.officer.id], (0, 1))

    # departments by whoever was responsible then
    def test_departments(self):
        here, there = self.env["hr.department"].create(
            [{"name": "Service"}, {"name": "Project"}]
        )
        self.employee("worker", department_id=here.id)
        self.employee("officer", department_id=there.id)
        self._hand_over(self.officer, 2026, 9, 1)
        units = self.unit | self.other
        found = self.measure("onsite_contact", H1, kind="department", units=units)
        self.assertEqual(found[here.id].figure, 100)

    # U4.10: a scorecard names whoever was responsible at the end of its period
    def test_scorecards_name_the_worker_of_then(self):
        with self.clock(self.local(2026, 5, 20)):
            early = self.card()
        self.assertEqual(early.user_id, self.worker)
        self._hand_over(self.officer, 2026, 6, 10)
        self._hand_over(self.worker, 2026, 9, 1)
        self.assertEqual(self.card().user_id, self.officer)
        self.assertEqual(early.user_id, self.officer)
        self.assertEqual(early.party_user_id, self.worker)
        self.assertEqual(self.card("year").user_id, self.worker)

    # another centre has its own; nobody writes it by hand, merging keeps the one
    def test_each_centre_and_nobody_by_hand(self):
        centre = self.env["res.company"].create({"name": "Other centre"})
        self._hand_over(self.officer, 2026, 9, 1)
        there = self.unit.with_company(centre)
        there.stakeholder_user_id = self.users["supervisor"]
        found = there._stakeholder_responsible_on(date(2026, 6, 30))
        self.assertEqual(found[there], self.users["supervisor"])
        [row] = self.env["stakeholder.responsibility"].search([])
        for user in ("worker", "officer", "supervisor", "director", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(row, user).write({"user_id": False})
            with self.assertRaises(AccessError):
                self.as_user(row, user).unlink()
        gone = self._unit("Twice", None)
        self._hand_over(self.officer, 2026, 8, 1, unit=gone)
        merge = self.env["base.partner.merge.automatic.wizard"].create({})
        merge._merge((gone | self.other).ids, self.other)
        found = self.other._stakeholder_responsible_on(date(2026, 6, 30))
        self.assertEqual(found[self.other], self.officer)

    # X7: databases of before learn it from their scorecards
    def test_upgrade_learns_from_scorecards(self):
        with self.clock(self.local(2026, 7, 2)):
            self.card()
        self.unit.stakeholder_user_id = self.officer
        self.env["stakeholder.responsibility"].search([]).unlink()
        self.env.flush_all()
        self.assertNotIn(self.worker.id, self._whose(H1))
        self._migrate()
        self.assertEqual(self._whose(H1)[self.worker.id], (100, 1))
        self.assertEqual(self._whose(H2).keys(), {self.officer.id})
        rows = self.env["stakeholder.responsibility"].search_count([])
        self._migrate()
        self.assertEqual(self.env["stakeholder.responsibility"].search_count([]), rows)

    def _migrate(self):
        path = Path(__file__).resolve().parent.parent / MIGRATION
        spec = spec_from_file_location(f"{MODULE}_responsibility", path)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        module.migrate(self.env.cr, "19.0.1.3.0")
        self.env.invalidate_all()
