import json

from werkzeug.datastructures import FileStorage

from odoo.http import route

from odoo.addons.web.controllers.pivot import TableExporter

from ..reports.stakeholder_register import MARK, MAX_TEXT
from ..tools.neutral_cell import neutral

# What core's writer turns into links.
LINKS = (
    "http://",
    "https://",
    "ftp://",
    "ftps://",
    "mailto:",
    "internal:",
    "external:",
)


class StakeholderPivot(TableExporter):
    """The download of a pivot: its headings are what people wrote (P18).

    Core would make them live formulas and links, and half a character would break the
    whole file. Its writer cannot be told otherwise, so the words are made harmless.
    """

    @route()
    def export_xlsx(self, data, **kw):
        text = data.read() if isinstance(data, FileStorage) else data
        sent = json.loads(text)
        if sent:
            # The name of the sheet and of the model are no cells.
            named = {name: sent.get(name) for name in ("title", "model")}
            sent = self._harmless(sent) | named
        return super().export_xlsx(json.dumps(sent), **kw)

    def _harmless(self, part):
        if isinstance(part, dict):
            return {name: self._harmless(value) for name, value in part.items()}
        if isinstance(part, list):
            return [self._harmless(value) for value in part]
        if not isinstance(part, str):
            return part
        words = neutral(part.encode("utf-8", "ignore").decode())
        if words.lower().startswith(LINKS) or words.startswith("{="):
            words = f"'{words}"
        return words if len(words) <= MAX_TEXT else words[: MAX_TEXT - 1] + MARK
