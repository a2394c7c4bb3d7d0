from datetime import timedelta

from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import CANARY
from .public_common import PublicCase


@tagged("post_install", "-at_install")
class TestPublicPage(PublicCase):
    def test_speaks_chinese_and_shows_rules_and_ways(self):
        # C1, C2.1: without a log-in, without a script
        self.policy.wechat = "centre-account"
        page = self.visit()
        self.assertEqual(page.status_code, 200)
        self.assertIn('lang="zh-CN"', page.text)
        self.assertIn("七个工作日", page.text)
        for way in ("0769-12345678", "centre-account"):
            self.assertIn(way, page.text)
        self.assertIn('<textarea id="statement"', page.text)
        self.assertNotIn("<script", page.text)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(page.headers["Referrer-Policy"], "no-referrer")
        self.assertEqual(self.visit("/opinion/privacy").status_code, 200)

    def test_from_sending_to_the_answer_and_the_next_round(self):
        # C3.2, C3.4, C3.6: without a name, and hears back
        code = self.code_of(self.send(topic="Lift", is_confidential="1"))
        self.assertIn("正在转交", self.with_code(code).text)
        self.hand_over()
        intake = self.last()
        complaint = intake.complaint_id
        self.assertEqual(intake.state, "handed_over")
        self.assertFalse(intake.content)
        self.assertTrue(complaint.is_anonymous and complaint.is_confidential)
        self.assertEqual(complaint.way_in_id.code, "form")
        self.assertEqual(complaint.topic, "Lift")
        self.assertIn(complaint.name, self.with_code(code).text)
        # nothing typed there tells who sent it, nor does the page repeat the words
        self.assertNotIn("broken", self.with_code(code).text)

        self.edit(complaint, "director", user_id=self.users["officer"].id)
        own = self.as_user(complaint, "officer")
        own._acknowledge(complaint.date_received, "Heard and noted.")
        own._answer(complaint.date_received, "It is repaired on Monday.", False)
        page = self.with_code(code)
        self.assertIn("Heard and noted.", page.text)
        self.assertIn("It is repaired on Monday.", page.text)

        self.with_code(
            code, "/opinion/receipt/content", content="no", text="Still broken"
        )
        self.env.invalidate_all()
        self.assertEqual(complaint.state, "pending")
        self.assertEqual(complaint.round_ids.words, "Still broken")
        self.as_user(complaint, "director")._report_result(
            complaint.date_received, "A new lift is ordered."
        )
        self.assertIn("A new lift is ordered.", self.with_code(code).text)
        self.with_code(code, "/opinion/receipt/content", content="yes")
        self.env.invalidate_all()
        self.assertEqual(complaint.reaction, "satisfied")
        problems = self.env["stakeholder.complaint.trail"]._verify(complaint)
        self.assertFalse(problems)

    def test_what_the_form_asked_apart_is_stored_in_chinese(self):
        # C3.2: whatever language the user of the job has
        self.env.user.lang = "en_US"
        self.send(about="Front desk", withheld="The head")
        self.hand_over()
        statement = self.last().complaint_id.statement
        self.assertIn("所反映的人或事：Front desk", statement)
        self.assertIn("不得向其披露：The head", statement)
        self.assertNotIn("Complained about", statement)

    def test_what_is_added_goes_to_whoever_handles_it(self):
        # C3.2: before and after it is handed over
        code = self.code_of(self.send())
        self.with_code(code, "/opinion/receipt/reply", text="Second thought")
        self.hand_over()
        complaint = self.last().complaint_id
        self.assertIn("Second thought", complaint.statement)
        files = {"files": ("note.txt", b"as promised", "text/plain")}
        self.with_code(code, "/opinion/receipt/reply", files=files, text="Third")
        self.env.invalidate_all()
        self.assertIn("Third", complaint.message_ids[0].body)
        attached = self.env["ir.attachment"].search(
            [("res_model", "=", complaint._name), ("res_id", "=", complaint.id)]
        )
        self.assertEqual(attached.raw, b"as promised")
        self.assertEqual(len(self.intakes.search([("state", "=", "added")])), 1)

    def test_anonymous_personnel_matter_says_why(self):
        # C5.3, P21: handed over, then classed by the person in charge alone
        code = self.code_of(self.send())
        self.hand_over()
        complaint = self.last().complaint_id
        self.as_user(complaint, "director")._set_not_handled()
        self.assertIn("3.6.3", self.with_code(code).text)
        self.with_code(code, "/opinion/receipt/reply", text="My name is Wang")
        self.env.invalidate_all()
        self.assertEqual(complaint.state, "not_handled")
        self.assertIn("My name is Wang", complaint.message_ids[0].body)

    def test_named_people_never_see_it(self):
        # C5.4: about the officer, not to be told to the worker
        self.send(about="Test officer", withheld="我不想让Test worker知道")
        self.hand_over()
        complaint = self.last().complaint_id
        self.assertEqual(complaint.respondent_ids, self.partner("officer"))
        self.assertEqual(complaint.withheld_ids, self.partner("worker"))
        self.assertFalse(self.as_user(complaint, "officer").has_access("read"))
        # about the head: to the council
        self.send(not_head="1")
        self.hand_over()
        complaint = self.last().complaint_id
        self.assertFalse(self.as_user(complaint, "director").has_access("read"))
        self.assertTrue(self.as_user(complaint, "council").has_access("read"))

    def test_a_log_in_that_is_open_does_not_tell_who(self):
        # P20: an employee who speaks without a name is nobody, on the trail too
        self.authenticate("t_officer", "t_officer")
        code = self.code_of(self.send(files=[("a.txt", b"x", "text/plain")]))
        public = self.env.ref("base.public_user")
        intake = self.last()
        self.assertEqual(intake.create_uid, public)
        self.assertEqual(intake._files().create_uid, public)
        self.hand_over()
        self.with_code(code, "/opinion/receipt/reply", text="More")
        me = self.users["officer"]
        rows = intake.complaint_id.trail_ids
        self.assertIn("addendum", rows.mapped("event"))
        self.assertNotIn(me.id, rows.mapped("actor_id"))

    def test_sent_twice_is_one(self):
        self.visit()
        sent = {
            **self.hidden,
            "nature": "complaint",
            "party_class": "unit",
            "statement": "Once",
        }
        url = f"{self.base_url()}/opinion"
        pages = [self.opener.post(url, data=sent, timeout=60) for _twice in range(2)]
        self.assertEqual([page.status_code for page in pages], [200, 200])
        self.assertEqual(self.intakes.search_count([]), 1)
        # only the last page is seen: its code is the one that leads there
        self.assertEqual(self.with_code(self.code_of(pages[1])).status_code, 200)
        self.assertIn("正在转交", self.with_code(self.code_of(pages[1])).text)
        self.assertNotIn("正在转交", self.with_code(self.code_of(pages[0])).text)
        # later it is told, and gives no code to whoever presses "back"
        self.last().received_at -= timedelta(minutes=3)
        page = self.opener.post(url, data=sent, timeout=60)
        self.assertNotIn('name="code"', page.text)

    def test_bad_input_is_told_and_nothing_is_lost(self):
        # P16: caps 200, 20,000, 100 on the server, with a plain message
        page = self.send(statement="", name="x" * 101, topic="t" * 201, nature="evil")
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self.intakes.search([]))
        for told in ("100", "200"):
            self.assertIn(told, page.text)
        self.assertIn("t" * 201, page.text)
        page = self.send(statement="s" * 20_001)
        self.assertEqual(page.status_code, 400)

    def test_hostile_text_does_no_harm(self):
        # P16: none answered by a 5xx, none lost, nothing executed
        payloads = [
            "<script>alert(1)</script>",
            "{{7*7}} ${7*7} <t t-out='1'/>",
            "'; DROP TABLE res_users; --",
            "a\x00b",
            "\U0001f600 \u202egnp.exe \u200b",
            "=cmd|' /C calc'!A0",
            "\ufffe\uffff kept",
            "<img src=http://evil.example/x>",
            "\r\nBcc: x@evil.example",
            "x" * 12_000,
        ]
        self.policy.reports_per_hour = 100
        for payload in payloads:
            sent = dict.fromkeys(("statement",), payload)
            sent |= dict.fromkeys(("topic", "name", "contact", "about"), payload[:90])
            with self.subTest(payload=payload[:20]):
                self.assertEqual(self.send(**sent).status_code, 200)
        self.hand_over()
        found = self.intakes.search([])
        self.assertEqual(found.mapped("state"), ["handed_over"] * len(payloads))
        self.assertNotIn("\x00", "".join(found.complaint_id.mapped("statement")))
        # what turns a text around is kept, and named below it
        turned = found.complaint_id.filtered(lambda one: payloads[4] in one.statement)
        self.assertEqual(len(turned), 1)
        self.assertIn("不可见字符：U+200B, U+202E", turned.statement)
        others = (found.complaint_id - turned).mapped("statement")
        self.assertNotIn("不可见字符", "".join(others))
        code = self.code_of(self.send())
        self.hand_over()
        complaint = self.last().complaint_id
        own = self.as_user(complaint, "director")
        own._answer(complaint.date_received, payloads[0] + "……", False)
        self.assertNotIn(payloads[0], self.with_code(code).text)

    def test_forty_keys_that_are_not_asked_for(self):
        # P4: 40 mass-assignment keys, 0 take effect
        names = list(self.env["stakeholder.complaint"]._fields)
        extra = ["state", "name_", "user_id", "team_ids", "received_at", "company_id"]
        asked = {"nature", "party_class", "topic", "statement", "is_confidential"}
        asked |= {"alleges_harm", "name", "is_anonymous", "place_id"}
        keys = dict.fromkeys([*extra, *names])
        keys = [name for name in keys if name not in asked][:40]
        self.assertEqual(len(keys), 40)
        me = self.users["worker"]
        response = self.send(**{name: str(me.id) for name in keys}, digest="x")
        self.hand_over()
        intake = self.last()
        complaint = intake.complaint_id
        self.assertEqual(response.status_code, 200)
        self.assertEqual(complaint.state, "new")
        self.assertFalse(complaint.user_id | complaint.team_ids | intake.user_id)
        self.assertFalse(self.as_user(complaint, "worker").has_access("read"))
        self.assertEqual(complaint.date_received, self.calendar._stakeholder_today())

    def test_nobody_reads_what_came_in(self):
        # P1: before it is handed over, nobody; hashes never
        self.send(statement=CANARY)
        intake = self.last()
        self.users["public"] = self.env.ref("base.public_user")
        for role in self.users:
            own = self.as_user(intake, role)
            with self.subTest(role=role):
                self.assertFalse(own.has_access("read"))
                if role in ("director", "council"):
                    self.assertFalse(own.search([]))
                    continue
                with self.assertRaises(AccessError):
                    own.search([])
        for name in ("stakeholder.throttle", "stakeholder.throttle.salt"):
            with self.assertRaises(AccessError):
                self.as_user(self.env[name], "admin").search([])

    def test_needs_its_own_form(self):
        sent = {"nature": "complaint", "party_class": "unit", "statement": "x"}
        with self.assertLogs("odoo.http", "WARNING"):
            page = self.opener.post(f"{self.base_url()}/opinion", data=sent, timeout=60)
        self.assertEqual(page.status_code, 400)
        self.assertFalse(self.intakes.search([]))
