import io

from odoo import api, models
from odoo.tools.pdf import PdfReader, PdfWriter

from ..tools.safe_file import MAX_BYTES, RefusedError, jpeg_without_notes

MAX_PAGES = 500


class StakeholderIntake(models.Model):
    """PDF files from outside: the pages alone, nothing active, nobody named."""

    _inherit = "stakeholder.intake"

    @api.model
    def _clean_pdf(self, content):
        if len(content) > MAX_BYTES:
            raise RefusedError("size")
        if not content.lstrip()[:5] == b"%PDF-":
            raise RefusedError("content")
        try:
            reader = PdfReader(io.BytesIO(content), strict=False)
            if len(reader.pages) > MAX_PAGES:
                raise RefusedError("content")
            writer = PdfWriter()
            for page in reader.pages:
                self._bare_page(page)
                writer.add_page(page)
            writer.add_metadata({"/Producer": "-"})
            target = io.BytesIO()
            writer.write(target)
        except RefusedError:
            raise
        except Exception as error:
            raise RefusedError("content") from error
        return target.getvalue()

    @api.model
    def _bare_page(self, page):
        """No notes with names, no scripts; photographs without their place."""
        for name in ("/Annots", "/AA", "/Metadata", "/PieceInfo", "/LastModified"):
            page.pop(name, None)
        resources = page.get("/Resources")
        pictures = resources and resources.get_object().get("/XObject")
        for picture in pictures.get_object().values() if pictures else ():
            stream = picture.get_object()
            stream.pop("/Metadata", None)
            if stream.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
                stream._data = jpeg_without_notes(stream._data)
