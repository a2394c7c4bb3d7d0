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
class ProcessCase(BaseCase):
    """Scenarios of ``worker`` in real processes, on a copy of an untouched database."""

    worker = "process_worker.py"
    template = TEMPLATE

    def setUp(self):
        super().setUp()
        # Named after the template: an interrupted run is swept with it.
        self.database = f"{TEMPLATE}_{uuid.uuid4().hex[:8]}"
        self._sql(f'CREATE DATABASE "{self.database}" TEMPLATE "{self.template}"')
        self.addCleanup(
            self._sql, f'DROP DATABASE IF EXISTS "{self.database}" WITH (FORCE)'
        )

    def _sql(self, statement):
        connection = psycopg2.connect(dbname="postgres")
        connection.set_isolation_level(ISOLATION_LEVEL_AUTOCOMMIT)
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()

    def _run(self, *command, script=None):
        return self._result(*command, script=script).stdout

    def _result(self, *command, script=None):
        result = subprocess.run(
            [os.environ["STAKEHOLDER_ODOO_PYTHON"], *command],
            input=script,
            capture_output=True,
            text=True,
            check=False,
        )
        self.assertFalse(result.returncode, result.stderr[-3000:])
        return result

    def _odoo(self, *arguments, script=None):
        """Odoo's command line on the database; what it printed and what it logged."""
        subcommand = arguments[:1] if arguments[0] == "shell" else ()
        rest = arguments[len(subcommand) :]
        conf = ("-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", self.database)
        command = ("-m", "odoo", *subcommand, *conf, *rest, "--no-http")
        return self._result(*command, script=script)

    def _scenario(self, name):
        worker = Path(__file__).with_name(self.worker)
        return json.loads(self._run(str(worker), name, self.database).splitlines()[-1])
