import json
import os
import subprocess
import unittest
import uuid
from pathlib import Path

import psycopg2
from psycopg2.extensions import ISOLATION_LEVEL_AUTOCOMMIT

from odoo.tests import BaseCase

TEMPLATE = os.environ.get("STAKEHOLDER_TEMPLATE_DB")
SIGKILL = -9


@unittest.skipUnless(TEMPLATE, "process tests run on a template that ./dev test makes")
class TestProcessesOutside(BaseCase):
    def setUp(self):
        super().setUp()
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
        worker = Path(__file__).with_name("process_outside.py")
        result = subprocess.run(
            [os.environ["STAKEHOLDER_ODOO_PYTHON"], str(worker), name, self.database],
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertFalse(result.returncode, result.stderr[-3000:])
        return json.loads(result.stdout.splitlines()[-1])

    def test_the_same_mail_twice_at_once_is_one(self):
        # P15: 10 × 2 deliveries at once, 10 complaints, no exception
        found = self._scenario("mail")
        self.assertEqual(found["codes"], [0] * 20)
        self.assertEqual(found["states"], [["handed_over", 10]])
        self.assertEqual(found["complaints"], [[10, 10]])

    def test_handing_over_killed_anywhere_loses_and_doubles_nothing(self):
        # P8: 3 × 9 mails, killed in the first, second and third batch
        results, complaints, linked = self._scenario("kill")
        self.assertEqual(results, [[SIGKILL, 0]] * 3)
        self.assertEqual(complaints, [[27]])
        self.assertEqual(linked, [[27]])

    def test_forty_at_once_are_not_more_than_five(self):
        # P19, P20: over processes and after they ended
        self.assertEqual(self._scenario("throttle"), [5, 0])
