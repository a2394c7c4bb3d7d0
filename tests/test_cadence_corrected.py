from datetime import date, timedelta

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.periods import period
from .test_cadence_table import TableCase

TODAY = date(2026, 11, 24)
DAY = timedelta(days=1)


@tagged("post_install", "-at_install")
class TestCadenceCorrected(TableCase):
    """What was recorded wrongly and is mended, row by row (U3.2)."""

    # U3.2: the date was wrong and is corrected: out of the period, and back into it
    def test_corrected_date(self):
        for row in self._rows():
            whole = period(row.period, TODAY)
            self._refresh()
            talk = self._meet(row.role, row.level)
            self.assertEqual(self._state(row), [])
            before = whole.first - DAY
            talk.at = self.local(before.year, before.month, before.day)
            self.assertEqual(self._of(row.line), (0, 1))
            self._refresh()
            self.assertEqual(self._state(row), ["open"])
            talk.at = self.local(2026, 11, 23)
            self.assertEqual(self._of(row.line), (1, 1))
            # what it seemed to meet in the period before was missed there
            self.assertEqual(self._state(row), ["missed"])

    # U3.2: it did not take place after all: the record goes, what is owed comes back
    def test_cancelled(self):
        for row in self._rows():
            talk = self._meet(row.role, row.level)
            self._refresh()
            self.assertEqual(self._state(row), [])
            self.as_user(talk, "worker").unlink()
            self._refresh()
            self.assertEqual(self._state(row), ["open"])

    # U3.2: people who were put right count as they are put right
    def test_corrected_people(self):
        for row in self._rows():
            talk = self._meet("auditor", row.level)
            self.assertEqual(self._of(row.line), (0, 1))
            talk.our_ids = self.partner(row.role)
            self.assertEqual(self._of(row.line), (1, 1))

    def test_a_filed_record_cannot_be_cancelled(self):
        talk = self._meet("worker", "clerk")
        self.as_user(talk, "worker").action_file()
        with self.assertRaises(UserError):
            self.as_user(talk, "worker").unlink()
        self.assertEqual(self._of("unit_onsite"), (1, 1))
