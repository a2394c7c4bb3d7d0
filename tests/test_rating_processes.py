from .process_common import SIGKILL, ProcessCase
from .rating_process_worker import UNITS

# Service and centre for each unit; nobody is responsible there, so no worker.
EXPECTED = 2 * UNITS


class TestRatingProcesses(ProcessCase):
    worker = "rating_process_worker.py"

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
