import base64
import io
import secrets

import openpyxl
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils.escape import unescape

from odoo import http
from odoo.tests import new_test_user, tagged

from ..tools.plain_text import CONTROL, hidden, unmarked
from .hostile import HOSTILE, INVISIBLE, MARKUP
from .hostile_common import WebClientCase
from .public_common import PublicCase

SHORT = ("topic", "name", "contact", "about", "withheld")
RPC_FIELDS = {
    "stakeholder.complaint": (
        "topic",
        "director_opinion",
        "lesson",
        "team_reason",
    ),
    "stakeholder.engagement": (
        *("topic", "need", "help_sought", "help_reason", "self_view", "own_goals"),
        *("meeting_note", "expects_of_self", "expects_of_worker", "worker_expects"),
        *("worker_expects_of_self", "understanding", "need_origin", "interaction"),
        *("basic_data", "experience", "motivation"),
    ),
}
SIZES = {
    "topic": 200,
    "team_reason": 200,
    "complainant_name": 100,
    "complainant_contact": 200,
}


@tagged("post_install", "-at_install")
class TestHostileText(WebClientCase, PublicCase):
    """P16: 60 texts × 51 free-text fields of 5 doors, over the door itself.

    Public page 8, portal 5, mail 5, RPC 27, import 6: 3,060 texts put into a field,
    with 0 answers of 5xx, 0 lost and 0 that would be run.
    """

    def setUp(self):
        super().setUp()
        self.assertEqual(len(HOSTILE), 60)
        self.policy.reports_per_hour = self.policy.operations_per_hour = 100_000
        self.cells = 0

    def put(self, fields):
        self.cells += len(fields)

    def harmless(self, text):
        for payload in MARKUP:
            self.assertNotIn(payload, text)
        self.assertNotIn("\x00", text)

    def encoded(self, values):
        return {
            name: value.encode("utf-8", "surrogatepass")
            for name, value in values.items()
        }

    def stored(self, statements):
        """Each became a case of its own, without what no database can hold."""
        self.hand_over()
        rows = self.intakes.search([("state", "=", "handed_over")])
        found = "\n".join(rows.complaint_id.mapped("statement"))
        self.assertEqual(len(rows), len(statements))
        for statement in statements:
            self.assertIn(CONTROL.sub("", statement.replace("\r\n", "\n"))[:40], found)
        self.assertFalse(CONTROL.search(found))
        self.marked(rows.complaint_id.mapped("statement"))
        self.marked(rows.complaint_id.mapped("topic"))
        return rows.complaint_id

    def marked(self, texts):
        """What nobody sees in it is named before it."""
        turned = [one for one in filter(None, texts) if hidden(one)]
        self.assertGreaterEqual(len(turned), len(INVISIBLE) - 2)
        for text in turned:
            mark = text.removesuffix(unmarked(text))
            self.assertIn(hidden(text), mark)

    def test_by_the_public_page_and_its_receipt(self):
        # 60 × (6 fields of the form + 2 of the receipt)
        self.visit()
        url = f"{self.base_url()}/opinion"
        hidden, codes = self.hidden, []
        for number, payload in enumerate(HOSTILE):
            statement = f"No. {number}: {payload}"
            sent = {name: payload[:100] for name in SHORT} | {"statement": statement}
            self.put(sent)
            sent = self.encoded(sent) | {
                "csrf_token": hidden["csrf_token"],
                "token": secrets.token_hex(16),
                "nature": "complaint",
                "party_class": "recipient",
            }
            page = self.opener.post(url, data=sent, timeout=60)
            self.assertEqual(page.status_code, 200, payload[:30])
            self.harmless(page.text)
            codes.append(self.code_of(page))
        cases = self.stored([f"No. {n}: " for n in range(60)])
        for code, payload in zip(codes, HOSTILE, strict=True):
            for path in ("reply", "content"):
                sent = self.encoded({"text": payload}) | {
                    "csrf_token": hidden["csrf_token"],
                    "code": code,
                }
                page = self.opener.post(f"{url}/receipt/{path}", data=sent, timeout=60)
                self.put(["text"])
                self.assertEqual(page.status_code, 200, payload[:30])
                self.harmless(page.text)
        self.assertEqual(self.cells, 60 * 8)
        notes = "".join(cases.message_ids.mapped("body"))
        self.harmless(notes)

    def test_by_the_portal(self):
        # 60 × (4 fields of the form + 1 of the reply)
        login = "p_hostile"
        new_test_user(self.env, login, groups="base.group_portal", email="p@x.example")
        self.authenticate(login, login)
        token = http.Request.csrf_token(self)
        for number, payload in enumerate(HOSTILE):
            sent = {name: payload[:100] for name in ("topic", "about", "withheld")}
            sent["statement"] = f"No. {number}: {payload}"
            self.put(sent)
            sent = self.encoded(sent) | {
                **{"csrf_token": token, "nature": "complaint"},
                "party_class": "recipient",
            }
            page = self.url_open("/my/opinions/new", data=sent)
            self.assertEqual(page.status_code, 200, payload[:30])
            self.harmless(page.text)
        self.stored([f"No. {n}: " for n in range(60)])
        row = self.last()
        for payload in HOSTILE:
            sent = self.encoded({"text": payload}) | {"csrf_token": token}
            page = self.url_open(f"/my/opinions/{row.id}/reply", data=sent)
            self.put(["text"])
            self.assertEqual(page.status_code, 200, payload[:30])
        self.assertEqual(self.cells, 60 * 5)

    def test_by_mail(self):
        # 60 × (subject, name, body, file name, address)
        self.policy.email = "yijian@centre.example"
        self.policy.is_receipt_mailed = False
        for number, payload in enumerate(HOSTILE):
            raw = payload.encode("utf-8", "surrogatepass")
            line = raw.replace(b"\r", b" ").replace(b"\n", b" ")[:900]
            mail = (
                b"From: %s <a@x.example>\nTo: yijian@centre.example\nSubject: %s\n"
                b"Message-ID: <%d@x.example>\nMIME-Version: 1.0\n"
                b'Content-Type: multipart/mixed; boundary="b"\n\n--b\n'
                b"Content-Type: text/plain; charset=utf-8\n\nNo. %d: %s\n--b\n"
                b'Content-Disposition: attachment; filename="%s"\n\nx\n--b--\n'
            ) % (line[:90], line, number, number, raw, line[:90])
            self.env["mail.thread"].message_process(None, mail)
            self.put(["from", "name", "subject", "body", "file"])
        self.hand_over()
        self.assertEqual(self.intakes.search_count([]), 60)
        rows = self.intakes.search([])
        # in quarantine, or a case already
        self.marked(rows.mapped("text") + rows.complaint_id.mapped("statement"))
        self.marked(rows.mapped("subject") + rows.complaint_id.mapped("topic"))
        lost = self.intakes.search([("raw", "=", False)])
        self.assertFalse(lost)
        self.assertEqual(self.cells, 60 * 5)

    def test_by_rpc(self):
        # 60 × (4 fields of handing in, 4 of a case, 17 of a cycle, 2 notes)
        case = self.assigned(handler="worker")
        unit = self.env["res.partner"].create(
            {"name": "Bureau", "is_company": True, "stakeholder_class": "unit"}
        )
        cycle = self.env["stakeholder.engagement"].create(
            {
                "party_class": "unit",
                "partner_id": unit.id,
                "topic": "x",
                "user_id": self.users["director"].id,
            }
        )
        targets = {"stakeholder.complaint": case, "stakeholder.engagement": cycle}
        self.authenticate("t_director", "t_director")
        for number, payload in enumerate(HOSTILE):
            sent = {
                name: payload[: SIZES[name]]
                for name in ("topic", "complainant_name", "complainant_contact")
            }
            sent["statement"] = f"No. {number}: {payload}"
            self.put(sent)
            ids = self.rpc(
                "stakeholder.complaint.intake",
                "create",
                [
                    {
                        **sent,
                        "party_class": "recipient",
                        "way_in_id": self.way_in.id,
                    }
                ],
            )
            self.rpc("stakeholder.complaint.intake", "action_hand_over", [ids])
            for model, names in RPC_FIELDS.items():
                record = targets[model]
                self.env.invalidate_all()
                values = {name: payload[: SIZES.get(name, 20_000)] for name in names}
                values["edit_version"] = record.edit_version
                self.rpc(model, "write", [record.ids, values])
                self.put(names)
            step = {"complaint_id": case.id, "note": payload}
            self.rpc("stakeholder.complaint.step", "create", [step])
            self.rpc(case._name, "message_post", [case.ids], body=payload)
            self.put(["note", "body"])
        self.env.invalidate_all()
        found = self.Complaint.search([("statement", "like", "No. ")])
        self.assertEqual(len(found), 60)
        self.assertFalse(CONTROL.search("".join(found.mapped("statement"))))
        self.harmless("".join(case.message_ids.mapped("body")))
        self.assertEqual(len(case.step_ids), 60)
        self.assertEqual(self.cells, 60 * (4 + 4 + 17 + 2))
        report = self.env["ir.actions.report"].with_user(self.users["director"])
        page = report._render_qweb_html(
            "stakeholder_relations.report_complaint", found.ids
        )[0]
        self.harmless(page.decode())

    def test_by_import(self):
        # 60 × 6 columns; what a workbook cannot hold is left out by the workbook
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "用人单位"
        columns = ["单位名称", "电话", "来源", "转介人", "转介方式", "特殊事项"]
        sheet.append(columns)
        for number, payload in enumerate(HOSTILE):
            text = payload.encode("utf-8", "ignore").decode()
            text = CONTROL.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))[:200]
            cells = [f"{number} {text}", *[text] * 5]
            sheet.append([f"'{one}" if one.startswith("=") else one for one in cells])
            self.put(cells)
        target = io.BytesIO()
        book.save(target)
        wizard = self.as_user(self.env["stakeholder.import"], "officer").create(
            {"file": base64.b64encode(target.getvalue())}
        )
        wizard.action_check()
        # each has its line and what is the matter with it: none is lost on the way
        self.assertEqual(len(wizard.line_ids), 60)
        self.assertEqual(self.cells, 60 * 6)
        # nor on the way in: each is a party with its words, or stays with its reason
        before = {one.id: one._cells() for one in wizard.line_ids}
        wizard.action_load()
        self.env.invalidate_all()
        kept = wizard.line_ids.filtered(lambda one: one.decision == "problem")
        self.assertEqual(wizard.ok_count + len(kept), 60)
        self.assertTrue(all(one.problem for one in kept))
        back = openpyxl.load_workbook(io.BytesIO(base64.b64decode(wizard.problem_file)))
        heads, *rows = back["用人单位"].iter_rows(values_only=True)
        self.assertEqual(len(rows), len(kept))
        for line, row in zip(kept, rows, strict=True):
            words = dict(zip(heads, row, strict=True))
            for name, text in before[line.id].items():
                self.assertEqual(unescape(words[name] or ""), text or "")

    def test_what_is_told_in_a_workbook_stays_as_written(self):
        # nothing is made alike in it, no picture taken apart; and it is marked
        book = openpyxl.Workbook()
        sheet = book.active
        sheet.title = "用人单位"
        sheet.append(["单位名称", "特殊事项"])
        told = [*INVISIBLE, "“全角”，标点①保持原样；㎡"]
        for number, text in enumerate(told):
            sheet.append([f"单位{number}", text])
        target = io.BytesIO()
        book.save(target)
        wizard = self.as_user(self.env["stakeholder.import"], "officer").create(
            {"file": base64.b64encode(target.getvalue())}
        )
        wizard.action_check()
        wizard.action_load()
        for number, text in enumerate(told):
            unit = self.env["res.partner"].search([("name", "=", f"单位{number}")])
            note = unit.stakeholder_care_note
            self.assertEqual(unmarked(note), text)
            self.assertIn(hidden(text), note)
