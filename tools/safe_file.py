"""Files from outside, made harmless and nameless: only what can be checked is taken."""

import io
import re
import zipfile
from pathlib import PurePosixPath

from lxml import etree
from PIL import Image

MAX_BYTES = 10 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_MEMBERS = 2_000
IMAGES = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG"}
OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
TEXT = {"txt"}
PDF = {"pdf"}
ALLOWED = (*IMAGES, *PDF, *OFFICE, *TEXT)
# What says who wrote a document.
PROPERTIES = re.compile(r"docProps/|word/people|word/comments|xl/comments|xl/persons/")
AUTHORS = re.compile(
    rb'((?:w|w15|w16cex|xr)?:?(?:author|initials|userId|userName|lastModifiedBy)=)"[^"]*"'
)
# What fetches or starts something elsewhere when the document is opened.
ACTIVE = re.compile(r"vbaproject|\.bin$|^xl/connections|^word/afchunk|\.html?$", re.I)
NOWHERE = "about:blank"
EMPTY = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
CORE = (
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
    b'metadata/core-properties"/>'
)


class RefusedError(Exception):
    """A file that is not taken; the argument is why: size, type or content."""


def extension(name):
    """What a file claims to be, by the last dot.

    >>> extension("../a.pdf.EXE"), extension("照片.JPG"), extension("none")
    ('exe', 'jpg', '')
    """
    return PurePosixPath(name or "").suffix[1:].lower()


def cleaned(name, content):
    """(extension, content) without author, place or device; raises RefusedError.

    >>> cleaned("a.exe", b"MZ")
    Traceback (most recent call last):
    odoo.addons.stakeholder_relations.tools.safe_file.RefusedError: type
    >>> cleaned("a.txt", "你好".encode("gb18030"))[1].decode()
    '你好'
    """
    if len(content) > MAX_BYTES:
        raise RefusedError("size")
    kind = extension(name)
    if kind in IMAGES:
        return _image(content)
    if kind in OFFICE:
        return kind, _office(content, OFFICE[kind])
    if kind in TEXT:
        return kind, _text(content)
    raise RefusedError("type")


def _image(content):
    """Drawn anew: only the picture itself goes through."""
    try:
        picture = Image.open(io.BytesIO(content), formats=[*set(IMAGES.values())])
        kind = picture.format
        if picture.width * picture.height > MAX_PIXELS:
            raise RefusedError("content")
        picture.load()
        upright = _upright(picture)
        bare = Image.new(upright.mode, upright.size)
        bare.paste(upright)
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError("content") from error
    target = io.BytesIO()
    bare.save(target, kind, **({} if kind == "PNG" else {"quality": 88}))
    return {"JPEG": "jpg", "PNG": "png"}[kind], target.getvalue()


def _upright(picture):
    """Turned as the camera meant it, for that note goes as well."""
    turned = {
        2: [Image.Transpose.FLIP_LEFT_RIGHT],
        3: [Image.Transpose.ROTATE_180],
        4: [Image.Transpose.FLIP_TOP_BOTTOM],
        5: [Image.Transpose.TRANSPOSE],
        6: [Image.Transpose.ROTATE_270],
        7: [Image.Transpose.TRANSVERSE],
        8: [Image.Transpose.ROTATE_90],
    }
    for step in turned.get(picture.getexif().get(0x0112), ()):
        picture = picture.transpose(step)
    mode = "RGBA" if picture.mode in ("P", "LA", "PA", "RGBA") else "RGB"
    if picture.format == "JPEG" or picture.mode in ("L", "1"):
        mode = "RGB"
    return picture.convert(mode)


def jpeg_without_notes(content):
    """A JPEG stream without its APP and comment segments (EXIF, GPS, author).

    >>> note = b"\\xff\\xe1\\x00\\x06GPS!"
    >>> jpeg_without_notes(b"\\xff\\xd8" + note + b"\\xff\\xda\\x00\\x02data")
    b'\\xff\\xd8\\xff\\xda\\x00\\x02data'
    """
    if not content.startswith(b"\xff\xd8"):
        return content
    kept, at = [content[:2]], 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        marker, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        segment = content[at : at + 2 + length]
        # APP14 tells the colours, all other notes may tell the person.
        if marker not in (*range(0xE1, 0xEE), 0xEF, 0xFE):
            kept.append(segment)
        at += 2 + length
    return b"".join([*kept, content[at:]])


def _office(content, main):
    """Zipped anew without properties, comments and names of authors."""
    target = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            _check_members(source.infolist(), main)
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
                for member in source.infolist():
                    if not member.is_dir():
                        bare = _bare(member.filename, source.read(member))
                        made.writestr(member.filename, bare)
    except RefusedError:
        raise
    except Exception as error:
        raise RefusedError("content") from error
    return target.getvalue()


def _check_members(members, main):
    names = {member.filename for member in members}
    total = sum(member.file_size for member in members)
    active = any(ACTIVE.search(name) for name in names)
    if (
        not {main, "[Content_Types].xml"} <= names
        or len(members) > MAX_MEMBERS
        or total > MAX_UNPACKED
        or active
    ):
        raise RefusedError("content")


def _bare(name, data):
    if name == "docProps/core.xml":
        return EMPTY + CORE
    if name.endswith(".rels"):
        data = _without_others(data)
    if b"<ddeLink" in data or b":ddeLink" in data:
        raise RefusedError("content")
    if PROPERTIES.match(name):
        return re.sub(rb">[^<]+<", b"><", AUTHORS.sub(rb'\1""', data))
    if name.endswith((".xml", ".rels")):
        return AUTHORS.sub(rb'\1""', data)
    if extension(name) in IMAGES:
        try:
            return _image(data)[1]
        except RefusedError:
            return b""
    return data


def _without_others(rels):
    """Nothing is fetched from elsewhere on opening: no template, picture or object.

    A link that somebody has to click stays what it is.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(rels, parser)
    for one in root.iter(etree.Element):
        is_link = (one.get("Type") or "").endswith("/hyperlink")
        if one.get("TargetMode") == "External" and not is_link:
            one.set("Target", NOWHERE)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _text(content):
    if b"\x00" in content:
        raise RefusedError("content")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    raise RefusedError("content")
