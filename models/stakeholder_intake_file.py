import io

from odoo import api, models
from odoo.tools.pdf import PdfReader, PdfWriter

from ..tools import safe_file
from ..tools.plain_text import plain
from ..tools.safe_file import MAX_BYTES, RefusedError, jpeg_without_notes

MAX_PAGES = 500
MAX_FILES = 10


class StakeholderIntake(models.Model):
    """Files from outside: a bad one refuses nothing else; of a PDF the pages alone."""

    _inherit = "stakeholder.intake"

    @api.model
    def _clean(self, files):
        """([(extension, bytes)], [(name, why)]): a bad file refuses nothing else."""
        taken, refused = [], []
        for name, content in files:
            name = plain(name or "").rsplit("/", 1)[-1].rsplit("\\", 1)[-1]
            try:
                if len(taken) >= MAX_FILES:
                    raise safe_file.RefusedError("count")
                taken.append(self._clean_one(name, content))
            except safe_file.RefusedError as error:
                refused.append((name[:100], self._why(str(error))))
        return taken, refused

    @api.model
    def _clean_one(self, name, content):
        if safe_file.extension(name) in safe_file.PDF:
            return "pdf", self._clean_pdf(content)
        return safe_file.cleaned(name, content)

    @api.model
    def _why(self, reason):
        return {
            "size": self.env._("larger than 10 MB"),
            "count": self.env._("more than ten files"),
            "type": self.env._(
                "only pictures, PDF, Word (docx), Excel (xlsx) and text"
            ),
            "content": self.env._("the file is damaged, or not what its name says"),
        }[reason]

    def _attach(self, taken):
        """Under neutral names: what a file was called may tell who sent it."""
        # sudo: whoever sends a file does not get it back
        return (
            self.env["ir.attachment"]
            .sudo()
            .create(
                [
                    {
                        "name": f"{number}.{kind}",
                        "raw": content,
                        "res_model": self._name,
                        "res_id": self.id,
                    }
                    for number, (kind, content) in enumerate(taken, start=1)
                ]
            )
        )

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
