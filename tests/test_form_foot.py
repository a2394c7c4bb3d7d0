import io
import re
from ast import literal_eval

from pypdf import PdfReader, PdfWriter

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from ..reports.stakeholder_form_foot import FORMS, LATIN, UNKNOWN, _cut, _runs, _width
from .common import CANARY, MODULE, chromium_pdf
from .test_communication import CommunicationCase

COMPLAINT = f"{MODULE}.report_complaint"
LONG = "情况说明：社工按约到访，居民不在家。" * 150
# They number their own pages, or hang on a wall.
WITHOUT = {f"{MODULE}.report_folder", f"{MODULE}.report_poster"}


@tagged("post_install", "-at_install")
class TestFormFoot(CommunicationCase, HttpCase):
    """Each sheet tells whose it is and which of how many, form by form (X3)."""

    def setUp(self):
        super().setUp()
        self.Report = self.env["ir.actions.report"]

    def _reports(self):
        return self.Report.search([("report_name", "like", f"{MODULE}.report_")])

    def _pages(self, name, records, user="director", data=None):
        if self.Report.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self._stop_clock()
        self.env["ir.config_parameter"].set_param("report.url", self.base_url())
        report = self.as_user(self.Report, user).with_context(
            force_report_rendering=True
        )
        pdf, _kind = report._render_qweb_pdf(name, records.ids, data=data)
        return PdfReader(io.BytesIO(pdf)).pages

    def _feet(self, pages):
        """[(whose it is, number, total)], as drawn last on each page."""
        found = []
        for page in pages:
            text = re.sub(r"\s", "", page.extract_text())
            numbers = re.findall(r"第(\d+)页/共(\d+)页", text)
            self.assertEqual(len(numbers), 1, text[-80:])
            found.append(tuple(map(int, numbers[0])))
        return found

    # X3: the pages of each form of a batch are counted by themselves
    def test_each_form_of_a_batch_counts_its_own_pages(self):
        cases = [
            self.closed(statement=text, topic="x") for text in ("短。", LONG, "短。")
        ]
        pages = self._pages(COMPLAINT, self.Complaint.union(*cases))
        feet = self._feet(pages)
        total = len(pages) - 2
        self.assertGreater(total, 1)
        longer = [(number, total) for number in range(1, total + 1)]
        self.assertEqual(feet, [(1, 1), *longer, (1, 1)])
        owners = [cases[0], *[cases[1]] * total, cases[2]]
        for page, case in zip(pages, owners, strict=True):
            last = page.extract_text()[-80:]
            self.assertIn(case.name, last)
            self.assertIn("处理记录表", last)

    def test_one_form_and_a_blank_one(self):
        self.assertEqual(self._feet(self._pages(COMPLAINT, self.closed())), [(1, 1)])
        none = self.Complaint.browse()
        blanks = self._pages(COMPLAINT, none, "clerk", {"copies": 3})
        self.assertEqual(self._feet(blanks), [(1, 1)] * 3)

    # where there is no converter the browser prints, and counts the sheets
    def test_a_browser_counts_the_pages(self):
        report = self.as_user(self.Report, "director")
        case = self.closed(statement=LONG)
        html, _kind = report._render_qweb_html(COMPLAINT, case.ids)
        pages = chromium_pdf(html.decode()).pages
        self.assertGreater(len(pages), 1)
        for number, page in enumerate(pages, start=1):
            text = re.sub(r"\s", "", page.extract_text())
            self.assertIn(f"{number}/{len(pages)}", text)

    # X6: of a talk the foot names when and who wrote it, nobody of the other side
    def test_a_foot_names_no_recipient(self):
        party = self._party(f"Recipient {CANARY}", "external")
        person = self._person("Volunteer", party)
        talk = self.record(their_ids=[Command.set(person.ids)], channel=False)
        report = self.env[f"report.{MODULE}.report_communication"]
        own = self.as_user(report, "worker")
        [foot] = own._get_report_values(talk.ids)["feet"]
        self.assertIn(self.users["worker"].name, foot)
        self.assertNotIn(CANARY, foot)

    # where it cannot be told where a form begins, no sheet is given to another
    def test_without_marks_the_print_out_is_counted(self):
        report = self.env.ref(f"{MODULE}.action_report_complaint")
        pages = self._pages(f"{MODULE}.report_poster", self.env["stakeholder.policy"])
        self.assertNotIn("页/共", re.sub(r"\s", "", pages[0].extract_text()))
        plain, stream = PdfWriter(), io.BytesIO()
        for _number in range(3):
            plain.add_blank_page(595, 842)
        plain.write(stream)
        made = report.with_context(lang="zh_CN")._with_feet(
            stream.getvalue(), ["TS2026-0001", "TS2026-0002"]
        )
        pages = PdfReader(made).pages
        self.assertEqual(self._feet(pages), [(1, 3), (2, 3), (3, 3)])
        for page in pages:
            self.assertNotIn("TS2026", page.extract_text())

    # X3: no form is forgotten, and each begins with its mark
    def test_every_form_has_a_foot(self):
        names = set(self._reports().mapped("report_name"))
        self.assertEqual(names, FORMS | WITHOUT)
        for name in sorted(FORMS):
            with self.subTest(report=name):
                self.assertEqual(
                    self.env.ref(name).arch_db.count("report_form_mark"), 1
                )

    # what is in no font of the foot shows as a sign, and what is too long is cut
    def test_words_fit_into_the_foot(self):
        for report in self._reports().with_context(lang="zh_CN"):
            text = "".join(run for _font, run in _runs(report.name))
            self.assertEqual(text, report.name)
        self.assertEqual(
            _runs("东莞 No. 1\U00020000"),
            [
                (_runs("东")[0][0], "东莞"),
                (LATIN, " No. 1"),
                (_runs("东")[0][0], UNKNOWN),
            ],
        )
        self.assertEqual(_cut("东莞", 100), "东莞")
        cut = _cut("东莞" * 50, 100)
        self.assertTrue(cut.endswith("…"))
        self.assertLessEqual(_width(cut), 100)

    # the print menu offers a form where there is something to print on it
    def test_print_menu_offers_what_makes_sense(self):
        unit = self.env.ref(f"{MODULE}.action_report_unit")
        own = self.as_user(self.Report.browse(unit.id), "worker")
        outside = self._party("Foundation", "external")
        for party, offered in ((self.unit, [unit.id]), (outside, [])):
            found = own.get_valid_action_reports("res.partner", party.ids)
            self.assertEqual(found, offered, party.name)
        both = self.unit | outside
        self.assertEqual(
            own.get_valid_action_reports("res.partner", both.ids), [unit.id]
        )
        sheets = self.as_user(self.env[f"report.{MODULE}.report_unit"], "worker")
        values = sheets._get_report_values(both.ids)
        self.assertEqual([one["name"] for one in values["sheets"]], ["School"])
        for report in self._reports().filtered("domain"):
            model = self.env[report.model]
            model.search(literal_eval(report.domain), limit=1)
