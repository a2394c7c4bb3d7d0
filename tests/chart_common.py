import io
import re
import zipfile
from urllib.parse import unquote

import openpyxl
from lxml import etree

SPACES = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def charts(content):
    """[{"title", "series"}] of a workbook; of each series what it points at and holds.

    ``name``, ``categories``, ``values``: ([the cells], [what the chart brings along]).
    """
    book = openpyxl.load_workbook(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = sorted(one for one in packed.namelist() if "/charts/chart" in one)
        trees = [etree.fromstring(packed.read(name)) for name in names]
    return [
        {
            "title": "".join(
                tree.xpath("//c:chart/c:title//a:t/text()", namespaces=SPACES)
            ),
            "series": [
                {
                    "name": _referred(book, one, "c:tx"),
                    "categories": _referred(book, one, "c:cat"),
                    "values": _referred(book, one, "c:val"),
                }
                for one in tree.xpath("//c:ser", namespaces=SPACES)
            ],
        }
        for tree in trees
    ]


def _referred(book, series, part):
    [formula] = series.xpath(f"{part}//c:f/text()", namespaces=SPACES)
    kept = series.xpath(f"{part}//c:pt/c:v/text()", namespaces=SPACES)
    name, _mark, area = formula.rpartition("!")
    found = book[name.strip("'")][area.replace("$", "")]
    rows = found if isinstance(found, tuple) else ((found,),)
    return [cell.value for row in rows for cell in row], kept


def filename(response):
    """The name under which a download is kept."""
    said = response.headers["Content-Disposition"]
    return unquote(re.search(r"filename\*=UTF-8''(\S+)", said)[1])
