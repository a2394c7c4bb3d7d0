import io
import logging

from PIL import Image

from odoo.tests import tagged

from ..controllers.stakeholder_public import NamelessFilter
from ..tools.safe_file import RefusedError, cleaned
from .common import CANARY
from .public_common import (
    PublicCase,
    document,
    pdf,
    photograph,
    unpacked,
    zipped,
)


@tagged("post_install", "-at_install")
class TestPublicFile(PublicCase):
    def test_no_trace_of_who_sent_it(self):
        # P20: canaries in address, browser, file name, author, EXIF and GPS
        self.opener.headers["User-Agent"] = f"Browser {CANARY}"
        logged = io.StringIO()
        handler = logging.StreamHandler(logged)
        logging.getLogger().addHandler(handler)
        self.addCleanup(logging.getLogger().removeHandler, handler)
        with self.all_logged("werkzeug") as log:
            self.send(
                files=[
                    (f"{CANARY}.jpg", photograph(), "image/jpeg"),
                    (f"{CANARY}.docx", document(), "application/zip"),
                    (f"{CANARY}.pdf", pdf(), "application/pdf"),
                ]
            )
            self.hand_over()
        complaint = self.last().complaint_id
        files = self.env["ir.attachment"].search(
            [("res_model", "=", complaint._name), ("res_id", "=", complaint.id)]
        )
        self.assertEqual(sorted(files.mapped("name")), ["1.jpg", "2.docx", "3.pdf"])
        for one in files:
            self.assertNotIn(CANARY.encode(), unpacked(one.raw))
        lines = [line for line in log.output if "/opinion" in line]
        self.assertTrue(lines)
        self.assertNotIn("127.0.0.1", "".join(lines))
        self.assertNotIn(CANARY, logged.getvalue())
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE %s',
                [f"%Browser {CANARY}%"],
            )
            self.assertFalse(self.env.cr.fetchone()[0], table)
        for table in ("stakeholder_throttle", "stakeholder_intake"):
            self.env.cr.execute(f"SELECT t::text FROM {table} t")
            self.assertNotIn("127.0.0.1", str(self.env.cr.fetchall()))

    def test_a_document_fetches_nothing_when_it_is_opened(self):
        # P17: remote templates, pictures and DDE; links to click stay
        kinds = ("attachedTemplate", "image", "oleObject", "frame", "hyperlink")
        rels = "".join(
            f'<Relationship Id="r{n}" Type="http://x/{kind}" TargetMode="External" '
            f'Target="http://evil.example/{kind}"/>'
            for n, kind in enumerate(kinds)
        )
        rels = f'<?xml version="1.0"?><Relationships xmlns="http://r">{rels}</Relationships>'
        parts = {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": "<w:document/>",
            "word/_rels/settings.xml.rels": rels,
        }
        kind, content = cleaned("a.docx", zipped(parts))
        found = unpacked(content)
        self.assertEqual(kind, "docx")
        self.assertEqual(found.count(b"evil.example"), 1)
        self.assertIn(b"http://evil.example/hyperlink", found)
        book = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
        bad = (
            {"xl/externalLinks/externalLink1.xml": "<x><ddeLink/></x>"},
            {"xl/connections.xml": "<connections/>"},
            {"xl/_rels/workbook.xml.rels": "<!DOCTYPE x [<!ENTITY e '1'>]><broken"},
        )
        for more in bad:
            with self.subTest(more), self.assertRaises(RefusedError):
                cleaned("a.xlsx", zipped(book | more))

    def test_the_log_filter_leaves_other_lines_alone(self):
        line = '10.0.0.7 - - [24/Nov/2026] "POST %s HTTP/1.1" 200 -'
        for path, expected in (("/opinion/receipt", "- - -"), ("/web", "10.0.0.7")):
            record = logging.makeLogRecord({"msg": line % path})
            NamelessFilter().filter(record)
            self.assertTrue(record.getMessage().startswith(expected))

    def test_one_bad_file_refuses_nothing(self):
        # P17: allow-list, 10 MB, 10 a case; bombs, polyglots, double extensions
        bomb = io.BytesIO()
        Image.new("1", (30_000, 30_000)).save(bomb, "PNG")
        bad = {
            "virus.exe": b"MZ",
            "photo.jpg.exe": b"MZ",
            "page.html": b"<script>1</script>",
            "vector.svg": b"<svg onload='x'/>",
            "lies.jpg": b"<html>",
            "lies.pdf": b"not one",
            "empty.png": b"",
            "bomb.png": bomb.getvalue(),
            "macro.docx": document(macro=True),
            "large.txt": b"x" * (10 * 1024 * 1024 + 1),
        }
        files = [(name, content, "x/y") for name, content in bad.items()]
        files.append(("../../etc/passwd.txt", b"only text", "text/plain"))
        page = self.send(files=files)
        self.assertEqual(page.status_code, 200)
        for name in bad:
            self.assertIn(name, page.text)
        self.hand_over()
        complaint = self.last().complaint_id
        files = self.env["ir.attachment"].search(
            [("res_model", "=", complaint._name), ("res_id", "=", complaint.id)]
        )
        self.assertEqual(files.mapped("name"), ["1.txt"])
        self.assertIn("virus.exe", complaint.statement)

    def test_ten_files_at_most_and_forty_pictures_are_bare(self):
        # P17: 0 EXIF or GPS bytes in 40 samples; the eleventh is named
        self.policy.reports_per_hour = 10
        for number in range(4):
            kinds = ("JPEG", "PNG")
            files = [
                (f"{one}.{kinds[one % 2].lower()}", photograph(kinds[one % 2]), "x/y")
                for one in range(10)
            ]
            page = self.send(files=[*files, (f"e{number}.txt", b"x", "x/y")])
            self.assertIn(f"e{number}.txt", page.text)
        pictures = self.env["ir.attachment"].search(
            [("res_model", "=", self.intakes._name)]
        )
        self.assertEqual(len(pictures), 40)
        for one in pictures:
            self.assertNotIn(CANARY.encode(), one.raw)
            self.assertNotIn(b"Exif", one.raw)
            self.assertFalse(Image.open(io.BytesIO(one.raw)).getexif())
