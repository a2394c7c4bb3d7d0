import io
import json
from itertools import product
from xmlrpc.client import Fault

from openpyxl import load_workbook

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .access_common import CASES, MAIN_CASES, AccessCase

HANDED_IN = {"registrar"}
READERS = {
    "stakeholder.complaint": {"officer", "deputy", "director"},
    "stakeholder.complaint.identity": set(),
    "stakeholder.complaint.receipt": HANDED_IN,
    "stakeholder.complaint.trail": {"officer", "deputy", "director", "auditor"},
    "stakeholder.complaint.step": {"officer", "deputy", "director"},
    "stakeholder.complaint.round": {"officer", "deputy", "director"},
    "stakeholder.action": {"officer", "deputy", "director"},
    "stakeholder.trail.seal": set(),
    "stakeholder.notice": set(),
}
REPORT = "/report/{}/stakeholder_relations.report_complaint/{}"


@tagged("post_install", "-at_install")
class TestAccessHttp(AccessCase, HttpCase):
    """P1 over the real doors: JSON-2 with a key, the web client, files, prints."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keys = {
            actor: cls.env["res.users.apikeys"]
            .with_user(user)
            .sudo()
            ._generate("rpc", "test", None)
            for actor, user in cls.actors.items()
        }
        cls.env.flush_all()

    def _json2(self, actor, model, method, **params):
        """(status, answer) of POST /json/2/<model>/<method>."""
        response = self.url_open(
            f"/json/2/{model}/{method}",
            data=json.dumps(params),
            headers={
                "Authorization": f"Bearer {self.keys[actor]}",
                "Content-Type": "application/json",
            },
        )
        return response.status_code, response.text

    def _record(self, model, case):
        if model == case._name:
            return case
        if model == "stakeholder.notice":
            return self.env[model].search([("res_id", "=", case.id)], limit=1)
        return self.env[model].search([("complaint_id", "=", case.id)], limit=1)

    # P1: the main cells again, where nobody shares a cache
    @mute_logger("odoo.http")
    def test_read_cells_over_json2(self):
        for state, model in product(MAIN_CASES, READERS):
            record = self._record(model, self.cases[state])
            if not record:
                continue
            for actor in self.actors:
                entitled = actor in READERS[model]
                with self.subTest(state=state, model=model, actor=actor):
                    status, text = self._json2(
                        actor,
                        model,
                        "search_read",
                        domain=[["id", "=", record.id]],
                        fields=["display_name"],
                    )
                    found = status == 200 and bool(json.loads(text))
                    self.assertEqual(found, entitled, text[:300])
                    self.assertTrue(entitled or self.canary(state) not in text)

    # P1: absent and forbidden are told the same
    @mute_logger("odoo.http")
    def test_read_of_the_words_over_json2(self):
        for state in MAIN_CASES:
            case = self.cases[state]
            for actor in self.actors:
                _status, text = self._json2(
                    actor, case._name, "read", ids=case.ids, fields=["topic"]
                )
                entitled = actor in READERS[case._name]
                with self.subTest(state=state, actor=actor):
                    self.assertEqual(self.canary(state) in text, entitled)

    @mute_logger("odoo.http")
    def test_writing_over_json2(self):
        case = self.cases["confidential"]
        for actor in self.actors:
            status, _text = self._json2(
                actor,
                case._name,
                "write",
                ids=case.ids,
                vals={"lesson": "x", "edit_version": case.edit_version},
            )
            case.invalidate_recordset()
            entitled = actor in READERS[case._name]
            with self.subTest(actor=actor):
                self.assertEqual(status == 200, entitled)
            for method in ("unlink", "_step", "sudo"):
                status, _text = self._json2(actor, case._name, method, ids=case.ids)
                self.assertNotEqual(status, 200, (actor, method))

    def _call(self, path, **params):
        response = self.url_open(
            path,
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        )
        return response.text

    def _login(self, actor):
        # the password of a test user is the log-in, doubled where too short
        login = self.actors[actor].login
        self.authenticate(login, login)

    # channel 20
    @mute_logger("odoo.http")
    def test_read_over_xmlrpc(self):
        case = self.cases["confidential"]
        for actor in ("officer", "worker", "employee", "system"):
            user = self.actors[actor]
            try:
                shown = self.xmlrpc_object.execute_kw(
                    *(self.env.cr.dbname, user.id, user.login),
                    *(case._name, "read", [case.ids, ["topic"]]),
                )
            except Fault as fault:
                shown = str(fault)
            self.assertEqual(
                self.canary("confidential") in str(shown), actor == "officer"
            )

    # channels 1, 10, 17, 18, 20: as the web client asks
    @mute_logger("odoo.http")
    def test_channels_of_the_web_client(self):
        file = self.env["ir.attachment"].create(
            {
                "name": "evidence.txt",
                "raw": b"canary-open inside",
                "res_model": self.Complaint._name,
                "res_id": self.cases["open"].id,
            }
        )
        case = self.cases["open"]
        token = file._get_raw_access_token()
        self.env.flush_all()
        probes = {
            "call_kw": lambda: self._call(
                f"/web/dataset/call_kw/{case._name}/web_read",
                model=case._name,
                method="web_read",
                args=[case.ids, {"topic": {}}],
                kwargs={},
            ),
            "thread": lambda: self._call(
                "/mail/thread/messages", thread_model=case._name, thread_id=case.id
            ),
            "content": lambda: self.url_open(f"/web/content/{file.id}").text,
            "token": lambda: (
                self.url_open(f"/web/content/{file.id}?access_token={token}").text
            ),
            "html": lambda: self.url_open(REPORT.format("html", case.id)).text,
            # in a test Odoo answers with the page that would be printed
            "pdf": lambda: self.url_open(REPORT.format("pdf", case.id)).text,
        }
        seen = {name: set() for name in probes}
        for actor in self.actors:
            self._login(actor)
            for name, probe in probes.items():
                if self.canary("open") in probe():
                    seen[name].add(actor)
        for name, actors in seen.items():
            with self.subTest(channel=name):
                expected = {"officer", "deputy", "director"}
                self.assertEqual(actors, expected)

    # channel 5: our register, each at the reader's level
    @mute_logger("odoo.http")
    def test_register_over_http(self):
        allowed = self.env.ref("base.group_allow_export")
        for user in self.actors.values():
            user.group_ids |= allowed
        self.env.flush_all()
        url = "/stakeholder_relations/register/complaints.xlsx"
        rows = {}
        for actor in self.actors:
            self._login(actor)
            response = self.url_open(url)
            if response.status_code == 200:
                rows[actor] = self._numbers(response.content)
            else:
                self.assertEqual(response.status_code, 404, actor)
        readable = {
            actor: self.search_as(actor, self.Complaint._name, []).mapped("name")
            for actor in rows
        }
        for actor, numbers in rows.items():
            self.assertEqual(numbers, set(readable[actor]), actor)
        self.assertTrue(rows["officer"])
        self.assertFalse(rows.get("accused", set()) & {self.cases["accused"].name})
        self.assertLessEqual({"officer", "director", "council"}, set(rows))

    def _numbers(self, content):
        sheet = load_workbook(io.BytesIO(content)).active
        names = {case.name for case in self.cases.values()}
        return {
            str(cell.value)
            for row in sheet.iter_rows()
            for cell in row
            if str(cell.value) in names
        }

    # P1: forbidden and absent answer alike on our own routes
    @mute_logger("odoo.http")
    def test_forbidden_and_absent_answer_alike(self):
        self._login("employee")
        answers = {
            self.url_open(f"/stakeholder_relations/register/{name}.xlsx").status_code
            for name in ("complaints", "nothing_of_the_kind")
        }
        self.assertEqual(answers, {404})

    # C5.1: becoming the superuser is on the trail, told, and opens no name
    @mute_logger("odoo.http")
    def test_becoming_the_superuser(self):
        Trail = self.env["stakeholder.complaint.trail"]
        house = [("complaint_id", "=", 0), ("event", "=", "became_superuser")]
        known, mails = Trail.search(house), self.env["mail.mail"].search([])
        self._login("worker")
        self.url_open("/web/become")
        self.assertEqual(Trail.search(house), known)
        self._login("system")
        self.url_open("/web/become")
        self.env.invalidate_all()
        row = Trail.search(house) - known
        self.assertEqual(row.actor_login, self.actors["system"].login)
        told = self.env["mail.mail"].search([]) - mails
        self.assertEqual(told.email_to, self.actors["director"].email_formatted)
        self.assertIn("superuser", told.subject)
        # now past every rule, but for the names
        case = self.cases["open"]
        shown = self._rpc(case._name, "read", case.ids, ["topic"])
        self.assertIn(self.canary("open"), shown)
        identity = "stakeholder.complaint.identity"
        record = self.env[identity].search([("complaint_id", "=", case.id)])
        for call in (
            (identity, "read", record.ids, ["name"]),
            (identity, "web_search_read", [], {"name": {}}),
            (identity, "search_count", [["name", "ilike", "canary"]]),
            (identity, "export_data", record.ids, ["name"]),
            (identity, "formatted_read_group", [], ["name"], ["__count"]),
            (case._name, "read", case.ids, ["identity_ids"]),
            (case._name, "search_count", [["identity_ids.name", "ilike", "canary"]]),
        ):
            with self.subTest(call=call[:2]):
                shown = self._rpc(*call)
                self.assertNotIn("canary", shown)
                self.assertIn("error", shown)
        values = {"complaint_id": case.id, "reason": "curious"}
        wizard = f"{identity}.wizard"
        made = json.loads(self._rpc(wizard, "create", values))["result"]
        self.assertIn("error", self._rpc(wizard, "action_open", [made]))
        self.assertNotIn("canary", self._rpc(wizard, "read", [made]))

    def _rpc(self, model, method, *args):
        return self._call(
            f"/web/dataset/call_kw/{model}/{method}",
            model=model,
            method=method,
            args=args,
            kwargs={},
        )

    def test_every_state_has_a_case(self):
        self.assertLessEqual(set(CASES), set(self.cases))
