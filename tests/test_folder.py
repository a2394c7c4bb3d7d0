import io
import re
from contextlib import ExitStack
from datetime import date
from unittest.mock import patch

from pypdf import PdfReader

from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CANARY, MODULE
from .test_communication import CommunicationCase

REPORT = "stakeholder_relations.report_folder"
PDF = "odoo.addons.stakeholder_relations.reports.stakeholder_folder_pdf"


@tagged("post_install", "-at_install")
class TestFolder(CommunicationCase):
    """One PDF of a unit for the assessment day, at the reader's level of secrecy."""

    def _folder(self, user, units=None):
        Folder = self.as_user(self.env["stakeholder.folder"], user)
        return Folder.create({"partner_ids": [Command.set((units or self.unit).ids)]})

    def _text(self, user, units=None):
        return self._printed(user, self._folder(user, units))

    def _printed(self, user, folder):
        report = self.as_user(self.env["ir.actions.report"], user)
        html = report._render_qweb_html(REPORT, folder.ids)[0].decode()
        return re.sub(
            r"\s+", " ", re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.S)
        )

    def _filed(self, channel, **values):
        talk = self.record(channel=channel, said="Words of it", **values)
        self.as_user(talk, "worker").action_file()
        return talk

    def _cases(self, count, **values):
        found = self.env["stakeholder.complaint"]
        for _number in range(count):
            found |= self.register(
                party_class="unit", place_id=self.unit.id, topic=CANARY, **values
            )
        return found

    # X3 U4.1 U4.4: what the auditors leaf through, in their order and in Chinese
    def test_a_folder_holds_the_unit_s_year(self):
        self._filed("work_report", work_summary="Summary of the year")
        self._filed("emergency", summary="A pipe burst")
        self.record(at=self.local(2025, 12, 31), summary="of last year")
        self.env["stakeholder.verification"]._confirm(self.unit)
        text = self._text("supervisor")
        titles = (
            *("信息表及其历史", "协议与合同", "沟通记录", "工作汇报"),
            *("意见与投诉概要", "评价与表彰", "评估测评表及其痕迹"),
        )
        places = [text.index(title) for title in titles]
        self.assertEqual(places, sorted(places))
        for words in ("Summary of the year", "A pipe burst", self.unit.name):
            self.assertIn(words, text)
        self.assertIn("用人单位信息表", text)
        self.assertNotIn("of last year", text)

    # C5.1: no word of a case to whoever may not read it, nor that there is one
    def test_a_case_one_may_not_read_is_not_in_it(self):
        nothing = self._text("worker")
        self._cases(4)
        self.assertEqual(self._text("worker"), nothing)
        self.assertNotIn(CANARY, nothing)
        five = self._cases(1)
        text = self._text("worker")
        self.assertNotIn(CANARY, text)
        self.assertNotIn(five.name, text)
        self.assertIn("未逐条显示的其他件数：5", text)

    # channel 23: no two folders between which one case came in, and no breakdown
    def test_days_of_choice_tell_of_no_single_case(self):
        self._cases(6)
        units = [Command.set(self.unit.ids)]
        Folder = self.as_user(self.env["stakeholder.folder"], "council")
        for first, last, is_told in (
            (date(2026, 1, 1), date(2026, 12, 31), True),
            (date(2026, 7, 1), date(2026, 12, 31), True),
            (date(2026, 7, 1), date(2026, 11, 24), False),
            (date(2026, 11, 24), date(2026, 12, 31), False),
        ):
            values = {"partner_ids": units, "date_from": first, "date_to": last}
            text = self._printed("council", Folder.create(values))
            self.assertEqual("未逐条显示的其他件数：6" in text, is_told, (first, last))
            self.assertNotIn("投诉表", text)

    # C5.1 C5.2: each case to whoever reads it, on its trail; no topic of a secret one
    def test_cases_are_listed_for_those_who_read_them(self):
        case = self._cases(1)
        secret = self._cases(1, is_confidential=True)
        text = self._text("director")
        self.assertIn(case.name, text)
        self.assertIn(secret.name, text)
        self.assertEqual(text.count(CANARY), 1)
        self.env.invalidate_all()
        for one in case | secret:
            self.assertEqual(one.trail_ids.sorted("seq")[-1].event, "exported")
        self.name_respondents(case, "director")
        text = self._text("director")
        self.assertNotIn(case.name, text)
        self.assertNotIn(CANARY, text)

    # C5.1: a council member sees the talks with a unit, not the cases
    def test_council_and_evaluator_print_at_their_level(self):
        self._filed("emergency", summary="A pipe burst")
        case = self._cases(1)
        self.assertIn("A pipe burst", self._text("council"))
        self.assertNotIn(case.name, self._text("council"))
        text = self._text("auditor")
        self.assertNotIn("A pipe burst", text)
        self.assertIn("该保密级别不予显示", text)

    def test_outsiders_get_no_folder(self):
        folder = self._folder("worker")
        for user in ("clerk", "admin"):
            with self.assertRaises(AccessError):
                self._folder(user)
            report = self.as_user(self.env["ir.actions.report"], user)
            with self.assertRaises(AccessError):
                report._render_qweb_html(REPORT, folder.ids)
        own = self.as_user(folder, "supervisor")
        with self.assertRaises(AccessError):
            own.read(["date_from"])
        report = self.as_user(self.env["ir.actions.report"], "supervisor")
        with self.assertRaises(AccessError):
            report._render_qweb_html(REPORT, folder.ids)

    # U4.6-U4.8: who rated is for those who may read it; an average tells on nobody
    def test_ratings_are_for_those_who_may_read_them(self):
        self.env["stakeholder.rating"].create(
            {
                "kind": "centre",
                "partner_id": self.unit.id,
                "rater_id": self.unit.id,
                "state": "answered",
                "source": "paper",
                "date_answered": date(2026, 11, 1),
                "is_scored": True,
                "score": 77.5,
                "answers": [],
            }
        )
        self.assertIn("77.5 %", self._text("supervisor"))
        self.assertNotIn("77.5", self._text("worker"))

    # U4.10: the scorecards of the period, for those who may read them
    def test_scorecards_are_in_it(self):
        self.env["stakeholder.agreement"].create(
            {
                "name": "Service",
                "partner_id": self.unit.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 31),
                "state": "signed",
                "date_signed": date(2026, 1, 1),
            }
        )
        Scorecard = self.env["stakeholder.scorecard"]
        Scorecard._make(self.unit, "half", date(2026, 6, 30))
        Scorecard._make(self.unit, "half", date(2025, 6, 30))
        indicator = self.env.ref(f"{MODULE}.stakeholder_indicator_verification")
        words = indicator.with_context(lang="zh_CN").name
        text = self._text("director")
        self.assertIn(words, text)
        self.assertIn("2026 年 6 月 30 日", text)
        self.assertNotIn("2025 年 6 月 30 日", text)
        self.assertIn(words, self._text("worker"))
        self.unit.stakeholder_user_id = self.users["officer"]
        self.assertNotIn(words, self._text("worker"))

    # X3: contents with the page each section begins on, and a number on each page
    def test_the_pdf_has_contents_and_page_numbers(self):
        report = self.env["ir.actions.report"]
        if report.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self._filed("work_report", work_summary="Summary of the year")
        units = self.unit | self.other_unit
        folder = self._folder("supervisor", units)
        own = self.as_user(report, "supervisor").with_context(
            force_report_rendering=True
        )
        pdf, kind = own._render_qweb_pdf(REPORT, folder.ids)
        self.assertEqual(kind, "pdf")
        reader = PdfReader(io.BytesIO(pdf))
        outline = reader.outline
        numbers = {
            page.indirect_reference.idnum: number
            for number, page in enumerate(reader.pages)
        }

        def page_of(entry):
            return numbers[entry.raw_get("/Page").idnum]

        self.assertEqual(
            [one.title for one in outline[::2]],
            [unit.name for unit in folder.partner_ids],
        )
        for sections in outline[1::2]:
            pages = [page_of(one) for one in sections]
            self.assertEqual(pages, sorted(set(pages)))
            self.assertEqual(len(pages), 7)
        total = page_of(outline[2])
        for number in range(total):
            self.assertIn(
                f"{number + 1} / {total}", reader.pages[number].extract_text()
            )

    def _folders(self, *spoilt):
        """[text of each unit's folder] of two units, while ``spoilt`` are patched."""
        report = self.env["ir.actions.report"]
        if report.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        folder = self._folder("supervisor", self.unit | self.other_unit)
        own = self.as_user(report, "supervisor").with_context(
            force_report_rendering=True
        )
        with ExitStack() as stack:
            for one in spoilt:
                stack.enter_context(one)
            pdf = own._render_qweb_pdf(REPORT, folder.ids)[0]
        reader = PdfReader(io.BytesIO(pdf))
        begins = reader.outline[2].raw_get("/Page").idnum
        pages = [page.indirect_reference.idnum for page in reader.pages]
        second = pages.index(begins)
        texts = [page.extract_text() for page in reader.pages]
        found = "\n".join(texts[:second]), "\n".join(texts[second:])
        self.assertEqual(folder.partner_ids[0], self.other_unit)
        return found

    # X3 P16: words of a record cannot draw its pages into another unit's folder
    def test_marks_written_by_somebody_are_words(self):
        mark = "@@1.1@@"
        self.record(
            channel="work_report",
            their_ids=[Command.set(self.doctor.ids)],
            summary=f"{CANARY} {mark}",
            said="Words of it",
            work_summary=f"{CANARY} {mark}",
        ).with_user(self.users["worker"]).action_file()
        # Another white thing on a page: counting is not enough, marks are read.
        first, second = self._folders(
            patch(f"{PDF}.WHITE_PEN", re.compile(rb"none is white"))
        )
        self.assertIn(CANARY, first)
        self.assertNotIn(CANARY, second)

    # X3: a cut in the wrong place is seen, and each unit is printed by itself
    def test_a_cut_that_is_not_proved_is_not_made(self):
        self.record(
            channel="work_report",
            their_ids=[Command.set(self.doctor.ids)],
            said="Words of it",
            work_summary=f"{CANARY} of the first",
        ).with_user(self.users["worker"]).action_file()
        maker = type(self.env[f"report.{REPORT}"])
        right = maker._starts

        def early(self, *args):
            return [
                (index, section, page - bool(index))
                for index, section, page in right(self, *args)
            ]

        first, second = self._folders(patch.object(maker, "_starts", early))
        self.assertIn(CANARY, first)
        self.assertNotIn(self.other_unit.name, second)
        self.assertIn(self.unit.name, second)
