import io
import re
from collections import Counter
from functools import cache
from itertools import accumulate
from pathlib import Path

from pypdf import PdfReader, PdfWriter
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from odoo import api, models

from ..tools.form_dates import FORM_LANG
from .stakeholder_folder_pdf import FOOT, WHITE_PEN

# The folder has its own numbers, and a poster none.
FORMS = {
    f"stakeholder_relations.report_{name}"
    for name in (
        *("complaint", "unit", "communication", "interview", "communication_sheet"),
        *("assessment", "closure", "rating", "scorecard", "review", "clauses"),
    )
}
LATIN = "Helvetica"
CHINESE = "StakeholderFormFoot"
SIZE = 8
# From the edges of the paper, as the table of a form.
SIDE = 54
GAP = 24
# Stands for a character that is in neither font.
UNKNOWN = "〓"
# Where a report leaves what its feet say, one for each form.
FEET = "stakeholder_feet"


class IrActionsReport(models.Model):
    """The foot of the official forms: whose sheet it is, and which of how many (X3).

    The converter of some systems can print neither a foot nor a page number, and none
    counts each form of a batch for itself. So each form begins with a point in white,
    and the feet are drawn on the pages once these are there.
    """

    _inherit = "ir.actions.report"

    @api.model
    def _get_rendering_context(self, report, docids, data):
        values = super()._get_rendering_context(report, docids, data)
        feet = (data or {}).get(FEET)
        if isinstance(feet, list):
            feet[:] = values.get("feet") or ()
        return values

    def _render_qweb_pdf_prepare_streams(self, report_ref, data, res_ids=None):
        """All forms of a print-out are one file, with feet; core's ways for the rest.

        Core would cut it at each page where there are as many pages as records, and put
        it together again with the fonts of each.
        """
        report = self._get_report(report_ref)
        is_ready = self.get_wkhtmltopdf_state() != "install"
        if report.report_name not in FORMS or report.attachment or not is_ready:
            return super()._render_qweb_pdf_prepare_streams(report_ref, data, res_ids)
        own = self.with_context(debug=False)
        feet = []
        data = {**(data or {}), "debug": False, "report_type": "pdf", FEET: feet}
        html, _kind = own._render_qweb_html(report_ref, res_ids, data=data)
        bodies, _ids, header, footer, arguments = report.with_context(
            debug=False
        )._prepare_html(html, report_model=report.model)
        pdf = own._run_wkhtmltopdf(
            bodies,
            report_ref=report_ref,
            header=header,
            footer=footer,
            specific_paperformat_args=arguments,
        )
        stream = report.with_context(lang=FORM_LANG)._with_feet(pdf, feet)
        return {False: {"stream": stream, "attachment": None}}

    def _with_feet(self, pdf, feet):
        """The print-out with a foot on each page, counted form by form."""
        writer, stream = PdfWriter(clone_from=io.BytesIO(pdf)), io.BytesIO()
        # The foot of a rating form has the title of the one of three that it is.
        words = [
            foot
            if self.name in (foot or "")
            else " · ".join(filter(None, (self.name, foot)))
            for foot in feet
        ]
        firsts = [_is_first(page) for page in writer.pages]
        if not firsts[0] or sum(firsts) != len(words):
            # Whose page it is cannot be told: the sheets of the print-out are counted.
            firsts, words = [True] + [False] * (len(firsts) - 1), [self.name]
        forms = [number - 1 for number in accumulate(firsts)]
        totals = Counter(forms)
        lines = [
            (words[form], self._page_words(at - forms.index(form) + 1, totals[form]))
            for at, form in enumerate(forms)
        ]
        feet = _strips(writer.pages, lines)
        for page, foot in zip(writer.pages, feet, strict=True):
            page.merge_page(foot)
            page.compress_content_streams()
        writer.write(stream)
        return stream

    def _page_words(self, number, total):
        return self.env._("Page %(number)s of %(total)s", number=number, total=total)


def _is_first(page):
    content = page.get_contents()
    return bool(content is not None and WHITE_PEN.search(content.get_data()))


def _strips(pages, lines):
    """A page with nothing but its foot for each of ``pages``."""
    output = io.BytesIO()
    drawing = canvas.Canvas(output)
    for page, (words, count) in zip(pages, lines, strict=True):
        width, height = page.mediabox.width, page.mediabox.height
        drawing.setPageSize((float(width), float(height)))
        end = float(width) - SIDE
        start = end - _width(count)
        _draw(drawing, start, count)
        _draw(drawing, SIDE, _cut(words, start - GAP - SIDE))
        drawing.showPage()
    drawing.save()
    return PdfReader(output).pages


def _draw(drawing, left, text):
    for font, run in _runs(text):
        drawing.setFont(font, SIZE)
        drawing.drawString(left, FOOT, run)
        left += stringWidth(run, font, SIZE)


def _width(text):
    return sum(stringWidth(run, font, SIZE) for font, run in _runs(text))


def _cut(text, width):
    if _width(text) <= width:
        return text
    while text and _width(text + "…") > width:
        text = text[:-1]
    return text + "…"


def _runs(text):
    """[(font, characters that are in it)]."""
    known = _chinese()
    text = "".join(
        one if _is_latin(one) or ord(one) in known else UNKNOWN for one in text
    )
    return [
        (LATIN if _is_latin(run[0]) else CHINESE, run)
        for run in re.findall(r"[\x20-\xff—–…“”]+|[^\x20-\xff—–…“”]+", text)
    ]


def _is_latin(character):
    return bool(re.match(r"[\x20-\xff—–…“”]", character))


@cache
def _chinese():
    """The characters of the font, which is read once in a process."""
    folder = Path(__file__).parent / "fonts"
    font = TTFont(CHINESE, folder / "DroidSansFallback-GB2312.ttf")
    registerFont(font)
    return font.face.charToGlyph
