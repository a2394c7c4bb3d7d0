import io
import json

import openpyxl

from odoo import http
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .common import CANARY, MODULE
from .engagement_common import EngagementCase

REGISTER = "/stakeholder_relations/register/%s.xlsx"


@tagged("post_install", "-at_install")
class TestConsentGate(EngagementCase, HttpCase):
    """P23: by whatever door it would leave, and nothing beyond what the law asks."""

    def setUp(self):
        super().setUp()
        # A frozen clock would stop the server that answers.
        self._stop_clock()
        export = self.env.ref("base.group_allow_export")
        for role in ("worker", "director", "auditor"):
            self.users[role].group_ids = [Command.link(export.id)]

    # ------------------------------------------------------------
    # THE DOORS
    # ------------------------------------------------------------

    def door(self, url, user="worker", **data):
        self.env.flush_all()
        self.authenticate(f"t_{user}", f"t_{user}")
        if data:
            data["csrf_token"] = http.Request.csrf_token(self)
        return self.url_open(url, data=data or None)

    def exported(self, records, *names, user="worker"):
        """Whether the file came, through the dialog every list has."""
        asked = {
            "model": records._name,
            "fields": [{"name": name, "label": name, "type": ""} for name in names],
            "ids": records.ids,
            "domain": [],
            "import_compat": False,
        }
        answer = self.door("/web/export/csv", user, data=json.dumps(asked))
        if answer.status_code != 200:
            self.assertNotIn(CANARY, answer.text)
        return answer.status_code == 200

    def printed(self, report, record, user="worker"):
        """The print, or nothing where it was refused."""
        answer = self.door(f"/report/html/{MODULE}.{report}/{record.id}", user)
        return answer.text if answer.status_code == 200 else ""

    def rows(self, name, user="worker"):
        book = openpyxl.load_workbook(
            io.BytesIO(self.door(REGISTER % name, user).content)
        )
        return [[cell.value for cell in row] for row in book.worksheets[0].rows]

    # ------------------------------------------------------------
    # WHAT THERE IS TO LEAVE
    # ------------------------------------------------------------

    def talk(self, party=None, **values):
        party = party or self.person
        form = self.env.ref(f"{MODULE}.stakeholder_option_channel_emergency")
        return (
            self.env["stakeholder.communication"]
            .with_user(self.users["worker"])
            .create(
                {
                    "their_ids": [Command.set(party.ids)],
                    "partner_id": party.id,
                    "summary": f"Said {CANARY}",
                    "needs": CANARY,
                    "channel_id": form.id if party != self.person else False,
                    **values,
                }
            )
        )

    def traces(self):
        """Everything that tells about the recipient, with a column of words."""
        cycle = self.at_stage("execution", "recipient")
        talk = self.talk()
        promise = {"name": "Bring it", "date_due": "2027-01-08"}
        talk.action_ids = [Command.create({**promise, "kind": "promise"})]
        means = self.env["stakeholder.option"].search(
            [("kind", "=", "recognition"), ("direction", "!=", "given")], limit=1
        )
        praise = {"partner_id": self.person.id, "name": "Help", "means_id": means.id}
        praised = self.env["stakeholder.recognition"].with_user(self.users["worker"])
        problem = self.env["stakeholder.problem"].create(
            {"engagement_id": cycle.id, "name": "A problem"}
        )
        willing = self.env["stakeholder.willingness"].create(
            {"recipient_id": self.recipient.id, "kind": "voluntary", "reason": "x"}
        )
        return [
            (self.recipient, "health"),
            (willing, "reason"),
            (cycle, "topic"),
            (cycle.goal_ids, "name"),
            (cycle.action_ids, "name"),
            (cycle.check_ids[:1], "name"),
            (cycle.move_ids[:1], "reason"),
            (problem, "name"),
            (talk, "summary"),
            (talk.action_ids, "name"),
            (praised.create(praise), "name"),
        ]

    # ------------------------------------------------------------
    # RECIPIENTS
    # ------------------------------------------------------------

    def test_no_record_about_a_recipient_leaves_as_a_file(self):
        # P23: 11 kinds of record, with the consent and once it is taken back
        traces = self.traces()
        for records, name in traces:
            with self.subTest(records._name):
                self.assertTrue(records)
                self.assertTrue(self.exported(records, name))
        self.consents.action_withdraw()
        for records, name in traces:
            with self.subTest(records._name):
                self.assertFalse(self.exported(records, name))
        # nor along a path from what is open
        promise = self.exported(traces[3][0], "name", "engagement_id/topic")
        self.assertFalse(promise)

    def test_a_path_from_another_record_leads_to_the_same_gate(self):
        calls = self.env["stakeholder.goal"].create(
            {"engagement_id": self.opened("unit").id, "name": "Of a unit"}
        )
        self.assertTrue(self.exported(calls, "name", "engagement_id/need"))
        self.consents.action_withdraw()
        self.assertTrue(self.exported(calls, "name", "engagement_id/need"))
        self.assertFalse(self.exported(self.recipient, "partner_id/name"))

    def test_talks_print_as_their_case(self):
        # as the assessment report: with a consent, or where the terms allow it
        talk = self.talk()
        for report in ("report_communication", "report_interview"):
            with self.subTest(report):
                self.assertIn(CANARY, self.printed(report, talk))
        self.consents.action_withdraw()
        for report in ("report_communication", "report_interview"):
            with self.subTest(report):
                self.assertFalse(self.printed(report, talk))
        self.policy.is_print_shared = False
        self.assertIn(CANARY, self.printed("report_communication", talk))

    def test_talks_with_others_ask_for_nothing(self):
        # what the law allows without a consent stays possible
        self.consents.action_withdraw()
        talk = self.talk(self.unit)
        self.assertIn(CANARY, self.printed("report_communication", talk))
        self.assertTrue(self.exported(talk, "summary"))
        folder = self.env["stakeholder.folder"].with_user(self.users["supervisor"])
        own = folder.create({"partner_ids": [Command.set(self.unit.ids)]})
        self.assertIn(CANARY, self.printed("report_folder", own, "supervisor"))

    def test_the_register_counts_them_and_names_nobody(self):
        self.talk()
        self.talk(self.unit, summary="With a unit")
        self.assertIn(f"Said {CANARY}", str(self.rows("communications")))
        before = len(self.rows("communications"))
        self.consents.action_withdraw()
        rows = self.rows("communications")
        self.assertEqual(len(rows), before)
        self.assertNotIn(CANARY, str(rows))
        self.assertNotIn("Wang", str(rows))
        self.assertIn("With a unit", str(rows))

    def test_the_refusal_names_nobody_to_whoever_may_not_know(self):
        talk = self.talk()
        self.consents.action_withdraw()
        for role, named in (("worker", True), ("officer", False), ("clerk", False)):
            with self.subTest(role), self.assertRaises(UserError) as caught:
                self.as_user(talk, role)._check_consent("export")
            self.assertEqual("Wang" in str(caught.exception), named)

    # ------------------------------------------------------------
    # WHOEVER SPOKE BY THE FORM
    # ------------------------------------------------------------

    def case(self, apart=False, by="self"):
        """A case that came by the page, with what was agreed to there."""
        case = self.assigned(
            "director", topic=f"Topic {CANARY}", statement="What happened",
            party_class="unit", place_id=self.unit.id,
        )  # fmt: skip
        row = {"complaint_id": case.id, "way": "page"}
        rows = [row] + ([{**row, "is_separate": True, "given_by": by}] if apart else [])
        return case, self.env["stakeholder.consent"].create(rows)

    def looks(self, case):
        """Where words of the case still go, and whether the name is on its form."""
        found = set()
        if self.exported(case, "statement", user="director"):
            found.add("file")
        if CANARY in str(self.rows("complaints", "director")):
            found.add("register")
        form = self.printed("report_complaint", case, "director")
        self.assertIn("What happened", form)
        if CANARY in form:
            found.add("name")
        folder = self.env["stakeholder.folder"].with_user(self.users["director"])
        own = folder.create({"partner_ids": [Command.set(self.unit.ids)]})
        if CANARY in self.printed("report_folder", own, "director"):
            found.add("folder")
        # neutral columns, and the row itself, always
        self.assertTrue(self.exported(case, "name", "state", user="director"))
        self.assertIn(case.name, str(self.rows("complaints", "director")))
        return found

    def test_words_of_a_case_go_as_far_as_was_agreed(self):
        # P23: plain, sensitive, of a child, taken back; then agreed to
        everywhere = {"file", "register", "name", "folder"}
        for apart, by, expected in (
            (False, "self", everywhere),
            (True, "self", set()),
            (True, "guardian", set()),
        ):
            with self.subTest(apart=apart, by=by):
                self.Complaint.search([]).topic = False
                case, consents = self.case(apart, by)
                self.assertEqual(self.looks(case), expected)
                if apart:
                    self.agree(case, "export", by)
                    self.assertEqual(self.looks(case), {"file", "register"})
                    self.agree(case, "share", by)
                    self.assertEqual(self.looks(case), everywhere)
                consents.action_withdraw()
                self.assertEqual(self.looks(case), set())

    def agree(self, case, purpose, by):
        own = self.as_user(self.env["stakeholder.consent"], "director")
        window = own.with_context(stakeholder_case=case.id).action_record()
        own.with_context(**window["context"]).create(
            {"purpose": purpose, "given_by": by, "way": "oral"}
        )

    def test_who_was_asked_nothing_is_handled_as_before(self):
        # a letter or a call: no consent was asked, none is missing
        case = self.assigned(
            "director", topic=f"Topic {CANARY}", statement="What happened",
            party_class="unit", place_id=self.unit.id,
        )  # fmt: skip
        self.assertEqual(self.looks(case), {"file", "register", "name", "folder"})
