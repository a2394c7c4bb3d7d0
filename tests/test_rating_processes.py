import json
import os
import subprocess
import unittest
import uuid
from pathlib import Path

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from odoo.tests import BaseCase

from .rating_process_worker import UNITS

TEMPLATE = os.environ.get("STAKEHOLDER_TEMPLATE_DB")
SIGKILL = -9
# Service and centre for each unit; nobody is responsible there, so no worker.
EXPECTED = 2 * UNITS


@unittest.skipUnless(TEMPLATE, "process tests run on a template that ./dev test makes")
class TestRatingProcesses(BaseCase):
    def setUp(self):
        super().setUp()
        # Named after the template: an interrupted run is swept with it.
        self.database = f"{TEMPLATE}_{uuid.uuid4().hex[:8]}"
        self._sql(f'CREATE DATABASE "{self.database}" TEMPLATE "{TEMPLATE}"')
        self.addCleanup(
            self._sql, f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)'
        )

    def _sql(self, statement):
        connection = psycopg2.connect(dbname="postgres")
        connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()

    def _scenario(self, name):
        worker = Path(__file__).with_name("rating_process_worker.py")
        result = subprocess.run(
            [os.environ["STAKEHOLDER_ODOO_PYTHON"], str(worker), name, self.database],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertFalse(result.returncode, result.stderr[-3000:])
        return json.loads(result.stdout.splitlines()[-1])

    def _check_whole(self, result):
        for name in ("ratings", "units", "forms", "linked", "mails"):
            self.assertEqual(result[name], EXPECTED, name)

    # U4.6 U4.7 U4.8: killed anywhere, each is asked once and gets one mail
    def test_killed_plan_asks_each_once(self):
        for result in self._scenario("kill"):
            self.assertEqual(result["killed"], SIGKILL)
            self.assertLess(result["between"]["ratings"], EXPECTED)
            self.assertEqual(result["between"]["ratings"], result["between"]["mails"])
            self.assertEqual(result["again"], 0)
            self._check_whole(result)

    def test_plans_at_once_ask_each_once(self):
        for result in self._scenario("together"):
            self.assertEqual(set(result["codes"]), {0})
            self._check_whole(result)
