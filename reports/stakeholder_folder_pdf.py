import io
import re
import secrets
from itertools import pairwise

from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import split_every

from ..tools.form_dates import FORM_LANG

FOLDER = "stakeholder_relations.report_folder"
# So many units go through the converter at once: its memory stays flat, and its one
# second of waiting is not paid for each unit.
BATCH = 10
# A word of chance stands in each: nobody can have written one into a record.
MARK = "@@%s.%s.%s@@"
# Marks are the only words written in white. To read the text of a page takes ten times
# as long as to look for the pen.
WHITE_PEN = re.compile(rb"\b1 1 1 (?:SCN|RG)\b")
FOOT = 18


class StakeholderFolderPdf(models.AbstractModel):
    """The folders as one PDF: contents with page numbers, a number on each page.

    The body goes first, in batches; where a section begins is read off its mark. Then
    the contents pages follow, all at once, and each folder is put together.
    """

    _inherit = "report.stakeholder_relations.report_folder"

    @api.model
    def _pdf(self, report, folder):
        self._check_reader()
        own = self.with_context(lang=FORM_LANG)
        units = folder.partner_ids
        binders, bodies = [], []
        for ids in split_every(BATCH, units.ids):
            batch = own._binders(units.browse(ids), folder._span())
            bodies += own._bodies(report, batch)
            binders += [own._cover(binder) for binder in batch]
            self.env.invalidate_all()
        covers = own._pages(own._convert(report, binders, "contents"))
        return own._bind(binders, covers, bodies)

    @api.model
    def _bodies(self, report, binders):
        """[the pages of each]; the sections learn on which page they begin."""
        seal = secrets.token_hex(4)
        pages = self._pages(self._convert(report, binders, "body", seal))
        starts = self._starts(pages, binders, seal)
        firsts = [page for _index, section, page in starts if section == 1]
        if not self._are_sealed(pages, firsts, len(binders), seal):
            # Whose page it is cannot be proved: one by one, contents without numbers.
            each = [self._convert(report, [binder], "body") for binder in binders]
            return [self._pages(body) for body in each]
        for index, section, page in starts:
            # The contents page is the first.
            own = binders[index]["sections"][section - 1]
            own["page"] = page - firsts[index] + 2
        bounds = [*firsts, len(pages)]
        return [pages[first:end] for first, end in pairwise(bounds)]

    @api.model
    def _are_sealed(self, pages, firsts, count, seal):
        """Whether each folder begins where it is to be cut: its mark is first there.

        A page in the folder of another unit would be handed out with it.
        """
        marks = [MARK % (seal, index, 1) for index in range(count)]
        return len(firsts) == count and all(
            pages[page].extract_text().lstrip().startswith(mark)
            for page, mark in zip(firsts, marks, strict=True)
        )

    @api.model
    def _starts(self, pages, binders, seal):
        """[(folder, section, page it begins on)]; read where counting is not enough."""
        marked = [
            number
            for number, page in enumerate(pages)
            if (content := page.get_contents()) is not None
            and WHITE_PEN.search(content.get_data())
        ]
        sections = [
            (index, section["number"])
            for index, binder in enumerate(binders)
            for section in binder["sections"]
        ]
        if len(marked) == len(sections):
            return [(*one, page) for one, page in zip(sections, marked, strict=True)]
        texts = [(number, page.extract_text()) for number, page in enumerate(pages)]
        return [
            (*one, number)
            for one in sections
            for number, text in texts
            if MARK % (seal, *one) in text
        ]

    @api.model
    def _pages(self, pdf):
        return list(PdfReader(io.BytesIO(pdf)).pages)

    @api.model
    def _cover(self, binder):
        """What is needed for the contents page; the rest is on paper already."""
        names = ("title", "number", "page", "count", "withheld")
        sections = [{name: one[name] for name in names} for one in binder["sections"]]
        return {**binder, "sections": sections}

    @api.model
    def _html(self, report, binders, part, seal=False):
        values = {"binders": binders, "part": part, "centre": self.env.company}
        return report._render_template(FOLDER, {**values, "seal": seal})

    @api.model
    def _convert(self, report, binders, part, seal=False):
        html = self._html(report, binders, part, seal)
        bodies, _ids, header, footer, arguments = report._prepare_html(html)
        return report._run_wkhtmltopdf(
            bodies,
            report_ref=FOLDER,
            header=header,
            footer=footer,
            specific_paperformat_args=arguments,
        )

    # ------------------------------------------------------------
    # PUTTING TOGETHER
    # ------------------------------------------------------------

    @api.model
    def _bind(self, binders, covers, bodies):
        writer, output = PdfWriter(), io.BytesIO()
        for index, (binder, body) in enumerate(zip(binders, bodies, strict=True)):
            first = len(writer.pages)
            writer.add_page(covers[index])
            for page in body:
                writer.add_page(page)
            self._number(writer, first)
            self._outline(writer, binder, first)
        writer.write(output)
        return output

    @api.model
    def _number(self, writer, first):
        """Page and pages at the foot of each page of one folder."""
        total = len(writer.pages) - first
        strip = io.BytesIO()
        drawing = canvas.Canvas(strip, pagesize=A4)
        for number in range(1, total + 1):
            drawing.setFont("Helvetica", 8)
            drawing.drawCentredString(A4[0] / 2, FOOT, f"{number} / {total}")
            drawing.showPage()
        drawing.save()
        for number, foot in enumerate(PdfReader(strip).pages):
            writer.pages[first + number].merge_page(foot)

    @api.model
    def _outline(self, writer, binder, first):
        unit = writer.add_outline_item(title=binder["name"], page_number=first)
        for section in binder["sections"]:
            page = first + (section["page"] or 1) - 1
            writer.add_outline_item(
                title=section["title"], page_number=page, parent=unit
            )


class IrActionsReport(models.Model):
    _inherit = "ir.actions.report"

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """A folder is converted in batches of units, not as one huge page."""
        report = self._get_report(report_ref)
        if report.report_name != FOLDER or not res_ids:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        if self.get_wkhtmltopdf_state() == "install":
            raise UserError(
                self.env._("Wkhtmltopdf is not installed: the folder cannot be made.")
            )
        folder = self.env["stakeholder.folder"].browse(res_ids[0])
        maker = self.env[f"report.{FOLDER}"]
        stream = maker._pdf(report.sudo(False), folder)
        return {False: {"stream": stream, "attachment": None}}
