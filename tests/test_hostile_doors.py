import csv
import io

from odoo import http
from odoo.tests import tagged

from ..tools.plain_text import CONTROL, hidden, plain, unmarked
from .hostile import HOSTILE
from .hostile_common import PARTNER, TERM, HostileCase

KEYS = {"name", "number"}


@tagged("post_install", "-at_install")
class TestHostileDoors(HostileCase):
    """P16: 60 texts × every free-text field by form, RPC, import; 0 lost, 0 unmarked.

    Page, portal, mail and the centre's own workbook are in ``test_hostile_text``.
    """

    def setUp(self):
        super().setUp()
        self.texts = 0

    def sent(self, record, names, payload):
        most = record._stakeholder_texts()
        return {name: payload[: most[name] or 200] or "x" for name in names}

    def told_apart(self, model, sent):
        """The same agreement, or number of one, is refused a second time."""
        if model != "stakeholder.agreement":
            return sent
        return [
            {
                **one,
                **{name: f"{count} {one[name]}"[:200] for name in KEYS & one.keys()},
            }
            for count, one in enumerate(sent)
        ]

    def check(self, sent, shown):
        """Whole, without what no database holds, and marked where it hides."""
        for name, text in sent.items():
            with self.subTest(field=name, text=text[:20]):
                found = shown[name] or ""
                self.assertEqual(unmarked(found).strip(), plain(text).strip())
                self.assertFalse(CONTROL.search(found))
                if told := hidden(plain(text)):
                    self.assertTrue(found.startswith("["))
                    self.assertIn(told, found.split("] ")[0])
                self.texts += 1

    # ------------------------------------------------------------
    # TESTS
    # ------------------------------------------------------------

    def test_by_the_form(self):
        # 60 × all fields; saved as the client does, and what it shows afterwards
        targets = self.targets
        self.log_in()
        for payload in HOSTILE:
            for record, names in targets:
                sent = self.sent(record, names, payload)
                values = dict(sent)
                if "edit_version" in record._fields:
                    record.invalidate_recordset(["edit_version"])
                    values["edit_version"] = record.edit_version
                shown = self.rpc(
                    record._name,
                    "web_save",
                    [record.ids, values],
                    specification=dict.fromkeys(names, {}),
                )
                self.check(sent, shown[0])
        self.assertGreaterEqual(self.texts, 3_000)

    def test_by_rpc(self):
        # 60 × the fields of five models, created in one call each
        self.log_in()
        unit, means = self.unit.id, self.option_of("recognition").id
        self.made = {
            "stakeholder.agreement": {"partner_id": unit, **TERM},
            "stakeholder.recognition": {
                "partner_id": unit,
                "date": "2026-11-02",
                "means_id": means,
            },
            "stakeholder.communication": self.talk_values(),
            "stakeholder.option": {"kind": "subject"},
            "res.partner": {"stakeholder_class": "unit"},
        }
        for model, values in self.made.items():
            record = self.env[model]
            names = PARTNER if model == "res.partner" else self.written_in(record)
            sent = [self.sent(record, names, payload) for payload in HOSTILE]
            sent = self.told_apart(model, sent)
            ids = self.rpc(model, "create", [[{**values, **one} for one in sent]])
            for one, shown in zip(sent, record.browse(ids).read(names), strict=True):
                self.check(one, shown)
        self.assertGreaterEqual(self.texts, 1_400)

    def test_by_import(self):
        # 60 rows × the columns of a file, through core's own import of any list
        self.log_in()
        unit, means = self.unit.id, self.option_of("recognition").id
        tried = (
            ("res.partner", PARTNER, {"stakeholder_class": "unit"}),
            (
                "stakeholder.recognition",
                ("name", "note"),
                {"partner_id/.id": unit, "date": "2026-11-02", "means_id/.id": means},
            ),
            (
                "stakeholder.agreement",
                ("name", "note", "early_reason", "closure_note"),
                {"partner_id/.id": unit, **TERM},
            ),
        )
        for model, names, fixed in tried:
            with self.subTest(model):
                record = self.env[model]
                sent = [
                    self.sent(record, names, text.encode("utf-8", "ignore").decode())
                    for text in HOSTILE
                ]
                sent = self.told_apart(model, sent)
                ids = self._import(model, [*names, *fixed], sent, fixed)
                self.assertEqual(len(ids), 60)
                shown = record.browse(ids).read(names)
                for one, row in zip(sent, shown, strict=True):
                    self.check(one, row)
        self.assertGreaterEqual(self.texts, 500)

    def _import(self, model, columns, sent, fixed):
        file = io.StringIO(newline="")
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows([[*row.values(), *fixed.values()] for row in sent])
        values = {"res_model": model}
        window = self.rpc("base_import.import", "create", [values])
        response = self.url_open(
            "/base_import/set_file",
            data={"id": window, "csrf_token": http.Request.csrf_token(self)},
            files={"ufile": ("list.csv", file.getvalue().encode(), "text/csv")},
        )
        self.assertEqual(response.status_code, 200)
        options = {
            "quoting": '"',
            "separator": ",",
            "encoding": "utf-8",
            "has_headers": True,
            "keep_matches": False,
        }
        answer = self.rpc(
            "base_import.import",
            "execute_import",
            [[window], columns, columns, options],
        )
        self.assertFalse(answer["messages"])
        return answer["ids"]

    def test_too_long_is_told_in_words(self):
        # P16: 200, 20,000, 100; the record, the field, the rule
        targets = dict(self.targets)
        self.log_in()
        case = next(one for one in targets if one._name == "stakeholder.complaint")
        for record, name, most in (
            (case, "topic", 200),
            (case, "lesson", 20_000),
            (self.unit, "name", 100),
            (self.unit, "stakeholder_care_note", 20_000),
            (self.recipient, "guardian", 100),
        ):
            with self.subTest(name):
                label = record._fields[name]._description_string(record.env)
                values = {name: "长" * (most + 1)}
                if "edit_version" in record._fields:
                    values["edit_version"] = record.edit_version
                told = self.rpc(
                    record._name,
                    "web_save",
                    [record.ids, values],
                    fails=True,
                    specification={},
                )
                self.assertIn(record.display_name, told)
                for words in (label, str(most), str(most + 1)):
                    self.assertIn(words, told)
                # what nobody sees does not make a text too long, nor is it cut
                values[name] = "\u202e" + "长" * (most - 1)
                self.rpc(
                    record._name, "web_save", [record.ids, values], specification={}
                )
                record.invalidate_recordset()
                self.assertTrue(record[name].endswith(values[name]))
        told = self.rpc(case._name, "message_post", [case.ids], True, body="x" * 20_001)
        self.assertIn(case.name, told)
