import json
import os
import tempfile
import unittest
from pathlib import Path

from .process_common import TEMPLATE, ProcessCase
from .process_pairs import FIELDS, value

FULL = bool(os.environ.get("STAKEHOLDER_FULL"))
PAIRS = 100 if FULL else len(FIELDS)


@unittest.skipUnless(TEMPLATE, "process tests run on a template that ./dev test makes")
class TestProcessesPairs(ProcessCase):
    """P13: of two who save at once one is told; nothing is lost silently."""

    def test_of_each_pair_one_is_saved_and_the_other_told(self):
        script = Path(__file__).with_name("process_pairs.py")
        with tempfile.TemporaryDirectory() as folder:
            output = self._run(str(script), self.database, str(PAIRS), folder)
        result = json.loads(output.splitlines()[-1])
        self.assertEqual(result["codes"], [0, 0])
        first, second = result["answers"]
        self.assertEqual((len(first), len(second)), (PAIRS, PAIRS))
        self.assertEqual(result["changes"], [1] * PAIRS)
        fields = set()
        for index, pair in enumerate(zip(first, second, strict=True)):
            with self.subTest(pair=index):
                outcomes = sorted(outcome for _name, outcome, _words in pair)
                self.assertEqual(outcomes, ["refused", "saved"])
                self._check_pair(pair, result["rows"][index])
            fields |= {name for name, _outcome, _words in pair}
        self.assertEqual(fields, set(FIELDS))

    def _check_pair(self, pair, row):
        for number, (name, outcome, words) in enumerate(pair):
            if outcome == "refused":
                self.assertIn("Nothing of yours was saved", words)
                continue
            self.assertEqual(row[name], value(name, number))
