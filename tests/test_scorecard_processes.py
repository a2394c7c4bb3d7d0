from .process_common import SIGKILL, ProcessCase
from .scorecard_process_worker import UNITS

# A half-year's and a year's for each unit, with four and nine lines.
CARDS = 2 * UNITS
LINES = (4 + 9) * UNITS


class TestScorecardProcesses(ProcessCase):
    worker = "scorecard_process_worker.py"

    def _check_whole(self, result):
        expected = {"cards": CARDS, "units": CARDS, "lines": LINES, "measured": CARDS}
        for name, count in {**expected, "failures": 0}.items():
            self.assertEqual(result[name], count, name)

    # U4.10: killed anywhere, each unit has each scorecard once, and whole
    def test_killed_job_makes_each_once(self):
        for result in self._scenario("kill"):
            self.assertEqual(result["killed"], SIGKILL)
            between = result["between"]
            self.assertLess(between["cards"], CARDS)
            self.assertEqual(between["cards"], between["measured"])
            self.assertEqual(result["again"], 0)
            self._check_whole(result)

    def test_jobs_at_once_make_each_once(self):
        for result in self._scenario("together"):
            self.assertEqual(set(result["codes"]), {0})
            self._check_whole(result)
