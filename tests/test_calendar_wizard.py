import base64
from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .common import StakeholderCase

NOTICE = "国办发明电〔2026〕9号"


@tagged("post_install", "-at_install")
class TestCalendarWizard(StakeholderCase):
    def _wizard(self, **values):
        Wizard = self.env["stakeholder.calendar.wizard"]
        return Wizard.with_user(self.users["admin"]).create(
            {"source": NOTICE, **values}
        )

    def _parse(self, text, encoding="utf-8"):
        file = base64.b64encode(text.encode(encoding))
        return self.env["stakeholder.calendar.wizard"]._parse(file)

    # X1
    def test_next_year_typed_in_becomes_announced(self):
        complaint = self.register(received_at=self.local(2026, 11, 24))
        self.at(self.local(2026, 12, 28))
        late = self.register(received_at=self.local(2026, 12, 24))
        self.assertFalse(complaint.is_provisional)
        self.assertTrue(late.is_provisional)
        before = late.date_response_due
        wizard = self._wizard(
            line_ids=[
                Command.create({"date": day, "kind": kind, "reason": "元旦"})
                for day, kind in (
                    ("2027-01-01", "holiday"),
                    ("2027-01-02", "makeup"),
                    ("2027-01-04", "holiday"),
                )
            ]
        )
        self.assertEqual(wizard.year, "2027")
        wizard.action_announce()
        self.assertFalse(late.is_provisional)
        self.assertEqual(before, date(2027, 1, 4))
        self.assertEqual(late.date_response_due, date(2027, 1, 5))
        event = late.trail_ids.sorted("seq")[-1]
        self.assertEqual(event.event, "deadline_moved")
        self.assertIn("2027-01-05", event.data)

    # X1: a small file, as spreadsheets in China write it
    def test_file_in_the_ways_people_write_it(self):
        text = "日期,类型,说明\n2027-01-01,假,元旦\n"
        text += "2027/2/6,班,春节\n\n2027年2月7日,补班,春节\n"
        expected = [
            {"date": date(2027, 1, 1), "kind": "holiday", "reason": "元旦"},
            {"date": date(2027, 2, 6), "kind": "makeup", "reason": "春节"},
            {"date": date(2027, 2, 7), "kind": "makeup", "reason": "春节"},
        ]
        self.assertEqual(self._parse(text), expected)
        self.assertEqual(self._parse(text, "gb18030"), expected)
        self.assertEqual(self._parse("\ufeff" + text), expected)

    def test_file_fills_the_lines_before_anything_is_announced(self):
        wizard = self.env["stakeholder.calendar.wizard"].with_user(self.users["admin"])
        with Form(wizard) as form:
            form.source = NOTICE
            form.file = base64.b64encode("2027.1.1,假,元旦".encode())
            self.assertEqual(len(form.line_ids), 1)
        self.assertFalse(
            self.env["stakeholder.calendar.year"].search([("name", "=", "2027")])
        )

    def test_bad_line_is_named_with_the_rule(self):
        for text in ("2027-13-01,假,x", "2027-01-01,maybe,x", "2027-01-01", "1.1,假,x"):
            with self.assertRaisesRegex(UserError, "2 of the file"):
                self._parse(f"2027-01-01,假,元旦\n{text}")
        with self.assertRaisesRegex(UserError, "Save the list as CSV"):
            file = base64.b64encode(b"PK\x03\x04\xff\xff\xff\x81\x30\x00")
            self.env["stakeholder.calendar.wizard"]._parse(file)

    def test_nothing_to_announce_is_said(self):
        with self.assertRaisesRegex(UserError, "no days yet"):
            self._wizard().action_announce()

    def test_clerk_announces_nothing(self):
        with self.assertRaises(AccessError):
            self.env["stakeholder.calendar.wizard"].with_user(
                self.users["clerk"]
            ).create({"source": NOTICE})
