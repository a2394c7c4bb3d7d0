from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import MODULE
from .scorecard_common import YEAR, ScorecardCase

ALL = [(month, 10) for month in range(1, 7)]


class SignedCase(ScorecardCase):
    def good(self, unit=None):
        """All that a half-year asks for, of opinions apart."""
        self.met(*ALL, unit=unit)
        self.met((2, 2), (5, 5), unit=unit, tier="council")
        self.confirm((2, 3), (6, 30), unit=unit)

    def signed(self):
        self.good()
        card = self.card()
        self.as_user(card, "director").action_sign()
        self.assertEqual(card.state, "signed")
        return card


@tagged("post_install", "-at_install")
class TestScorecard(SignedCase):
    # ------------------------------------------------------------
    # MADE
    # ------------------------------------------------------------

    # U4.10: one for each unit and period, with what is missing and the traces
    def test_made_from_traces(self):
        self.met(*((month, 10) for month in (1, 2, 3, 4, 6)))
        self.confirm((2, 3), (6, 30))
        card = self.card()
        self.assertEqual(card.name, "Street Office 2026/H1")
        line = self.line(card, "onsite_contact")
        self.assertEqual((line.figure, line.target, line.n), (5, 6, 5))
        self.assertEqual((line.verdict, line.missing), ("missed", "2026/05"))
        self.assertIn("2026/05", line.why)
        self.assertEqual(self.line(card, "verification").verdict, "met")
        self.assertEqual(len(card.line_ids), 4)
        self.assertEqual(self.card(), card)
        year = self.card("year")
        self.assertEqual(len(year.line_ids), 9)

    # U4.10: the result by weights, of what could be judged
    def test_result_by_weights(self):
        self.met(*ALL)
        card = self.card()
        verdicts = {one.indicator_id.code: one.verdict for one in card.line_ids}
        self.assertEqual(
            verdicts,
            {
                "verification": "missed",
                "onsite_contact": "met",
                "management_contact": "missed",
                "complaint_time": "no_data",
            },
        )
        self.assertEqual((card.score, card.result), (33.33, "missed"))
        self.env.ref(f"{MODULE}.stakeholder_indicator_onsite_contact").weight = 2
        card.action_measure()
        self.assertEqual((card.score, card.missed_count), (50, 2))

    # X7: switched and adjusted by a row of the centre's own, from a day on
    def test_indicators_of_the_centre(self):
        general = self.env.ref(f"{MODULE}.stakeholder_indicator_onsite_contact")
        self.met(*ALL)
        own = general.copy(
            {
                "company_id": self.env.company.id,
                "date_from": date(2026, 6, 30),
                "threshold": 2,
            }
        )
        self.assertEqual(self.line(self.card(), "onsite_contact").indicator_id, own)
        own.date_from = date(2026, 7, 1)
        self.assertEqual(self.line(self.card(), "onsite_contact").verdict, "met")
        own.write({"date_from": date(2026, 1, 1), "is_used": False})
        self.assertFalse(self.line(self.card(), "onsite_contact"))

    def test_an_indicator_that_nothing_measures(self):
        with self.assertRaisesRegex(Exception, "nothing measures"):
            self.Indicator.create({"name": "New", "code": "of_the_moon"})

    def test_queries_do_not_grow_with_the_units(self):
        units = self.unit
        for number in range(30):
            units |= self._unit(f"Unit {number}")
        indicators = self.Indicator.search([])
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=22):
            scope = indicators._scope("unit", units)
            indicators._measure(scope, YEAR)

    # ------------------------------------------------------------
    # SIGNED
    # ------------------------------------------------------------

    # U4.10: by the person in charge alone, once the period is over
    def test_signed_by_the_person_in_charge(self):
        self.good()
        card = self.card()
        for role in ("worker", "supervisor", "council", "auditor"):
            with self.assertRaises(AccessError):
                self.as_user(card, role).action_sign()
        self.at(self.local(2026, 6, 30, 23))
        with self.assertRaisesRegex(UserError, "runs until"):
            self.as_user(card, "director").action_sign()
        self.at(self.local(2026, 7, 1, 1))
        card.action_measure()
        self.as_user(card, "director").action_sign()
        self.assertEqual(card.state, "signed")
        self.assertEqual(card.signed_by_id, self.users["director"])
        self.assertEqual(card.date_signed, date(2026, 7, 1))
        self.assertTrue(card.seal)
        self.assertFalse(card.alarm)

    # what was filed meanwhile is counted, shown, and signed the next time
    def test_nothing_is_signed_unseen(self):
        self.good()
        card = self.card()
        self.met((3, 3))
        answer = self.as_user(card, "director").action_sign()
        self.assertEqual(answer["tag"], "display_notification")
        self.assertEqual(card.state, "draft")
        self.assertEqual(self.line(card, "onsite_contact").n, 7)
        self.as_user(card, "director").action_sign()
        self.assertEqual(card.state, "signed")

    # U4.10: what is missed has an improvement first; a setting
    def test_missed_ones_need_an_improvement(self):
        self.met(*ALL)
        card = self.card()
        own = self.as_user(card, "director")
        self.assertTrue(own.has_bare)
        with self.assertRaisesRegex(UserError, "Propose Improvements"):
            own.action_sign()
        own.action_propose()
        actions = own.action_ids
        self.assertEqual(len(actions), 2)
        self.assertEqual(set(actions.mapped("kind")), {"improvement"})
        self.assertEqual(actions.user_id, self.users["worker"])
        self.assertEqual(actions.checker_id, self.users["director"])
        self.assertEqual(set(actions.mapped("date_due")), {date(2027, 2, 11)})
        self.assertTrue(all(one.date_check > one.date_due for one in actions))
        with self.assertRaises(UserError):
            own.action_propose()
        own.action_sign()
        self.assertEqual(card.state, "signed")

    def test_improvements_are_a_setting(self):
        self.policy.evaluation_needs_action = False
        card = self.card()
        self.as_user(card, "director").action_sign()
        self.assertEqual(card.state, "signed")

    # U4.10: open ones follow into the next scorecard; settled ones do not
    def test_open_improvements_follow(self):
        first = self.card()
        self.as_user(first, "director").action_propose()
        later = self.card(day=date(2026, 12, 31))
        self.assertEqual(later.carried_ids, first.action_ids)
        self.assertFalse(first.carried_ids)
        # what is agreed already is not agreed again
        self.assertFalse(self.line(later, "verification").is_bare)
        one = first.action_ids[0]
        one.drop_reason = "Not needed."
        self.as_user(one, "director").action_drop()
        self.env.invalidate_all()
        self.assertEqual(later.carried_ids, first.action_ids - one)

    def test_one_improvement_by_hand(self):
        card = self.card()
        line = self.as_user(self.line(card, "verification"), "worker")
        context = line.action_improve()["context"]
        self.assertEqual(context["default_partner_id"], self.unit.id)
        action = (
            self.as_user(self.env["stakeholder.action"], "worker")
            .with_context(**context)
            .create({"user_id": self.users["worker"].id})
        )
        self.assertEqual(action.scorecard_line_id, line)
        self.assertEqual(action.kind, "improvement")
        # whoever reads nothing of the scorecard agrees nothing on it
        with self.assertRaises(AccessError):
            self.as_user(self.env["stakeholder.action"], "officer").with_context(
                **context
            ).create({"user_id": self.users["officer"].id})

    # ------------------------------------------------------------
    # TRACES
    # ------------------------------------------------------------

    # U4.7: too few answers are shown with their number and not judged
    def test_few_answers_are_shown_with_their_number(self):
        self.policy.rating_minimum = 3
        self.rate("service", 20, 40)
        card = self.card("year", date(2026, 12, 31))
        line = self.line(card, "service_rating")
        self.assertEqual((line.verdict, line.n, line.has_figure), ("no_data", 2, False))
        self.assertTrue(line.why.startswith("2 answers."))

    # U4.10: the button opens exactly what was counted
    def test_traces_open_what_was_counted(self):
        talks = self.met(*ALL)
        self.met((3, 3), filed=False)
        self.met((7, 1))
        card = self.card()
        line = self.line(card, "onsite_contact")
        action = self.as_user(line, "director").action_traces()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, talks)
        self.good()
        # a draft is counted again: figure and list are of one moment
        action = self.as_user(line, "director").action_traces()
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(len(found), line.n)
        self.assertEqual(line.n, 12)

    def test_traces_of_a_signed_one_stay(self):
        card = self.signed()
        line = self.line(card, "onsite_contact")
        before = line.action_traces()["domain"]
        self.met((3, 3))
        self.assertEqual(line.action_traces()["domain"], before)

    def test_traces_of_what_is_hidden(self):
        self.opinions(2)
        line = self.line(self.card(), "complaint_time")
        with self.assertRaisesRegex(UserError, "Fewer than five"):
            self.as_user(line, "director").action_traces()

    # two at once: the second one's comment is refused, not lost unseen
    def test_comments_are_not_overwritten(self):
        card = self.as_user(self.card(), "director")
        with self.assertRaisesRegex(UserError, "which version"):
            card.write({"comment": "First"})
        card.write({"comment": "First", "edit_version": 0})
        with self.assertRaisesRegex(UserError, "was changed by"):
            card.write({"comment": "Second", "edit_version": 0})
        card.write({"comment": "Second", "edit_version": 1})
        self.assertEqual(card.comment, "Second")

    # the period before beside it
    def test_the_period_before(self):
        self.met(*ALL[:5])
        self.card()
        later = self.line(self.card(day=date(2026, 12, 31)), "onsite_contact")
        self.assertEqual(later.before_label, "5 / 6 · Not Met")
