import json
from pathlib import Path

from .process_common import SIGKILL, ProcessCase
from .process_worker import RECORDS

FILL_TRAIL = """
import sys
sys.path.insert(0, {folder!r})
import process_worker
process_worker.fill(env.registry, 3)
complaint = env["stakeholder.complaint"].search([], limit=1)
complaint._answer(complaint.date_received, "Found.", True)
env["stakeholder.trail.seal"]._cron_seal()
env.cr.commit()
"""
LOOK_AT_TRAIL = """
complaints = env["stakeholder.complaint"].search([])
env.cr.execute("SELECT digest FROM stakeholder_complaint_trail ORDER BY id")
digests = [digest for (digest,) in env.cr.fetchall()]
env.cr.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE '%append_only'")
[triggers] = env.cr.fetchone()
Trail = env["stakeholder.complaint.trail"]
problems = Trail._verify(complaints) + Trail._verify_house()
import json
print("RESULT" + json.dumps([digests, triggers, problems]))
"""


class TestProcesses(ProcessCase):
    # P8: kill -9 anywhere loses nothing and says nothing twice
    def test_killed_job_says_each_notice_once(self):
        results = self._scenario("kill")
        self.assertGreaterEqual(len(results), 4)
        for result in results:
            with self.subTest(at=result["at"]):
                expected_death = result["at"] != ["commit", RECORDS // 5]
                if expected_death:
                    self.assertEqual(result["killed"], SIGKILL)
                    self.assertLess(result["between"]["notices"], RECORDS)
                self.assertEqual(result["again"], 0)
                self.assertEqual(result["notices"], RECORDS)
                self.assertEqual(result["records"], RECORDS)
                self.assertEqual(result["activities"], RECORDS)
                self.assertEqual((result["failures"], result["waiting"]), (0, 0))

    # P9 P11: two and four at once, while a user edits
    def test_jobs_at_once_say_each_notice_once(self):
        for result in self._scenario("together"):
            with self.subTest(processes=result["processes"]):
                self.assertEqual(set(result["codes"]), {0})
                self.assertEqual(result["notices"], RECORDS)
                self.assertEqual(result["activities"], RECORDS)
                self.assertEqual((result["failures"], result["waiting"]), (0, 0))

    # P14 C4: no number missing, none twice
    def test_numbers_drawn_at_once_have_no_gap(self):
        numbers = self._scenario("numbers")
        self.assertEqual(numbers, list(range(1, 402)))

    # P11 U3.3: about the same party at once, without a serialization error
    def test_recording_about_one_party_at_once(self):
        result = self._scenario("communications")
        self.assertEqual(set(result["codes"]), {0})
        self.assertEqual(result["count"], 80)

    # P24: a filled trail survives an update of the module
    def test_filled_trail_survives_an_update(self):
        folder = str(Path(__file__).parent)
        self._odoo("shell", script=FILL_TRAIL.format(folder=folder))
        before = self._look()
        # those of one complaint, and of the roles given out
        self.assertGreater(len(before[0]), 7)
        self._odoo("-u", "stakeholder_relations", "--stop-after-init")
        after = self._look()
        self.assertEqual(before, after)
        self.assertEqual(after[1:], [4, []])

    def _look(self):
        output = self._odoo("shell", script=LOOK_AT_TRAIL).stdout
        [line] = [line for line in output.splitlines() if "RESULT" in line]
        return json.loads(line.partition("RESULT")[2])
