import re
from datetime import date

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import Form, tagged

from .common import CANARY, MODULE
from .test_communication import CommunicationCase

REPORT = f"{MODULE}.report_clauses"
READERS = ("director", "council", "auditor")


@tagged("post_install", "-at_install")
class TestClauseReport(CommunicationCase):
    """Which records satisfied each clause in the period."""

    def _report(self, user, **values):
        Report = self.as_user(self.env["stakeholder.clause.report"], user)
        report = Report.create(values)
        report._refresh()
        return report

    def _line(self, report, code, number=1):
        lines = report.line_ids.filtered(lambda one: one.clause_id.code == code)
        return lines[number - 1]

    def _text(self, user, report):
        own = self.as_user(self.env["ir.actions.report"], user)
        html = own._render_qweb_html(REPORT, report.ids)[0].decode()
        return re.sub(
            r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.S)
        )

    # U4.10: every line counts what its link opens, for every clause that ships
    def test_each_number_is_the_records_behind_it(self):
        self.record(channel="invitation")
        self.record(channel="invitation", at=self.local(2025, 12, 31, 23))
        self.env["stakeholder.verification"]._confirm(self.unit)
        before = self._line(self._report("director"), "O1").count
        self._party("Sponsor", "external")
        report = self._report("director")
        self.assertEqual(self._line(report, "O1").count, before + 1)
        found = self._line(report, "U3.3", 2)
        self.assertEqual(found.count, 1)
        self.assertEqual(self._line(report, "U4.1").count, 1)
        for line in report.line_ids.filtered("evidence_id"):
            with self.subTest(clause=line.clause_id.code, evidence=line.evidence):
                action = line.action_open()
                records = self.as_user(self.env[action["res_model"]], "director")
                if records.has_access("read"):
                    self.assertEqual(records.search_count(action["domain"]), line.count)

    # X1: the day is the centre's, not the server's
    def test_a_moment_counts_on_its_day_at_the_centre(self):
        values = {"date_from": date(2026, 1, 1), "date_to": date(2026, 1, 1)}
        unit = self.env["stakeholder.engagement"].create(
            {"party_class": "unit", "partner_id": self.unit.id}
        )
        check = self.env["stakeholder.engagement.check"].search(
            [("engagement_id", "=", unit.id)], limit=1
        )
        check.is_done = True
        for moment, count in (
            (self.local(2025, 12, 31, 23, 59), 0),
            (self.local(2026, 1, 1, 0, 0), 1),
            (self.local(2026, 1, 1, 23, 59), 1),
            (self.local(2026, 1, 2, 0, 0), 0),
        ):
            check.sudo().done_at = moment
            line = self._line(self._report("director", **values), "U2.1")
            self.assertEqual(line.count, count, moment)

    # C5.1: of cases one may not read nothing below five, and then only in fives
    def test_small_numbers_of_secret_records_stay_hidden(self):
        case = self.register()
        line = self._line(self._report("auditor"), "C2.1")
        self.assertEqual((line.count, line.others_label), (0, "＜5"))
        self.assertEqual(self._line(self._report("director"), "C2.1").count, 1)
        self.name_respondents(case, "director")
        line = self._line(self._report("director"), "C2.1")
        self.assertEqual((line.count, line.others_label), (0, "＜5"))
        for _number in range(6):
            self.register()
        self.assertEqual(self._line(self._report("auditor"), "C2.1").others_label, "≥5")
        self.assertEqual(self._line(self._report("council"), "C2.1").others_label, "≥5")

    # whole periods by one click, other days by hand
    def test_whole_periods_by_one_click(self):
        window = Form(self.as_user(self.env["stakeholder.clause.report"], "auditor"))
        self.assertEqual(window.whole, "year")
        window.whole = "first"
        half = (date(2026, 1, 1), date(2026, 6, 30))
        self.assertEqual((window.date_from, window.date_to), half)
        window.date_to = date(2026, 6, 29)
        self.assertFalse(window.whole)
        window.whole = "before"
        self.assertEqual(window.date_from, date(2025, 1, 1))

    # channel 23: no day before and day after between which one case came in
    def test_days_of_choice_tell_of_no_single_one(self):
        for _number in range(6):
            self.register()
        half = {"date_from": date(2026, 7, 1), "date_to": date(2026, 12, 31)}
        report = self._report("auditor", **half)
        self.assertEqual(self._line(report, "C2.1").others_label, "≥5")
        for first, last in (
            (date(2026, 7, 1), date(2026, 11, 24)),
            (date(2026, 11, 24), date(2026, 12, 31)),
            (date(2026, 7, 2), date(2026, 12, 31)),
            (date(2025, 7, 1), date(2026, 12, 31)),
            (date(2026, 11, 24), date(2026, 11, 24)),
        ):
            report = self._report("auditor", date_from=first, date_to=last)
            line = self._line(report, "C2.1")
            self.assertEqual((line.count, line.others_label), (0, "—"), (first, last))
            # what everybody may know is counted on any days
            self.assertFalse(self._line(report, "U4.1").others_label)

    # X6 I2: talks with recipients and staff count as secret, whoever asks
    def test_talks_with_recipients_and_staff_are_secret(self):
        for code in ("S8", "I2", "S11", "S3"):
            line = self._line(self._report("director"), code)
            self.assertEqual((line.count, line.others_label), (0, "＜5"), code)

    # X2: printed in Chinese, with the guideline's words, for its readers alone
    def test_print(self):
        self.record()
        for user in READERS:
            report = self._report(user)
            text = self._text(user, report)
            for words in (
                "指引逐条落实报告",
                "用人单位信息每季度更新一次",
                "《人力资源管理制度》",
                "八、意见收集与投诉处理",
            ):
                self.assertIn(words, text)
            self.assertNotIn(CANARY, text)
        for user in ("clerk", "worker", "officer", "supervisor", "admin"):
            with self.assertRaises(AccessError):
                self._report(user)
            with self.assertRaises(AccessError):
                self._text(user, report)

    def test_a_report_is_its_author_s_alone(self):
        report = self._report("director")
        own = self.as_user(report, "auditor")
        with self.assertRaises(AccessError):
            own.read(["date_from"])
        line = self.as_user(report.line_ids[:1], "auditor")
        with self.assertRaises(AccessError):
            line.action_open()

    # X7: a clause that was revised stands in the reports of its time
    def test_clauses_have_a_period(self):
        clause = self.env.ref(f"{MODULE}.stakeholder_clause_u4_4")
        clause.date_to = date(2025, 12, 31)
        codes = self._report("director").line_ids.clause_id.mapped("code")
        self.assertNotIn("U4.4", codes)
        before = self._report(
            "director", date_from=date(2025, 1, 1), date_to=date(2025, 12, 31)
        )
        self.assertIn("U4.4", before.line_ids.clause_id.mapped("code"))

    # X8: links the centre sets, shown where the guideline cites them
    def test_documents_are_links_where_they_are_cited(self):
        service = self.env.ref(f"{MODULE}.stakeholder_document_service")
        own = self.as_user(service, "admin")
        with self.assertRaises(ValidationError):
            own.url = "javascript:alert(1)"
        own.url = "https://centre.example/guide"
        with self.assertRaises(AccessError):
            self.as_user(service, "director").url = "https://other.example"
        line = self._line(self._report("director"), "S1")
        self.assertIn('href="https://centre.example/guide"', line.documents)
        public = self.env.ref(f"{MODULE}.stakeholder_document_public")
        public.url = "https://centre.example/public"
        english = self.as_user(self.unit, "worker").with_context(lang="en_US")
        self.assertNotIn("Rules of today", english.stakeholder_documents)
        shown = self.as_user(self.unit, "worker").stakeholder_documents
        self.assertIn("https://centre.example/public", shown)
        self.assertNotIn("guide", shown)
        # the name in another language is written past the model's own door
        public.update_field_translations("name", {"en_US": "Rules of today"})
        english.invalidate_recordset()
        self.assertIn("Rules of today", english.stakeholder_documents)
        # I2: the rules for staff, where a talk with staff is written down
        rules = self.env.ref(f"{MODULE}.stakeholder_document_hr")
        rules.url = "https://centre.example/hr"
        colleague = self.users["officer"].partner_id
        for their, is_shown in ((colleague, True), (self.unit.child_ids[:1], False)):
            talk = self.env["stakeholder.communication"].new({"their_ids": their.ids})
            talk.kind = "staff" if is_shown else "party"
            self.assertEqual("example/hr" in (talk.documents or ""), is_shown)
        public.date_to = date(2026, 11, 23)
        self.assertFalse(self.as_user(self.unit, "worker").stakeholder_documents)
        with self.assertRaises(ValidationError):
            self.unit.stakeholder_mechanism = "file:///etc/passwd"
