import io
import logging
import re
import zipfile
from contextlib import contextmanager
from unittest.mock import patch

from PIL import Image
from pypdf import PdfWriter

from odoo.tests import HttpCase

from .common import CANARY, StakeholderCase


class PublicCase(HttpCase, StakeholderCase):
    """A visitor with a browser that runs no script, and the centre behind the page."""

    def setUp(self):
        super().setUp()
        # A frozen clock would stop the server that answers.
        self._stop_clock()
        self.intakes = self.env["stakeholder.intake"]

    def at(self, moment):
        """The clock of the machine."""

    def visit(self, path="/opinion"):
        """The page, with the form's hidden values kept for the next step."""
        response = self.url_open(path)
        self.hidden = dict(
            re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', response.text)
        )
        return response

    def send(self, files=(), **values):
        """Fill in the form and send it."""
        self.visit()
        sent = {
            **self.hidden,
            "nature": "complaint",
            "party_class": "recipient",
            "statement": "The lift of the centre is broken.",
            **values,
        }
        uploads = [("files", one) for one in files] or None
        return self.opener.post(
            f"{self.base_url()}/opinion", data=sent, files=uploads, timeout=60
        )

    def code_of(self, response):
        return re.search(r'name="code" value="(\d{20})"', response.text)[1]

    def with_code(self, code, path="/opinion/receipt", files=None, **values):
        self.visit("/opinion/receipt")
        sent = {"csrf_token": self.hidden["csrf_token"], "code": code, **values}
        return self.opener.post(
            self.base_url() + path, data=sent, files=files, timeout=60
        )

    def quiet_commits(self):
        """A job in the one transaction of the test."""
        return patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: cron.env.flush_all() or 60.0,
        )

    def hand_over(self):
        with self.quiet_commits():
            self.intakes._cron_hand_over()

    def last(self):
        return self.intakes.search([], limit=1)

    @contextmanager
    def all_logged(self, logger):
        """What a server at INFO would write, though the suite is quieter."""
        # By number: Odoo gives its own level the name.
        with self.assertLogs(logger, logging.INFO) as log:
            logging.getLogger(logger).info("the log is heard")
            yield log


def photograph(kind="JPEG"):
    """A picture that says who took it, with what and where."""
    picture = Image.new("RGB", (64, 48), "red")
    exif = Image.Exif()
    exif[0x010F] = CANARY
    exif[0x013B] = CANARY
    exif.get_ifd(0x8825)[0x001D] = CANARY
    target = io.BytesIO()
    picture.save(target, kind, exif=exif.tobytes())
    assert CANARY.encode() in target.getvalue()
    return target.getvalue()


def document(macro=False):
    target = io.BytesIO()
    body = f'<w:document><w:ins w:author="{CANARY}">Words</w:ins></w:document>'
    with zipfile.ZipFile(target, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", body)
        made.writestr("docProps/core.xml", f"<dc:creator>{CANARY}</dc:creator>")
        made.writestr("docProps/app.xml", f"<Company>{CANARY}</Company>")
        made.writestr("word/media/image1.jpeg", photograph())
        if macro:
            made.writestr("word/vbaProject.bin", b"x")
    return target.getvalue()


def zipped(parts):
    """{name in the archive: text} as one file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return target.getvalue()


def pdf():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Author": CANARY})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def unpacked(content):
    """All bytes of a file, those inside a zip too."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return b"".join(source.read(name) for name in source.namelist())
