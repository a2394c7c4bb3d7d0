from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger

from .common import CANARY, MODULE, chromium_pdf
from .test_communication import CommunicationCase

# 12 mm in points: below it stands the page count alone.
BOTTOM_MARGIN = 35


@tagged("post_install", "-at_install")
class TestCommunicationSheet(CommunicationCase):
    def _october(self, day=12, **values):
        return self.record(at=self.local(2026, 10, day), **values)

    def _collect(self, user="worker"):
        Sheet = self.env["stakeholder.communication.sheet"]
        action = self.as_user(Sheet, user).action_collect()
        return Sheet.search(action["domain"])

    # U3.3: everyday contacts come together by unit and month, and are signed once
    def test_a_month_is_collected_signed_and_closed(self):
        lines = self._october() | self._october(20)
        self._october(21, channel="invitation")
        self.record()
        sheet = self._collect()
        self.assertEqual(
            (sheet.partner_id, sheet.month), (self.unit, date(2026, 10, 1))
        )
        self.assertEqual(self._collect(), sheet)
        own = self.as_user(sheet, "worker")
        self.assertEqual(own.line_ids, lines)
        own.note = "Looked through."
        own.action_sign()
        self.assertEqual(set(lines.mapped("state")), {"filed"})
        self.assertEqual(lines.sheet_id, sheet)
        self.assertEqual(sheet.signed_by_id, self.users["worker"])
        with self.assertRaises(UserError):
            self.as_user(lines[0], "worker").summary = "Edited"
        with self.assertRaises(UserError):
            self.as_user(sheet, "worker").note = "Edited"
        with self.assertRaises(UserError):
            self.as_user(sheet, "worker").action_sign()
        # one that was recorded late is signed by itself
        late = self._october(22)
        self.assertEqual(self.as_user(sheet, "worker").line_ids, lines)
        self.as_user(late, "worker").action_file()
        self.assertEqual(late.state, "filed")

    def test_who_signs(self):
        self._october()
        sheet = self._collect()
        with self.assertRaises(AccessError):
            self.as_user(sheet, "council").action_sign()
        # an officer of the department reads one of the lines: not part of a month
        service = self.env["hr.department"].create({"name": "Service"})
        self.employee("worker", department_id=service.id)
        self.employee("officer", department_id=service.id)
        self._october(user="officer")
        with self.assertRaisesRegex(AccessError, "another department"):
            self.as_user(sheet, "officer").action_sign()
        for user in ("clerk", "auditor", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(sheet, user).read(["note"])
        second = self._user("second", f"{MODULE}.stakeholder_group_worker")
        self.users["second"] = second
        self.assertFalse(self.as_user(sheet, "second")._filtered_access("read"))
        self.as_user(sheet, "supervisor").action_sign()
        self.assertEqual(sheet.state, "signed")

    def test_a_month_that_is_not_over_and_an_empty_one(self):
        self.record()
        Sheet = self.env["stakeholder.communication.sheet"]
        own = Sheet.with_user(self.users["worker"])
        sheet = own.create({"partner_id": self.unit.id, "month": "2026-11-17"})
        self.assertEqual(sheet.month, date(2026, 11, 1))
        with self.assertRaisesRegex(UserError, "not over"):
            sheet.action_sign()
        empty = own.create({"partner_id": self.unit.id, "month": "2026-09-01"})
        with self.assertRaisesRegex(UserError, "nothing to sign"):
            empty.action_sign()
        with mute_logger("odoo.sql_db"), self.assertRaises(IntegrityError):
            own.create({"partner_id": self.unit.id, "month": "2026-09-30"})

    # U3.3: what waits stands in My Day
    def test_unsigned_months_stand_in_my_day(self):
        self._october()
        self.record(channel="work_report")
        day = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        self.assertIn("contacts of 2026-10", str(day))
        self.assertIn("Complete the record", str(day))
        opened = self.as_user(self.unit, "worker").stakeholder_open_sheets()
        sheet = self.env["stakeholder.communication.sheet"].search(opened["domain"])
        # one month waits: it opens itself
        self.assertEqual(opened["res_id"], sheet.id)
        self.as_user(sheet, "worker").action_sign()
        day = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        self.assertNotIn("2026-10", str(day))

    # X3: the form, in Chinese whoever prints it
    def _html(self, name, records, user="worker"):
        report = self.env["ir.actions.report"].with_user(self.users[user])
        self.env.invalidate_all()
        html, _type = report._render_qweb_html(
            f"{MODULE}.{name}", records.ids, data={} if records else {"copies": 1}
        )
        return html.decode()

    def test_forms_print_filled_and_blank(self):
        talk = self.record(channel="work_report", said="The year.", goals="Safe school")
        self.as_user(talk, "worker").action_ids = [
            Command.create({"name": "Send it", "date_due": date(2026, 12, 1)})
        ]
        page = self._html("report_communication", talk)
        for words in (
            "沟通记录",
            CANARY,
            "The year.",
            "☑ 工作汇报",
            "Ms Head（部门负责人）",
        ):
            self.assertIn(words, page)
        self.assertIn("2026 年 12 月 1 日", page)
        page = self._html("report_interview", talk)
        for words in ("访谈记录", "Safe school"):
            self.assertIn(words, page)
        for name, title in (
            ("report_communication", "沟通记录"),
            ("report_interview", "访谈记录"),
        ):
            page = self._html(name, talk.browse())
            self.assertIn(title, page)
            self.assertNotIn("☑", page)

    # X3: as paper, one page each
    def test_forms_fit_their_page(self):
        talk = self.record(channel="work_report", said="The year.\n" * 6)
        self._october()
        sheet = self._collect()
        for name, records in (
            ("report_communication", talk),
            ("report_interview", talk),
            ("report_communication_sheet", sheet),
        ):
            for printed in (records, records.browse()):
                with self.subTest(name=name, filled=bool(printed)):
                    pdf = chromium_pdf(self._html(name, printed))
                    self.assertEqual(len(pdf.pages), 1)

    # X3: whoever fills one in by hand has the whole page to write on
    def test_blank_forms_fill_their_page(self):
        blanks = {
            "report_communication": "stakeholder.communication",
            "report_interview": "stakeholder.communication",
            "report_communication_sheet": "stakeholder.communication.sheet",
        }
        for name, model in blanks.items():
            with self.subTest(name=name):
                page = chromium_pdf(self._html(name, self.env[model])).pages[0]
                left_empty = self._lowest(page) / float(page.mediabox.height)
                self.assertLess(left_empty, 0.12)

    def _lowest(self, page):
        """How high the last words above the page count stand, in points."""
        heights = []

        def visit(text, cm, tm, _font, _size):
            if text.strip():
                heights.append(tm[4] * cm[1] + tm[5] * cm[3] + cm[5])

        page.extract_text(visitor_text=visit)
        return min(height for height in heights if height > BOTTOM_MARGIN)

    def test_the_month_prints_whole_or_not_at_all(self):
        self._october()
        self._october(20, summary="Second line")
        sheet = self._collect()
        page = self._html("report_communication_sheet", sheet)
        for words in ("2026 年 10 月", CANARY, "Second line", "Ms Head（部门负责人）"):
            self.assertIn(words, page)
        with self.assertRaises(AccessError):
            self._html("report_communication_sheet", sheet, "officer")
        page = self._html("report_communication_sheet", sheet.browse())
        self.assertNotIn(CANARY, page)
