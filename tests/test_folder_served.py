import io

from pypdf import PdfReader

from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .test_communication import CommunicationCase

REPORT = "stakeholder_relations.report_folder"


@tagged("post_install", "-at_install")
class TestFolderServed(HttpCase, CommunicationCase):
    """The folder as a real server makes it: with the style sheets of the reports."""

    def setUp(self):
        super().setUp()
        # A frozen clock would stop the server that answers.
        self._stop_clock()

    # X3: the contents name the pages, whatever fonts the centre's layout brings
    def test_the_contents_know_their_pages(self):
        report = self.env["ir.actions.report"]
        if report.get_wkhtmltopdf_state() == "install":
            self.skipTest("wkhtmltopdf is not installed")
        self.env["ir.config_parameter"].set_param("report.url", self.base_url())
        units = self.unit | self.other_unit
        folder = self.as_user(self.env["stakeholder.folder"], "supervisor").create(
            {"partner_ids": [Command.set(units.ids)]}
        )
        own = self.as_user(report, "supervisor").with_context(
            force_report_rendering=True
        )
        pdf, _kind = own._render_qweb_pdf(REPORT, folder.ids)
        pages = PdfReader(io.BytesIO(pdf)).pages
        # contents of the first, its seven sections each on a page of its own
        lines = pages[0].extract_text().split("\n")
        numbers = [int(one) for one in lines if one.strip().isdigit()]
        self.assertIn(2, numbers)
        self.assertNotIn("—", [one.strip() for one in lines])
