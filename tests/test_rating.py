from datetime import date

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger

from .common import CANARY, MODULE, StakeholderCase


class RatingCase(StakeholderCase):
    """A unit in force with a liaison clerk, a head and a director."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        boss = cls.env["hr.employee"].create(
            {"name": "Boss", "user_id": cls.users["supervisor"].id}
        )
        cls.env["hr.employee"].create(
            {
                "name": "Worker",
                "user_id": cls.users["worker"].id,
                "parent_id": boss.id,
            }
        )
        cls.Rating = cls.env["stakeholder.rating"]
        cls.unit = cls._unit("School")
        cls.clerk, cls.head, cls.principal = (
            cls._person(cls.unit, level) for level in ("clerk", "head", "director")
        )

    @classmethod
    def _unit(cls, name, user="worker", active=True):
        unit = cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_user_id": user and cls.users[user].id,
            }
        )
        if active:
            cls.env["stakeholder.agreement"].create(
                {
                    "name": "Service",
                    "partner_id": unit.id,
                    "date_start": date(2026, 1, 1),
                    "date_end": date(2026, 12, 31),
                    "state": "signed",
                    "date_signed": date(2026, 1, 1),
                }
            )
        return unit

    @classmethod
    def _person(cls, unit, level, **values):
        return cls.env["res.partner"].create(
            {
                "name": f"{level} {CANARY}",
                "parent_id": unit.id,
                "stakeholder_level": level,
                "email": f"{level}@unit.example",
                **values,
            }
        )

    def _rating(self, kind="service", unit=None, rater=None, **values):
        unit = unit or self.unit
        rating = self.Rating.create(
            {
                "kind": kind,
                "partner_id": unit.id,
                "rater_id": (rater or self.head).id,
                "rated_user_id": kind == "worker" and self.users["worker"].id,
                **values,
            }
        )
        rating._open_forms()
        return rating

    def _answered(self, score, **values):
        """As it stands when the form is back; the way there is tested elsewhere."""
        rating = self._rating(**values)
        rating.write({"state": "answered", "score": score, "is_scored": True})
        return rating


@tagged("post_install", "-at_install")
class TestRating(RatingCase):
    # U4.6 U4.7 U4.8: by hand, at the border, below the minimum, nothing there
    def test_average(self):
        other, empty = self._unit("Hospital"), self._unit("Street office")
        self._answered(80)
        self._answered(90, rater=self.clerk)
        self._answered(100, unit=other, rater=other)
        self._answered(10, kind="centre")
        self._answered(10, rater=self.principal, year="2025")
        self._rating(unit=empty, rater=empty)
        abstained = self._answered(0, rater=self.principal)
        abstained.is_scored = False
        units = self.unit | other | empty
        with self.assertQueryCount(__system__=4):
            found = self.Rating._average(units, "service", 2026)
        self.assertEqual(found, {self.unit: (2, 85), other: (1, 100), empty: (0, None)})
        self.policy.rating_minimum = 2
        found = self.Rating._average(units, "service", "2026")
        self.assertEqual(
            found, {self.unit: (2, 85), other: (1, None), empty: (0, None)}
        )

    # X7: terms of a later year say nothing of this one, on the scorecard and elsewhere
    def test_the_minimum_is_that_of_the_year(self):
        self._answered(80)
        self.policy.copy({"date_from": date(2027, 1, 1), "rating_minimum": 5})
        self.at(self.local(2027, 2, 1))
        self.assertEqual(
            self.Rating._average(self.unit, "service", 2026), {self.unit: (1, 80)}
        )
        self._answered(70, year="2027")
        self.assertEqual(
            self.Rating._average(self.unit, "service", 2027), {self.unit: (1, None)}
        )

    # U4.6: of a worker over their units
    def test_average_of_workers(self):
        other = self._unit("Hospital")
        self._answered(70, kind="worker")
        self._answered(90, kind="worker", unit=other, rater=other)
        users = self.users["worker"] | self.users["officer"]
        self.assertEqual(
            self.Rating._average_of_workers(users, 2026),
            {self.users["worker"]: (2, 80), self.users["officer"]: (0, None)},
        )

    # U4.6: a worker does not see who rated, whatever further group they are given
    def test_whoever_is_rated_reads_nothing(self):
        rating = self._rating("worker", responsible_id=self.users["worker"].id)
        back = self._answered(70, kind="worker", rater=self.principal)
        both = rating | back
        self.users["worker"].group_ids |= self.env.ref(
            f"{MODULE}.stakeholder_group_director"
        ) | self.env.ref(f"{MODULE}.stakeholder_group_auditor")
        self.users["worker"].group_ids |= self.env.ref("base.group_allow_export")
        own = self.as_user(both, "worker")
        mine = [("rated_user_id", "=", self.users["worker"].id)]
        self.assertFalse(own.search(mine))
        self.assertFalse(own._read_group(mine, ["rater_id"]))
        self.assertFalse(own.name_search("School"))
        for read in (
            lambda: own.read(["rater_id"]),
            lambda: own.export_data(["rater_id/name"]),
            lambda: own[0].message_ids.mapped("body"),
            lambda: own[0].activity_ids.mapped("summary"),
            lambda: own[0].action_type_paper(),
        ):
            with self.assertRaises(AccessError):
                read()
        # what rates nobody by name is not shut (NULL)
        service = self._answered(90)
        self.assertEqual(self.as_user(service, "worker").score, 90)

    def test_who_reads(self):
        out = self._rating(responsible_id=self.users["worker"].id)
        back = self._answered(
            90, rater=self.clerk, responsible_id=self.users["worker"].id
        )
        for user in ("supervisor", "director", "auditor"):
            self.assertEqual(self.as_user(out | back, user).search([]), out | back)
        self.assertEqual(self.as_user(out, "worker").search([]), out)
        self.assertFalse(self.as_user(out, "officer").search([]))
        for user in ("clerk", "council", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(out, user).search([])
        with self.assertRaises(AccessError):
            self.as_user(self.unit, "clerk").read(["stakeholder_rating_count"])
        unit = self.as_user(self.unit, "auditor")
        self.assertEqual(unit.stakeholder_rating_count, 2)

    # the link answers: it is not for readers
    def test_the_link_is_for_those_who_send_it(self):
        rating = self._rating(responsible_id=self.users["worker"].id)
        for user in ("worker", "auditor"):
            for name in ("link", "user_input_id"):
                with self.assertRaises(AccessError):
                    self.as_user(rating, user).read([name])
        self.assertIn("answer_token", self.as_user(rating, "supervisor").link)
        with self.assertRaises(AccessError):
            self.as_user(rating, "worker").action_send()

    def test_other_centre(self):
        other = self.env["res.company"].create({"name": "Another Centre"})
        self.unit.with_company(other).stakeholder_class = "unit"
        rating = self._rating(company_id=other.id)
        with self.assertRaises(AccessError):
            self.as_user(rating, "director").read(["score"])
        self.assertEqual(
            self.Rating._average(self.unit, "service", 2026), {self.unit: (0, None)}
        )

    # nobody rates themselves, and nobody of another unit
    def test_refused_plainly(self):
        stranger = self._person(self._unit("Hospital"), "head")
        for rater, words in (
            (stranger, "not one of the people"),
            (self.partner("worker"), "works at the centre"),
        ):
            with self.assertRaisesRegex(ValidationError, words), self.cr.savepoint():
                self._rating(rater=rater)
        with mute_logger("odoo.sql_db"):
            for values in (
                {"kind": "service", "rated_user_id": self.users["worker"].id},
                {"kind": "worker", "rated_user_id": False},
                {"year": "26"},
            ):
                with self.assertRaises(IntegrityError), self.cr.savepoint():
                    self._rating(**values)
            self._rating()
            with self.assertRaises(IntegrityError), self.cr.savepoint():
                self._rating()
        with self.assertRaisesRegex(UserError, "interview"):
            self._rating("worker").action_type_interview()
        with self.assertRaisesRegex(ValidationError, "no commissioning unit"):
            fund = self.env["res.partner"].create({"name": "Fund"})
            self._rating(unit=fund, rater=fund)

    def test_a_rating_stays_as_it_was_given(self):
        rating = self._answered(50)
        own = self.as_user(rating, "director")
        for values in (
            {"score": 100},
            {"partner_id": self._unit("Hospital").id},
            {"rater_id": self.clerk.id},
            {"state": "sent"},
            {"answers": []},
        ):
            with self.assertRaises(UserError):
                own.write(values)
        with self.assertRaises(AccessError):
            own.unlink()
        with self.assertRaisesRegex(UserError, "back already"):
            own.action_type_paper()
        merge = self.env["base.partner.merge.automatic.wizard"]
        self._answered(60, rater=self.clerk)
        with self.assertRaisesRegex(UserError, "same rating"):
            merge._merge((self.head | self.clerk).ids, self.head)

    def test_asked_by_hand(self):
        own = self.as_user(self.Rating, "supervisor")
        form = Form(own, "stakeholder_relations.stakeholder_rating_view_form")
        form.kind = "centre"
        form.partner_id = self.unit.with_env(own.env)
        form.rater_id = self.principal.with_env(own.env)
        rating = form.save().sudo()
        self.assertEqual(rating.date_expiry, date(2026, 12, 15))
        self.assertEqual(rating.responsible_id, self.users["worker"])
        forged = own.with_context(default_is_scored=True, default_score=100).create(
            {
                "kind": "service",
                "partner_id": self.unit.id,
                "rater_id": self.head.id,
                "state": "answered",
                "score": 100,
            }
        )
        self.assertFalse(forged.is_scored)
        self.assertEqual((forged.state, forged.score), ("sent", 0))

    def test_policy_is_checked(self):
        for values in (
            {"rating_days": 0},
            {"rating_warning_days": 21},
            {"rating_minimum": 0},
        ):
            with self.assertRaises(ValidationError), self.cr.savepoint():
                self.policy.write(values)
