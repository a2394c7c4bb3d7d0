import base64
import io
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from unittest.mock import patch

from pypdf import PdfReader

from odoo.fields import Command
from odoo.tests import HttpCase, tagged
from odoo.tools import SQL

from .common import MODULE, StakeholderCase
from .engagement_common import EngagementCase
from .hostile_markup import FETCHING
from .scorecard_common import ScorecardCase

SECRET = "canary-of-the-server-9931"
PIXEL = base64.b64decode("R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==")
# What other apps keep and our papers may print, as {table: columns}.
BESIDE = {
    "res_partner": "name complete_name function street city phone ref website email",
    "res_company": "name",
    "hr_department": "name",
    "hr_employee": "name",
    "resource_resource": "name",
    "ir_attachment": "name",
    "survey_survey": "title description",
    "survey_question": "title description",
    "survey_question_answer": "value",
    "hr_job": "name",
}
# Read by the machine: another value is another matter, not other words.
CODES = {"code", "date_field", "domain", "model", "res_model", "kind", "email", "url"}


class Counter(BaseHTTPRequestHandler):
    """Whoever asks for anything is written down, and gets a picture."""

    def do_GET(self):
        self.server.asked.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "image/gif")
        self.send_header("Content-Length", str(len(PIXEL)))
        self.end_headers()
        self.wfile.write(PIXEL)

    do_POST = do_HEAD = do_OPTIONS = do_GET

    def log_message(self, *_args):
        """Quiet."""


@tagged("post_install", "-at_install")
class TestPrintRequests(HttpCase, ScorecardCase, EngagementCase):
    """P18: no word on a paper makes the server ask anybody for anything.

    Forty ways to fetch something stand in every text of every record behind our
    papers; the address they name is a server that counts.
    """

    now = StakeholderCase.now

    def setUp(self):
        super().setUp()
        self.report = self.env["ir.actions.report"]
        if self.report.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Counter)
        self.server.asked = []
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        file = tempfile.NamedTemporaryFile("w", suffix=".txt")  # noqa: SIM115
        self.addCleanup(file.close)
        file.write(SECRET)
        file.flush()
        url = f"http://127.0.0.1:{self.server.server_port}/x"
        self.payloads = [one.format(url=url, file=file.name) for one in FETCHING]
        self.all = "\n".join(self.payloads)
        parameters = self.env["ir.config_parameter"].sudo()
        parameters.set_param("report.url", self.base_url())

    # ------------------------------------------------------------
    # RECORDS
    # ------------------------------------------------------------

    def _papers(self):
        """{report: (role that prints it, its records)}."""
        case = self.closed(place_id=self.unit.id, party_class="unit")
        cycle = self.at_stage("follow_up", "recipient")
        talks = self.met((11, 3), (11, 5), said="Said", purpose="Why")
        sheet = self.env["stakeholder.communication.sheet"].create(
            {"partner_id": self.unit.id, "month": "2026-11-01"}
        )
        self.praise(11, 4)
        rating = self.rate("service", 80)
        rating.answers = [
            {
                "question": self.all,
                "answer": self.all,
                "score": 80,
                "max": 100,
                "options": [self.all, "x"],
            }
        ]
        card = self.card()
        folder = self.as_user(self.env["stakeholder.folder"], "director").create(
            {"partner_ids": [Command.set(self.unit.ids)]}
        )
        clauses = self.as_user(self.env["stakeholder.clause.report"], "director")
        clauses = clauses.create({})
        clauses._refresh()
        review = self.as_user(self.env["stakeholder.review"], "director").create({})
        return {
            "assessment": ("worker", cycle),
            "closure": ("worker", cycle),
            "communication": ("director", talks),
            "interview": ("director", talks),
            "communication_sheet": ("director", sheet),
            "poster": ("director", self.policy),
            "review": ("director", review),
            "rating": ("director", rating),
            "complaint": ("director", case),
            "scorecard": ("director", card),
            "unit": ("director", self.unit),
            "clauses": ("director", clauses),
            "folder": ("director", folder),
        }

    def _poison(self):
        """The forty in each text there is: past the doors, as nobody could send it."""
        self.policy.write({"public_rules": self.all, "privacy_notice": self.all})
        self.unit.write({"stakeholder_care_note": self.all, "comment": self.all})
        self.env.flush_all()
        count = 0
        for name, model in self.env.items():
            if model._abstract or not model._auto:
                continue
            for column in self._columns(name, model):
                count += self._fill(model, column)
        self.env.invalidate_all()
        return count

    def _columns(self, name, model):
        beside = BESIDE.get(model._table, "").split()
        texts = set(beside) | (
            set(model._stakeholder_texts())
            if name.startswith("stakeholder.")
            else set()
        )
        for column in texts - CODES:
            field = model._fields[column]
            sized = getattr(field, "size", None)
            if field.store and not field.company_dependent and not sized:
                yield field

    def _fill(self, model, field):
        """All forty in each text; in a line, which papers repeat, one of them.

        Which one differs from record to record and from field to field.
        """
        words = SQL("(%s::text[])[1 + (id + %s) %% 40]", self.payloads, len(field.name))
        is_line = field.type == "char"
        many = model.with_context(active_test=False).search_count([]) > 40
        if not (is_line or many):
            words = SQL("%s::text", self.all)
        if field.translate:
            words = SQL("jsonb_build_object('en_US', %s, 'zh_CN', %s)", words, words)
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET %s = %s",
                SQL.identifier(model._table),
                SQL.identifier(field.name),
                words,
            )
        )
        return self.env.cr.rowcount

    # ------------------------------------------------------------
    # PRINTING
    # ------------------------------------------------------------

    @contextmanager
    def _converted(self):
        """[the pages that went to the converter]; it is called, and is no stand-in."""
        seen, convert = [], type(self.report)._run_wkhtmltopdf

        def spied(report, bodies, *args, **kwargs):
            pdf = convert(report, bodies, *args, **kwargs)
            self.assertIn("Qt", PdfReader(io.BytesIO(pdf)).metadata.producer)
            seen.extend(map(str, bodies))
            return pdf

        with patch.object(type(self.report), "_run_wkhtmltopdf", spied):
            yield seen

    def _text(self, pdf):
        pages = PdfReader(io.BytesIO(pdf)).pages
        return "".join(page.extract_text() for page in pages)

    # ------------------------------------------------------------
    # TESTS
    # ------------------------------------------------------------

    def test_the_counter_counts(self):
        """Without this the nought below would prove nothing."""
        self._stop_clock()
        picture, style, frame = (self.payloads[number] for number in (0, 10, 18))
        for payload in (picture, style, frame):
            self.server.asked.clear()
            self.report._run_wkhtmltopdf([f"<html><body>{payload}</body></html>"])
            self.assertTrue(self.server.asked, payload)
            if payload == picture:
                self.assertEqual(self.server.asked, ["/x"])

    def test_no_paper_asks_anybody(self):
        papers = self._papers()
        self.env.flush_all()
        self.assertGreater(self._poison(), 300)
        self._stop_clock()
        for name, (role, records) in papers.items():
            with self.subTest(name), self._converted() as pages:
                own = self.as_user(self.report, role).with_context(
                    force_report_rendering=True
                )
                pdf, kind = own._render_qweb_pdf(f"{MODULE}.report_{name}", records.ids)
                self.assertEqual(kind, "pdf")
                # the words went through, each as words
                self.assertIn(f":{self.server.server_port}/x", "".join(pages))
                self.assertNotIn(SECRET, self._text(pdf))
                self.assertEqual(self.server.asked, [])
