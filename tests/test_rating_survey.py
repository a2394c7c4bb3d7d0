import json
from datetime import date, timedelta

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase, new_test_user, tagged

from .common import CANARY, MODULE
from .test_rating import RatingCase

OPTIONS = ("very_satisfied", "satisfied", "fairly", "dissatisfied")


@tagged("post_install", "-at_install")
class TestRatingSurvey(RatingCase, HttpCase):
    """Over the real door: what a counterpart with a link, or without one, can do."""

    def setUp(self):
        super().setUp()
        # Sessions and pages look at the clock of the machine.
        self._stop_clock()

    def _path(self, form, step="start"):
        survey = form.survey_id.access_token
        if step == "start":
            return f"/survey/start/{survey}?answer_token={form.access_token}"
        return f"/survey/{step}/{survey}/{form.access_token}"

    def _call(self, path, params):
        answer = self.url_open(
            path,
            data=json.dumps({"params": params}),
            headers={"Content-Type": "application/json"},
        )
        return answer.json().get("result")

    def _choices(self, kind, *chosen):
        """{question: answer} for the eight questions, the last choice repeated."""
        survey = self.env.ref(f"{MODULE}.survey_rating_{kind}")
        values = {}
        for number, question in enumerate(survey.question_ids):
            if question.question_type == "text_box":
                values[str(question.id)] = f"Thanks {CANARY}"
                continue
            wanted = chosen[min(number, len(chosen) - 1)]
            found = [
                one
                for one in question.suggested_answer_ids
                if one.get_external_id()[one.id].endswith(f"_{wanted}")
            ]
            values[str(question.id)] = str(found[-1].id)
        return values

    def _fill(self, form, *chosen):
        self.env.flush_all()
        kind = form.survey_id.stakeholder_kind
        start = self.url_open(self._path(form))
        self.assertEqual(start.status_code, 200)
        self._call(self._path(form, "begin"), {})
        choices = self._choices(kind, *chosen)
        result = self._call(self._path(form, "submit"), choices)
        self.env.invalidate_all()
        return result

    # U4.7: by link, without log-in; score by hand: (100 + 7 * 80) / 8
    def test_a_counterpart_answers_by_link(self):
        rating = self._rating()
        page = self.url_open(rating.link.replace(rating.get_base_url(), ""))
        self.assertIn("用人单位对驻点服务评价表", page.text)
        self.assertIn("School", page.text)
        done = self._fill(rating.user_input_id, "very_satisfied", "satisfied")
        self.assertNotIn("82", json.dumps(done, ensure_ascii=False))
        self.assertEqual(
            (rating.state, rating.source, rating.score, rating.is_scored),
            ("answered", "link", 82.5, True),
        )
        self.assertFalse(rating.keyed_by_id)
        first, *_rest, last = rating.answers
        self.assertEqual(first["question"], "服务符合贵单位和服务对象的需求")
        self.assertEqual(
            (first["answer"], first["score"], first["max"]), ("非常满意", 100, 100)
        )
        self.assertIn(CANARY, last["answer"])
        self.assertIn("非常满意", rating.answers_html)

    # "cannot judge" counts for nothing, "very dissatisfied" counts as 0
    def test_no_opinion_is_not_the_worst_opinion(self):
        rating = self._rating()
        self._fill(rating.user_input_id, "very_dissatisfied", "no_opinion", "satisfied")
        # (0 + 6 * 80) / 7
        self.assertEqual(rating.score, 68.57)
        silent = self._rating(rater=self.clerk)
        self._fill(silent.user_input_id, "no_opinion")
        self.assertEqual((silent.state, silent.is_scored), ("answered", False))
        shown = self.Rating._read_group([("state", "=", "answered")], [], ["score:avg"])
        self.assertEqual(shown, [(68.57,)])
        self.assertEqual(
            self.Rating._average(self.unit, "service", rating.year)[self.unit],
            (1, 68.57),
        )

    def test_each_row_has_to_be_answered(self):
        rating = self._rating()
        form = rating.user_input_id
        self._call(self._path(form, "begin"), {})
        choices = self._choices("service", "satisfied")
        choices.popitem()
        choices.pop(next(iter(choices)))
        result = self._call(self._path(form, "submit"), choices)
        self.assertEqual(result[1]["error"], "validation")
        self.env.invalidate_all()
        self.assertEqual(rating.state, "sent")

    # not guessable, not reusable, each under its own unit
    def test_the_link_answers_once_for_its_own_unit(self):
        other = self._unit("Hospital")
        mine, theirs = self._rating(), self._rating(unit=other, rater=other)
        form = mine.user_input_id
        self.assertGreaterEqual(len(form.access_token), 32)
        survey = f"/survey/start/{form.survey_id.access_token}"
        for path in (survey, f"{survey}?answer_token=guessed"):
            page = self.url_open(path)
            self.assertNotIn("o_survey_form", page.text)
        self._fill(form, "satisfied")
        self.assertEqual((mine.state, theirs.state), ("answered", "sent"))
        again = self._fill(form, "dissatisfied")
        self.assertEqual(again[1]["error"], "unauthorized")
        self.url_open(self._path(form, "retry"))
        self.env.invalidate_all()
        self.assertEqual(mine.score, 80)
        # the device remembers the first one; the second link is still its own
        self._fill(theirs.user_input_id, "very_satisfied")
        self.assertEqual((mine.score, theirs.score), (80, 100))
        self.assertEqual(theirs.partner_id, other)

    # expired ones say so kindly; a new term opens the same link
    def test_a_lapsed_link_says_so_kindly(self):
        rating = self._rating()
        form = rating.user_input_id
        form.deadline = "2020-01-01"
        rating.write({"date_expiry": "2020-01-01"})
        self.Rating._expire()
        self.env.flush_all()
        page = self.url_open(self._path(form))
        self.assertIn("o_stakeholder_lapsed", page.text)
        self.assertIn("您的意见", page.text)
        self._call(self._path(form, "begin"), {})
        result = self._call(
            self._path(form, "submit"), self._choices("service", "satisfied")
        )
        self.assertEqual(result[1]["error"], "answer_deadline")
        self.env.invalidate_all()
        self.assertEqual(rating.state, "expired")
        self.as_user(rating, "director").action_send()
        self._fill(form, "satisfied")
        self.assertEqual(rating.state, "answered")

    # what happens to the survey changes no rating
    def test_deleting_a_question_changes_no_rating(self):
        rating = self._rating()
        self._fill(rating.user_input_id, "very_satisfied", "satisfied")
        before = rating.read(["score", "answers", "source"])
        survey = self.env.ref(f"{MODULE}.survey_rating_service")
        survey.question_ids[0].unlink()
        survey.question_ids[0].title = "Another wording"
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(rating.read(["score", "answers", "source"]), before)
        survey.unlink()
        self.env.invalidate_all()
        self.assertEqual(rating.read(["score", "answers", "source"]), before)
        self.assertFalse(rating.user_input_id)

    def _type_in(self, rating, user, source="paper", **values):
        """By the button and its window, as ``user``; the page it opens."""
        own = self.as_user(rating, user)
        action = getattr(own, f"action_type_{source}")()
        window = own.env[action["res_model"]].with_context(**action["context"])
        return window.create(values).action_type()

    # a paper bears its own date; it is not of tomorrow nor of the year before
    def test_the_date_on_the_paper(self):
        rating = self._rating()
        today = rating._notice_today(rating.company_id)
        for day in (today + timedelta(days=1), date(today.year - 1, 12, 31)):
            with self.assertRaisesRegex(UserError, "Correct the date"):
                self._type_in(rating, "director", date=day)

    # paper: typed in through the same page, marked with who and from what
    def test_typed_in_from_paper(self):
        rating = self._rating("worker")
        rating.write({"state": "expired"})
        link = rating.user_input_id
        today = rating._notice_today(rating.company_id)
        first = date(today.year, 1, 1)
        action = self._type_in(rating, "supervisor", date=first)
        form = self.env["survey.user_input"].search(
            [("stakeholder_rating_id", "=", rating.id), ("id", "!=", link.id)]
        )
        self.assertIn(form.access_token, action["url"])
        self.assertIn("Test worker", self.url_open(self._path(link)).text)
        again = self._type_in(rating, "supervisor", date=first)
        self.assertEqual(again, action)
        self._login("supervisor")
        self._fill(form, "satisfied")
        self.assertEqual(
            (rating.state, rating.source, rating.keyed_by_id, rating.score),
            ("answered", "paper", self.users["supervisor"], 80),
        )
        self.assertEqual((rating.date_answered, rating.date_keyed), (first, today))
        # the link that was out is closed, kindly
        self.authenticate(None, None)
        self.assertIn("o_stakeholder_lapsed", self.url_open(self._path(link)).text)

    # whichever form comes first counts; the other changes nothing
    def test_the_first_form_back_counts(self):
        rating = self._rating()
        self._type_in(rating, "director")
        typed = self.env["survey.user_input"].search(
            [
                ("stakeholder_rating_id", "=", rating.id),
                ("stakeholder_source", "=", "paper"),
            ]
        )
        self._fill(rating.user_input_id, "satisfied")
        typed._mark_done()
        self.assertEqual((rating.source, rating.score), ("link", 80))

    def test_typed_in_from_an_interview(self):
        rating = self._rating("centre")
        self._type_in(rating, "director", "interview")
        form = self.env["survey.user_input"].search(
            [
                ("stakeholder_rating_id", "=", rating.id),
                ("stakeholder_source", "=", "interview"),
            ]
        )
        self._login("director")
        self._fill(form, "very_satisfied")
        self.assertEqual(
            (rating.source, rating.keyed_by_id), ("interview", self.users["director"])
        )

    # an employee who got hold of a counterpart's link does not answer with it
    def test_an_employee_does_not_answer_for_a_unit(self):
        rating = self._rating()
        self._login("worker")
        self._call(self._path(rating.user_input_id, "begin"), {})
        self._fill(rating.user_input_id, "very_satisfied")
        self.assertEqual(rating.state, "sent")

    def _login(self, role):
        self.authenticate(self.users[role].login, self.users[role].login)

    # the survey app shows its users no answer of ours
    def test_survey_users_read_nothing(self):
        rating = self._rating("worker")
        self._fill(rating.user_input_id, "satisfied")
        form = rating.user_input_id
        for group in ("survey.group_survey_user", "survey.group_survey_manager"):
            user = new_test_user(
                self.env, login=group, groups=f"base.group_user,{group}"
            )
            for records in (form, form.user_input_line_ids):
                own = self.as_user(records, user)
                self.assertFalse(own.search([("id", "in", own.ids)]))
                counted = own._read_group([("id", "in", own.ids)], [], ["__count"])
                self.assertEqual(counted, [(0,)])
                with self.assertRaises(AccessError):
                    own.read([])
            self.authenticate(group, group)
            page = self.url_open(f"/survey/results/{form.survey_id.id}")
            self.assertNotIn(CANARY, page.text)
        copy = form.survey_id.copy()
        self.assertEqual(copy.stakeholder_kind, "worker")
        self.assertEqual(
            self.env["survey.survey"]._stakeholder_form("worker"), form.survey_id
        )
