import re

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import new_test_user, tagged

from .public_common import PublicCase


@tagged("post_install", "-at_install")
class TestPortalOpinion(PublicCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.unit = cls.env["res.partner"].create(
            {"name": "Civil Affairs", "is_company": True, "stakeholder_class": "unit"}
        )
        for login in ("p_one", "p_two"):
            cls.users[login] = new_test_user(
                cls.env, login, groups="base.group_portal", email=f"{login}@x.example"
            )
            cls.users[login].partner_id.parent_id = cls.unit

    def tell(self, login="p_one", **values):
        self.authenticate(login, login)
        sent = {
            "csrf_token": http.Request.csrf_token(self),
            "nature": "complaint",
            "statement": "Late again.",
            **values,
        }
        return self.url_open("/my/opinions/new", data=sent)

    def post(self, path, **values):
        token = http.Request.csrf_token(self)
        return self.url_open(path, data={"csrf_token": token, **values})

    def test_a_unit_tells_and_reads_its_answer(self):
        # C2.1, C3.1: by the unit's clocks, about the unit's place
        self.assertEqual(self.tell().status_code, 200)
        self.hand_over()
        row = self.last()
        complaint = row.complaint_id
        self.assertEqual(complaint.party_class, "unit")
        self.assertEqual(complaint.place_id, self.unit)
        self.assertEqual(complaint.identity_ids.name, self.users["p_one"].name)
        self.assertFalse(complaint.message_follower_ids)
        own = self.as_user(complaint, "director")
        own._answer(complaint.date_received, "It will be on time.", True)
        page = self.url_open(f"/my/opinions/{row.id}").text
        self.assertIn("It will be on time.", page)
        self.assertIn(complaint.name, self.url_open("/my/opinions").text)
        self.post(f"/my/opinions/{row.id}/reply", text="One more thing")
        self.env.invalidate_all()
        self.assertIn("One more thing", complaint.message_ids[0].body)
        self.post(f"/my/opinions/{row.id}/content", content="no", text="No")
        self.env.invalidate_all()
        self.assertEqual(complaint.state, "pending")

    def test_a_log_in_of_no_unit_says_who_it_is(self):
        # C7: from whom; nobody is a unit by saying so
        self.users["p_two"].partner_id.parent_id = False
        self.authenticate("p_two", "p_two")
        self.assertIn('name="party_class"', self.url_open("/my/opinions/new").text)
        count = self.intakes.search_count([])
        self.tell("p_two")
        self.tell("p_two", party_class="unit")
        self.assertEqual(self.intakes.search_count([]), count)
        self.tell("p_two", party_class="recipient")
        self.hand_over()
        self.assertEqual(self.last().complaint_id.party_class, "recipient")
        # a unit's log-in is not asked
        self.authenticate("p_one", "p_one")
        self.assertNotIn('name="party_class"', self.url_open("/my/opinions/new").text)

    def test_not_content_after_closing_is_not_lost(self):
        # C3.4: the page was open as the case was closed
        self.tell()
        self.hand_over()
        row, complaint = self.last(), self.last().complaint_id
        own = self.as_user(complaint, "director")
        own._answer(complaint.date_received, "It will be on time.", True)
        self.edit(complaint, "director", **self.settled())
        self.as_user(complaint, "director").action_close()
        path = f"/my/opinions/{row.id}"
        self.post(f"{path}/content", content="no", text="Late again")
        self.env.invalidate_all()
        self.assertIn("Late again", complaint.message_ids[0].body)
        self.assertEqual(complaint.activity_ids.user_id, self.users["director"])
        # what does not fit is refused as a whole
        count = len(complaint.message_ids)
        page = self.post(f"{path}/reply", text="x" * 20_001).text
        self.assertIn("x" * 20_001, page)
        self.env.invalidate_all()
        self.assertEqual(len(complaint.message_ids), count)

    def test_an_address_with_a_stroke_at_its_end(self):
        # P16: no address of ours breaks down
        self.tell()
        row = self.last()
        page = self.post(f"/my/opinions/{row.id}/reply/", text="x")
        self.assertIn(page.status_code, (200, 404))

    def test_the_consent_is_taken_back(self):
        # P23: in the portal as by the receipt, and as long as the case is kept
        self.tell(agrees_sensitive="1")
        row = self.last()
        path = f"/my/opinions/{row.id}"
        # before it is handed over nothing is on record yet
        self.assertNotIn(f"{path}/withdraw", self.url_open(path).text)
        self.hand_over()
        self.assertIn(f"{path}/withdraw", self.url_open(path).text)
        complaint = row.complaint_id
        consents = self.env["stakeholder.consent"].search(
            [("complaint_id", "=", complaint.id)]
        )
        self.assertEqual(set(consents.mapped("way")), {"portal"})
        page = self.post(f"{path}/withdraw").text
        self.env.invalidate_all()
        self.assertTrue(all(consents.mapped("withdrawn_at")))
        self.assertIn("您的同意已撤回", page)
        self.assertNotIn(f"{path}/withdraw", page)
        self.assertIn("撤回", complaint.message_ids[0].body)
        # a second time says nothing twice
        count = len(complaint.message_ids)
        self.post(f"{path}/withdraw")
        self.env.invalidate_all()
        self.assertEqual(len(complaint.message_ids), count)

    def test_taken_back_of_a_closed_case_too(self):
        self.tell()
        self.hand_over()
        row, complaint = self.last(), self.last().complaint_id
        self.edit(complaint, "director", user_id=self.users["officer"].id)
        own = self.as_user(complaint, "officer")
        own._answer(complaint.date_received, "It will be on time.", True)
        self.edit(complaint, "director", **self.settled())
        self.as_user(complaint, "director").action_close()
        self.post(f"/my/opinions/{row.id}/withdraw")
        self.env.invalidate_all()
        self.assertEqual(complaint.state, "closed")
        self.assertIn("撤回", complaint.message_ids[0].body)
        self.assertTrue(self.env["stakeholder.consent"].search([])[0].withdrawn_at)

    def test_what_is_missing_is_said(self):
        self.tell()
        self.hand_over()
        row, complaint = self.last(), self.last().complaint_id
        page = self.post(f"/my/opinions/{row.id}/reply", text=" ").text
        self.assertIn("请写下要补充的内容。", page)
        self.as_user(complaint, "director")._answer(
            complaint.date_received, "It will be on time.", True
        )
        page = self.post(f"/my/opinions/{row.id}/content", content="no").text
        self.assertIn("请写明还有哪些需要跟进", page)
        self.env.invalidate_all()
        self.assertEqual(complaint.state, "answered")

    def test_a_colleague_s_is_as_what_does_not_exist(self):
        # P1, P4: forbidden and absent answer alike, status and body
        self.tell()
        row = self.last()
        self.authenticate("p_two", "p_two")
        for path, send in (
            ("", False),
            ("/reply", True),
            ("/content", True),
            ("/withdraw", True),
        ):
            values = {"text": "x", "content": "yes"}
            answers = []
            for number in (row.id, 10**6):
                url = f"/my/opinions/{number}{path}"
                answers.append(self.post(url, **values) if send else self.url_open(url))
            with self.subTest(path=path):
                self.assertEqual([one.status_code for one in answers], [404, 404])
                # the token is another one each second
                texts = [
                    re.sub(r'csrf_token: "[^"]*"', "", one.text).replace(
                        f"opinions/{number}", ""
                    )
                    for one, number in zip(answers, (row.id, 10**6), strict=True)
                ]
                self.assertEqual(*texts)
        self.assertNotIn("Late", self.url_open("/my/opinions").text)

    def test_no_model_is_open_to_the_portal(self):
        # P4: no model access at all, over any door
        self.tell()
        self.hand_over()
        names = [name for name in self.env if name.startswith("stakeholder.")]
        self.assertGreater(len(names), 20)
        for name in names:
            model = self.env[name].with_user(self.users["p_one"])
            if model._abstract:
                continue
            for operation in ("read", "write", "create", "unlink"):
                with self.subTest(model=name, operation=operation):
                    self.assertFalse(model.has_access(operation))
        with self.assertRaises(AccessError):
            self.as_user(self.last().complaint_id, "p_one").read(["name"])

    def test_eight_things_are_shown_and_forty_keys_do_nothing(self):
        # P4: at most 8 fields; 40 mass-assignment keys, 0 take effect
        names = [
            name
            for name in self.env["stakeholder.complaint"]._fields
            if name not in ("nature", "topic", "statement", "is_confidential")
        ]
        keys = [name for name in names if name != "alleges_harm"][:40]
        self.assertEqual(len(keys), 40)
        me = str(self.users["p_one"].id)
        self.tell(**{**dict.fromkeys(keys, me), "name": "Somebody", "user_id": "2"})
        row = self.last()
        self.assertLessEqual(len(row._shown()), 8)
        self.hand_over()
        complaint = row.complaint_id
        self.assertEqual(complaint.state, "new")
        self.assertFalse(complaint.user_id | complaint.team_ids)
        self.assertEqual(complaint.identity_ids.name, self.users["p_one"].name)
        self.assertEqual(row.user_id, self.users["p_one"])

    def test_a_log_in_is_slowed_as_anybody(self):
        # P20: 5 submissions and 30 replies an hour
        for _number in range(6):
            self.tell()
        self.assertEqual(self.intakes.search_count([]), 5)
        row, before = self.last(), len(self.last().content["statement"])
        for number in range(31):
            self.post(f"/my/opinions/{row.id}/reply", text=f"more {number:02}")
        self.env.invalidate_all()
        self.assertEqual(len(row.content["statement"]), before + 30 * 9)
