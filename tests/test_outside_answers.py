import json
import re
import statistics
import time
from unittest.mock import patch

from odoo import http
from odoo.tests import new_test_user, tagged

from . import surface
from .common import CANARY
from .public_common import PublicCase

TRIES = 200
NEAR = 0.005
ROUNDS = 3
READS = ("search_read", "web_search_read", "name_search", "search_count", "export_data")


@tagged("post_install", "-at_install")
class TestOutsideAnswers(PublicCase):
    """What cannot be had answers as what is not there, over the door (P1, P4)."""

    maxDiff = None

    def setUp(self):
        super().setUp()
        throttle = type(self.env["stakeholder.throttle"])
        # The brake has tests of its own; here each try is answered.
        for name in ("_allows", "_may_guess"):
            self.startPatcher(patch.object(throttle, name, lambda *args: True))
        self.startPatcher(patch.object(throttle, "_note_wrong", lambda *args: None))

    def medians(self, *asks):
        """(the answers of each, the distance of their median times).

        Asked anew where they lie apart: what the answer tells would tell it each time,
        what else the machine was doing does not.
        """
        for _round in range(ROUNDS):
            answers, apart = self._medians(asks)
            if apart < NEAR:
                break
        return answers, apart

    def _medians(self, asks):
        times, answers = [[] for _ask in asks], [set() for _ask in asks]
        for turn in range(TRIES):
            for number in range(len(asks))[:: -1 if turn % 2 else 1]:
                begun = time.perf_counter()
                response = asks[number]()
                times[number].append(time.perf_counter() - begun)
                answers[number].add((response.status_code, response.text))
        found = [statistics.median(one) for one in times]
        return answers, max(found) - min(found)

    def test_an_unknown_code_answers_as_none_at_all(self):
        # P1: 3 × 200 tries: same status and body, medians within 5 ms
        code = self.code_of(self.send())
        near = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
        self.visit("/opinion/receipt")
        token = self.hidden["csrf_token"]

        def guess(code):
            sent = {"csrf_token": token, "code": code}
            url = f"{self.base_url()}/opinion/receipt"
            return self.opener.post(url, data=sent, timeout=60)

        answers, apart = self.medians(
            lambda: guess("0" * 20), lambda: guess(near), lambda: guess("no code")
        )
        bare = [{(status, self._bare(text)) for status, text in one} for one in answers]
        self.assertEqual([len(one) for one in bare], [1, 1, 1])
        self.assertEqual(bare[0], bare[1])
        self.assertEqual(bare[0], bare[2])
        self.assertLess(apart, NEAR, f"medians {apart * 1000:.1f} ms apart")
        self.assertEqual(guess(code).status_code, 200)

    def _bare(self, text):
        """Without the token, which is fresh in each answer."""
        return re.sub(r'csrf_token(" value=|: )"[^"]*"', "", text)

    def test_a_closed_case_shows_to_its_code_alone(self):
        # P1: that there is a closed one is learnt by nobody else
        code = self.code_of(self.send())
        self.hand_over()
        complaint = self.last().complaint_id
        own = self.as_user(complaint, "director")
        own._answer(complaint.date_received, "Done.", True)
        self.edit(complaint, "director", **self.settled())
        self.as_user(complaint, "director").action_close()
        self.assertIn("Done.", self.with_code(code).text)
        wrong = self.with_code("1" * 20).text
        self.assertNotIn(complaint.name, wrong)
        self.assertNotIn("Done.", wrong)

    # ------------------------------------------------------------
    # THE PORTAL
    # ------------------------------------------------------------

    def portal(self, login):
        user = new_test_user(
            self.env, login, groups="base.group_portal", email=f"{login}@x.example"
        )
        self.authenticate(login, login)
        return user

    def test_somebody_else_s_answers_as_what_is_not_there(self):
        # P1: 2 × 200 tries: same status and body, medians within 5 ms
        self.portal("p_owner")
        sent = {"nature": "complaint", "party_class": "recipient", "statement": CANARY}
        sent["csrf_token"] = http.Request.csrf_token(self)
        self.url_open("/my/opinions/new", data=sent)
        row = self.last()
        self.portal("p_other")
        absent = row.id + 10**6
        answers, apart = self.medians(
            lambda: self.url_open(f"/my/opinions/{row.id}"),
            lambda: self.url_open(f"/my/opinions/{absent}"),
        )
        bare = [
            {
                (status, self._bare(text.replace(f"opinions/{id_}", "")))
                for status, text in found
            }
            for found, id_ in zip(answers, (row.id, absent), strict=True)
        ]
        self.assertEqual(bare[0], bare[1])
        self.assertEqual({status for status, _text in bare[0]}, {404})
        self.assertLess(apart, NEAR, f"medians {apart * 1000:.1f} ms apart")

    def rpc(self, model, method, args, **kwargs):
        params = {"model": model, "method": method, "args": args, "kwargs": kwargs}
        return self.url_open(
            f"/web/dataset/call_kw/{model}/{method}",
            data=json.dumps({"jsonrpc": "2.0", "method": "call", "params": params}),
            headers={"Content-Type": "application/json"},
        ).json()

    def own_models(self):
        return [
            name
            for name in surface.MODELS
            if name.startswith("stakeholder.") and not self.env[name]._abstract
        ]

    def _a_field(self, name):
        """One that is stored, so that writing it would do something."""
        fields = self.env[name]._fields.values()
        return next(one.name for one in fields if one.store and one.column_type)

    def test_no_model_answers_the_portal_over_rpc(self):
        # P4: each of our models by 5 ways of reading and by every public method of
        # ours, as the owner of a case: nothing is given, nothing changes
        user = self.portal("p_rpc")
        sent = {"nature": "complaint", "party_class": "recipient", "statement": CANARY}
        sent["csrf_token"] = http.Request.csrf_token(self)
        self.url_open("/my/opinions/new", data=sent)
        self.hand_over()
        case = self.last().complaint_id
        self.assertEqual(self.last().user_id, user)
        before = case.read()[0]
        calls, given = 0, []
        for name in self.own_models():
            ids = case.ids if name == case._name else [1]
            asked = [(method, [[]]) for method in READS[:2]] + [
                ("name_search", [""]),
                ("search_count", [[]]),
                ("export_data", [ids, ["id"]]),
                ("create", [{}]),
                ("write", [ids, {self._a_field(name): False}]),
                ("unlink", [ids]),
            ]
            asked += [
                (method, [ids])
                for method in surface.MODELS[name]["safe"]
                if method not in ("create", "write", "unlink", "export_data")
            ]
            for method, args in asked:
                kwargs = {"specification": {}} if method == "web_search_read" else {}
                answer = self.rpc(name, method, args, **kwargs)
                calls += 1
                self.assertNotIn(CANARY, str(answer), f"{name}.{method}")
                if "error" not in answer and answer.get("result"):
                    given.append((name, method, str(answer["result"])[:4000]))
        self.assertGreater(calls, 400)
        # who follows is nobody, whoever asks: the one answer that is not a refusal
        given = [one for one in given if one[1] != "message_subscribe"]
        # the name of a window is no secret: what it shows is asked for anew
        given = [one for one in given if "ir.actions.act_window" not in one[2]]
        self.assertEqual(given, [], f"{calls} calls")
        self.env.invalidate_all()
        self.assertEqual(case.read()[0], before)

    def test_no_other_door_of_core_gives_the_portal_a_thing(self):
        # P4: files, prints, the chatter and links by token
        self.portal("p_doors")
        sent = {"nature": "complaint", "party_class": "recipient", "statement": CANARY}
        sent["csrf_token"] = http.Request.csrf_token(self)
        files = {"files": ("a.txt", CANARY.encode(), "text/plain")}
        self.url_open("/my/opinions/new", data=sent, files=files)
        self.hand_over()
        case = self.last().complaint_id
        file = self.env["ir.attachment"].search([("res_model", "=", case._name)])
        self.assertTrue(file)
        for path in (
            f"/web/content/{file.id}",
            f"/web/image/{file.id}",
            f"/web/content/stakeholder.intake/{self.last().id}/raw",
            f"/report/html/stakeholder_relations.report_complaint/{case.id}",
            f"/report/pdf/stakeholder_relations.report_complaint/{case.id}",
            f"/mail/view?model=stakeholder.complaint&res_id={case.id}",
            f"/odoo/stakeholder.complaint/{case.id}",
        ):
            with self.subTest(path=path):
                self.assertNotIn(CANARY, self.url_open(path).text)
        answer = self.url_open(
            "/mail/thread/messages",
            data=json.dumps(
                {"params": {"thread_model": case._name, "thread_id": case.id}}
            ),
            headers={"Content-Type": "application/json"},
        )
        self.assertNotIn(CANARY, answer.text)
