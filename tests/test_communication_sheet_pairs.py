import json
import tempfile
import unittest
from pathlib import Path

from .process_common import TEMPLATE, ProcessCase

TIMES = 10


@unittest.skipUnless(TEMPLATE, "process tests run on a template that ./dev test makes")
class TestCommunicationSheetPairs(ProcessCase):
    """U3.3: two who collect a month at once get the same sheet, not a refusal."""

    def test_both_get_the_sheet(self):
        script = Path(__file__).with_name("process_collect.py")
        with tempfile.TemporaryDirectory() as folder:
            output = self._run(str(script), self.database, str(TIMES), folder)
        result = json.loads(output.splitlines()[-1])
        self.assertEqual(result["codes"], [0, 0])
        first, second = result["answers"]
        self.assertEqual(first, second)
        self.assertEqual(len(set(first)), TIMES)
        self.assertEqual({type(one) for one in first}, {int})
