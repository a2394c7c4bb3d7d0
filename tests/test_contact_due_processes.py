from .owed_process_worker import UNITS
from .process_common import SIGKILL, ProcessCase


class TestContactDueProcesses(ProcessCase):
    """The nightly look at what is owed, in real processes (U3.2)."""

    worker = "owed_process_worker.py"

    def _check_whole(self, result):
        self.assertEqual((result["rows"], result["parties"]), (UNITS, UNITS))
        self.assertEqual(result["failures"], 0)

    # U3.2, P8: killed anywhere, nothing is lost and nothing is asked twice
    def test_killed_look_asks_each_once(self):
        results = self._scenario("kill")
        self.assertGreaterEqual(len(results), 4)
        for result in results:
            with self.subTest(at=result["at"]):
                self.assertEqual(result["killed"], SIGKILL)
                self.assertLess(result["between"]["rows"], UNITS)
                self.assertEqual(
                    result["between"]["rows"], result["between"]["parties"]
                )
                self.assertEqual(result["again"], 0)
                self._check_whole(result)

    # U3.2, P9 P11: two and four at once, while somebody records
    def test_looks_at_once_ask_each_once(self):
        for result in self._scenario("together"):
            with self.subTest(processes=result["processes"]):
                self.assertEqual(set(result["codes"]), {0})
                self.assertEqual(result["talks"], UNITS // 2)
                # what was met meanwhile is not asked
                self.assertEqual(result["rows"], UNITS - UNITS // 2)
                self.assertEqual(result["parties"], result["rows"])
                self.assertEqual((result["met"], result["failures"]), (0, 0))

    # U3.2, P10: a bad party stops no other, is listed, and is taken up again
    def test_a_bad_party_stops_no_other(self):
        result = self._scenario("poison")
        self.assertEqual(result["codes"], [0, 0])
        self.assertEqual(result["between"]["rows"], UNITS - 1)
        self.assertEqual(result["between"]["failures"], 1)
        self.assertEqual(result["between"]["failed"], result["bad"])
        self._check_whole(result)

    # U3.2, P9: each is spoken of once
    def test_reminded_once(self):
        result = self._scenario("reminders")
        # The second may stop at the ledger's unique key; it says nothing then.
        self.assertIn(0, result["codes"])
        self.assertEqual(result["reminders"], UNITS)
        self.assertEqual(result["failures"], 0)

    # U3.1 O3: four greet the same parties at once: one greeting each, with its proof
    def test_greetings_at_once_greet_each_once(self):
        result = self._scenario("greetings")
        self.assertEqual(result["mails"], UNITS)
        self.assertEqual(result["talks"], UNITS)
