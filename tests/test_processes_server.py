import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2

from .process_common import ProcessCase

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "bench"))

from load_public import ask, press, submit  # noqa: E402

# Documentation addresses: whatever is found of them came from a visitor.
CANARY = "203.0.113.77"
AGENT = "BrowserCanary/4711"
ADDRESSES = ("198.51.100.1", "198.51.100.2", "198.51.100.3")


class TestProcessesServer(ProcessCase):
    """The public page behind a proxy: two workers, a restart, many visitors."""

    def setUp(self):
        super().setUp()
        self.data = tempfile.mkdtemp(prefix="stakeholder_server_")
        self.log = Path(self.data, "server.log")
        self.start()
        self.addCleanup(self.stop)

    def start(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.where = urlsplit(f"http://127.0.0.1:{port}")
        with self.log.open("a") as log:
            self.server = subprocess.Popen(
                [
                    *(
                        os.environ["STAKEHOLDER_ODOO_PYTHON"],
                        HERE / "process_server.py",
                    ),
                    *("-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", self.database),
                    *("--db-filter", f"^{self.database}$", "--http-port", str(port)),
                    *("--gevent-port", str(port + 1), "--data-dir", self.data),
                    *("--workers", "2", "--proxy-mode", "--max-cron-threads", "1"),
                    *("--log-level", "info"),
                ],
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + 120
        while time.monotonic() < until:
            with suppress(OSError):
                url = f"{self.where.geturl()}/web/health"
                urllib.request.urlopen(url, timeout=5).close()
                return
            self.assertIsNone(self.server.poll(), self.log.read_text()[-3000:])
            time.sleep(0.3)
        self.fail("the server does not answer")

    def stop(self):
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGINT)
            try:
                self.server.wait(30)
            except subprocess.TimeoutExpired:
                self.server.kill()
                self.server.wait()

    def rows(self, query):
        connection = psycopg2.connect(dbname=self.database)
        try:
            with connection.cursor() as cursor:
                cursor.execute(query)
                return cursor.fetchall()
        finally:
            connection.close()

    def guess(self, address, code="0" * 20):
        headers = {"X-Forwarded-For": address, "X-Forwarded-Host": self.where.netloc}
        _status, text, cookie = ask(self.where, "/opinion/receipt", headers)
        token = re.search(r'name="csrf_token" value="([^"]*)"', text)[1]
        form = {"csrf_token": token, "code": code}
        headers["Cookie"] = cookie
        return ask(self.where, "/opinion/receipt", headers, form)[0]

    def at_once(self, address, count):
        found = []
        senders = [
            threading.Thread(
                target=lambda number=number: found.append(
                    submit(self.where, address, f"At once {number}")[0]
                )
            )
            for number in range(count)
        ]
        for sender in senders:
            sender.start()
        for sender in senders:
            sender.join()
        return sorted(found)

    def test_one_source_is_slowed_over_two_workers_and_a_restart(self):
        # P20: 5 submissions an hour; P19: 5 wrong codes, then one a minute
        one, two, three = ADDRESSES
        self.assertEqual(self.at_once(one, 12), [200] * 5 + [429] * 7)
        answers = [self.guess(two) for _number in range(7)]
        self.assertEqual(answers, [200] * 5 + [429] * 2)
        line = re.compile(r"^\S+ \S+ (\d+) INFO \S+ werkzeug: .*POST /opinion", re.M)
        self.assertEqual(len(set(line.findall(self.log.read_text()))), 2)
        self.stop()
        self.start()
        self.assertEqual(submit(self.where, one, "After the restart"), (429, None))
        self.assertEqual(self.guess(two), 429)
        status, code = submit(self.where, three, "From elsewhere")
        self.assertEqual(status, 200)
        self.assertEqual(self.guess(three, code), 200)

    def test_nothing_tells_who_sent_it(self):
        # P20: 0 bytes of address, browser or file name in dump, files, sessions, log
        headers = {
            "User-Agent": AGENT,
            "Referer": f"http://{AGENT}/",
            "Accept-Language": AGENT,
            "X-Real-IP": CANARY,
            "Forwarded": f"for={CANARY}",
        }
        status, code = submit(
            self.where, CANARY, "Nobody", is_confidential="1", **headers
        )
        self.assertEqual(status, 200)
        self.assertEqual(self.guess(CANARY, code), 200)
        self._wait_for("SELECT 1 FROM stakeholder_complaint WHERE statement = 'Nobody'")
        self.stop()
        dump = subprocess.run(
            ["pg_dump", self.database], capture_output=True, check=True
        ).stdout
        self.assertIn(b"Nobody", dump)
        places = {"dump": dump}
        for path in Path(self.data).rglob("*"):
            if path.is_file():
                places[str(path.relative_to(self.data))] = path.read_bytes()
        self.assertIn(b"POST /opinion", places["server.log"])
        found = {
            (name, word)
            for name, content in places.items()
            for word in (CANARY, AGENT)
            if word.encode() in content
        }
        self.assertEqual(found, set())

    def _wait_for(self, query):
        # The scheduler looks once a minute; two looks, and room.
        until = time.monotonic() + 150
        while time.monotonic() < until:
            if rows := self.rows(query):
                return rows
            time.sleep(0.5)
        grouped = "SELECT state, reason, count(*) FROM stakeholder_intake GROUP BY 1, 2"
        states = self.rows(grouped)
        return self.fail(f"nothing came of it: {query}; {states}")

    def test_each_of_many_becomes_exactly_one(self):
        # C3.2: 10 a second for 6 s from 60 addresses (bench/load_public.py: 50, 60 s):
        # each has its code and becomes one complaint with its number, no 5xx
        results = press(self.where, 10, 6)
        self.assertEqual({status for status, _code, _time in results}, {"200"})
        codes = {code for _status, code, _time in results}
        self.assertEqual(len(codes - {None}), 60)
        self._wait_for(
            "SELECT 1 FROM stakeholder_intake HAVING count(*) = 60 "
            "AND bool_and(state = 'handed_over')"
        )
        self.assertEqual(
            self.rows(
                "SELECT count(*), count(DISTINCT statement), count(DISTINCT name) "
                "FROM stakeholder_complaint WHERE statement LIKE 'Load %'"
            ),
            [(60, 60, 60)],
        )
