import re
from pathlib import Path

from odoo.tests import BaseCase

ROOT = Path(__file__).parent.parent
CLAUSES = (
    *(f"G{n}" for n in range(1, 5)),
    *(f"P{n}" for n in range(1, 9)),
    "U1.1",
    *(f"U2.{n}" for n in range(1, 7)),
    *(f"U3.{n}" for n in range(1, 4)),
    *(f"U4.{n}" for n in range(1, 11)),
    "U5.1",
    *(f"S{n}" for n in range(1, 5)),
    *(f"S5.{n}" for n in range(1, 6)),
    *(f"S{n}" for n in range(6, 12)),
    *(f"O{n}" for n in range(1, 5)),
    "I1",
    "I2",
    "C1",
    *(f"C2.{n}" for n in range(1, 4)),
    *(f"C3.{n}" for n in range(1, 7)),
    "C4",
    *(f"C5.{n}" for n in range(1, 5)),
    "C6",
    "C7",
    *(f"X{n}" for n in range(1, 9)),
)


class TestCoverage(BaseCase):
    """docs/coverage.md names every clause once, and no test that does not exist."""

    def setUp(self):
        super().setUp()
        self.page = (ROOT / "docs" / "coverage.md").read_text()

    def test_every_clause_has_its_row(self):
        self.assertEqual(len(CLAUSES), 79)
        rows = re.findall(r"^\| ([A-Z]\d+(?:\.\d+)?) \|", self.page, re.M)
        self.assertEqual(rows, list(CLAUSES))

    def test_every_test_named_there_exists(self):
        sources = "\n".join(
            path.read_text() for path in Path(__file__).parent.glob("*.py")
        )
        tests = set(re.findall(r"def (test_\w+)", sources))
        files = {path.stem for path in Path(__file__).parent.glob("test_*.py")}
        named = set(re.findall(r"\btest_\w+", self.page))
        self.assertTrue(named)
        self.assertFalse(named - tests - files)
