import csv
import io
import json

import openpyxl

from odoo import http
from odoo.tests import tagged

from .common import MODULE
from .hostile_common import HostileCase

# It would be run, it turns itself around, and it is short enough for a name.
EVIL = "<img src=x onerror=window.hit=1>\u202egnp.exe"
TOLD = "U+202E"
# (model, kinds of view), each of which shows a text somebody wrote; of a calendar only
# that it opens.
SCREENS = (
    ("res.partner", "list kanban form"),
    ("stakeholder.communication", "list kanban form calendar"),
    ("stakeholder.engagement", "list kanban form calendar"),
    ("stakeholder.complaint", "list kanban form calendar"),
    ("stakeholder.action", "list kanban form"),
    ("stakeholder.agreement", "list form"),
    ("stakeholder.recognition", "list kanban form"),
    ("stakeholder.recipient", "form"),
    ("stakeholder.option", "list form"),
)
CLIENT_SCREENS = (
    *("stakeholder_coverage_action", "stakeholder_day_action"),
    *("stakeholder_overview_relations_action", "stakeholder_overview_mission_action"),
    *("stakeholder_overview_information_action", "stakeholder_contact_due_action"),
    *("stakeholder_scorecard_action", "stakeholder_verification_due_action"),
)
WALK = """
const wait = (time) => new Promise((done) => setTimeout(done, time));
const action = odoo.__WOWL_DEBUG__.root.env.services.action;
const shown = () => {
    const root = document.querySelector(".o_action_manager");
    const inputs = [...root.querySelectorAll("input, textarea")];
    return root.innerText + inputs.map((one) => one.value).join(" ");
};
(async () => {
    for (const [name, request, isMarked] of %s) {
        await action.doAction(request, { clearBreadcrumbs: true });
        for (let tries = 0; tries < 40; tries++) {
            await wait(100);
            if (tries > 4 && (!isMarked || shown().includes("%s"))) {
                break;
            }
        }
        if (window.hit) {
            throw new Error(`${name}: a text was run`);
        }
        if (isMarked && !shown().includes("%s")) {
            throw new Error(`${name}: not marked`);
        }
        if (document.querySelector(".o_error_dialog")) {
            throw new Error(`${name}: an error`);
        }
    }
    // It would have been seen: the same words as markup are run.
    document.body.insertAdjacentHTML("beforeend", "<img src=x onerror=window.hit=1>");
    await wait(1000);
    console.log(window.hit ? "test successful" : "nothing is ever run");
})();
"""


@tagged("post_install", "-at_install")
class TestHostileShown(HostileCase):
    """P16: what nobody sees is told wherever a person reads it; nothing is run."""

    def setUp(self):
        super().setUp()
        self.records = {record._name: record for record, _names in self.targets}
        self.log_in()
        for record, names in self.targets:
            values = dict.fromkeys(names, EVIL)
            if "edit_version" in record._fields:
                values["edit_version"] = record.edit_version
            self.rpc(record._name, "web_save", [record.ids, values], specification={})
        self.case = self.records["stakeholder.complaint"]
        self.env.invalidate_all()

    def harmless(self, text):
        self.assertIn(TOLD, text)
        self.assertNotIn("<img src=x", text)

    # on paper
    def test_on_paper(self):
        report = self.as_user(self.env["ir.actions.report"], "director")
        for name, model in (
            ("complaint", "stakeholder.complaint"),
            ("assessment", "stakeholder.engagement"),
            ("closure", "stakeholder.engagement"),
            ("communication", "stakeholder.communication"),
            ("unit", "res.partner"),
        ):
            with self.subTest(name):
                html, _kind = report._render_qweb_html(
                    f"{MODULE}.report_{name}", self.records[model].ids
                )
                self.harmless(html.decode())

    # in files
    def test_in_files(self):
        asked = {
            "model": "stakeholder.engagement",
            "fields": [{"name": "topic", "label": "Topic", "type": "char"}],
            "ids": self.records["stakeholder.engagement"].ids,
            "domain": [],
            "import_compat": False,
        }
        token = http.Request.csrf_token(self)
        data = {"data": json.dumps(asked), "csrf_token": token}
        content = self.url_open("/web/export/csv", data=data).content.decode()
        rows = list(csv.reader(io.StringIO(content, newline="")))
        self.assertIn(TOLD, rows[1][0])
        self.assertTrue(rows[1][0].endswith(EVIL))
        for url, sent in (
            ("/web/export/xlsx", data),
            (f"/{MODULE}/register/complaints.xlsx", None),
            (f"/{MODULE}/register/parties.xlsx", None),
        ):
            with self.subTest(url):
                content = self.url_open(url, data=sent).content
                book = openpyxl.load_workbook(io.BytesIO(content))
                cells = [
                    str(cell)
                    for sheet in book
                    for row in sheet.iter_rows(values_only=True)
                    for cell in row
                ]
                found = [cell for cell in cells if EVIL in cell]
                self.assertTrue(found)
                self.assertTrue(all(TOLD in cell for cell in found))

    # in a mail to the complainant, and in what hangs on the case
    def test_in_mails_and_notes(self):
        case, mails = self.case, self.env["mail.mail"]
        before = mails.search([])
        own = self.as_user(self.env["stakeholder.complaint.letter"], "officer")
        own = own.with_context(
            default_complaint_id=case.id, default_kind="acknowledgement"
        )
        letter = own.create({"channel": "email"})
        letter.text = EVIL + letter.text.replace("……", ".")
        letter.action_confirm()
        sent = mails.search([]) - before
        self.harmless("".join(sent.mapped("body_html")))
        self.rpc(case._name, "message_post", [case.ids], body=EVIL)
        self.rpc(
            case._name,
            "activity_schedule",
            [case.ids],
            summary=EVIL,
            note=EVIL,
            user_id=self.users["director"].id,
        )
        token = http.Request.csrf_token(self)
        self.url_open(
            "/mail/attachment/upload",
            data={
                "csrf_token": token,
                "thread_id": case.id,
                "thread_model": case._name,
            },
            files={"ufile": (EVIL, b"x", "text/plain")},
        )
        self.env.invalidate_all()
        self.harmless("".join(case.message_ids.mapped("body")))
        task = case.activity_ids.filtered(lambda one: EVIL in (one.summary or ""))
        self.assertIn(TOLD, task.summary)
        self.harmless(task.note)
        file = self.env["ir.attachment"].search(
            [("res_model", "=", case._name), ("res_id", "=", case.id)], limit=1
        )
        self.assertIn(TOLD, file.name)

    # on screens, in a real browser
    def test_on_screens(self):
        for record in self.records.values():
            if "activity_ids" in record._fields:
                record.activity_schedule(
                    summary=EVIL, note=EVIL, user_id=self.users["director"].id
                )
                record.message_post(body=EVIL)
        walk = []
        for model, kinds in SCREENS:
            for kind in kinds.split():
                is_form = kind == "form"
                request = {
                    "type": "ir.actions.act_window",
                    "name": model,
                    "res_model": model,
                    "views": [[False, kind]],
                    "domain": [["id", "in", self.records[model].ids]],
                }
                if is_form:
                    request["res_id"] = self.records[model].id
                walk.append((f"{model} {kind}", request, kind != "calendar"))
        walk += [(one, f"{MODULE}.{one}", False) for one in CLIENT_SCREENS]
        code = WALK % (json.dumps(walk), TOLD, TOLD)
        ready = "!!odoo.__WOWL_DEBUG__?.root?.env.services.action"
        self.browser_js("/odoo/my-day", code, ready, login="t_director", timeout=180)
