from datetime import date
from unittest.mock import patch

from odoo.tests import tagged

from .common import CANARY
from .test_rating import RatingCase


class PlanCase(RatingCase):
    """The plan as it runs, and whom it asked."""

    def _run(self):
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: cron.env.flush_all() or 60.0,
        ):
            self.Rating._cron_plan()
        self.env.invalidate_all()

    def _asked(self, unit=None):
        found = self.Rating.search([("partner_id", "=", (unit or self.unit).id)])
        return {(one.kind, one.rater_id) for one in found}

    def _gaps(self, role="officer"):
        units = self.as_user(self.env["res.partner"], role)
        found = units.search([("stakeholder_rating_gap", "!=", False)])
        return {one.name: one.stakeholder_rating_gap for one in found}


@tagged("post_install", "-at_install")
class TestRatingPlan(PlanCase):
    # U4.6 U4.7 U4.8: the right counterpart by level, active units only, once
    def test_whom_the_plan_asks(self):
        bare = self._unit("Hospital")
        self._unit("Station", active=False)
        nobody = self._unit("Street office", user=None)
        self._person(nobody, "cadre")
        self._run()
        expected = {
            ("worker", self.clerk),
            ("worker", self.head),
            ("service", self.head),
            ("centre", self.principal),
        }
        self.assertEqual(self._asked(), expected)
        kinds = {("worker", bare), ("service", bare), ("centre", bare)}
        self.assertEqual(self._asked(bare), kinds)
        self.assertEqual(
            self._asked(nobody),
            {("service", nobody.child_ids), ("centre", nobody.child_ids)},
        )
        ratings = self.Rating.search([])
        self.assertEqual(len(ratings), 4 + 3 + 2)
        self.assertEqual(set(ratings.mapped("year")), {"2026"})
        self.assertEqual(set(ratings.mapped("date_expiry")), {date(2026, 12, 15)})
        self._run()
        self.assertEqual(self.Rating.search([]), ratings)

    def test_not_before_its_month(self):
        self.at(self.local(2026, 10, 31, 23, 59))
        self._run()
        self.assertFalse(self.Rating.search([]))
        self.at(self.local(2026, 11, 1, 0, 1))
        self._run()
        self.assertTrue(self.Rating.search([]))
        self.policy.rating_month = False
        self._unit("Hospital")
        count = self.Rating.search_count([])
        self._run()
        self.assertEqual(self.Rating.search_count([]), count)

    def _ends(self, name, last, **values):
        unit = self._unit(name)
        agreement = self.env["stakeholder.agreement"].search(
            [("partner_id", "=", unit.id)]
        )
        agreement.write({"date_end": last, **values})
        return unit

    # U4.6-U4.8: whoever leaves before the round is asked while a form can come back
    def test_a_unit_that_leaves_is_asked_in_time(self):
        leaving = self._ends("Leaving", date(2026, 6, 30))
        early = self._ends(
            "Early",
            date(2026, 12, 31),
            date_ended_early=date(2026, 7, 1),
            early_reason="Moved",
        )
        renewed = self._ends("Renewed", date(2026, 6, 30))
        self.env["stakeholder.agreement"].create(
            {
                "name": "Next",
                "partner_id": renewed.id,
                "date_start": date(2026, 8, 15),
                "date_end": date(2027, 8, 14),
                "state": "signed",
                "date_signed": date(2026, 6, 1),
            }
        )
        self.at(self.local(2026, 6, 8, 23))
        self._run()
        self.assertFalse(self.Rating.search([]))
        self.assertFalse(self._gaps())
        self.at(self.local(2026, 6, 9, 1))
        self.assertEqual(self._gaps().keys(), {"Leaving"})
        self._run()
        kinds = {(kind, leaving) for kind in ("worker", "service", "centre")}
        self.assertEqual(self._asked(leaving), kinds)
        self.assertEqual(self.Rating.search([]).partner_id, leaving)
        ratings = self.Rating.search([])
        self.assertEqual(set(ratings.mapped("date_expiry")), {date(2026, 6, 30)})
        self.assertFalse(self._gaps())
        self.at(self.local(2026, 6, 20))
        self._run()
        self.assertEqual(self.Rating.search([]).partner_id, leaving | early)
        # renewed after all: asked once a year all the same
        self.env["stakeholder.agreement"].search(
            [("partner_id", "=", leaving.id)]
        ).date_end = date(2026, 12, 31)
        self.at(self.local(2026, 11, 1))
        self._run()
        self.assertEqual(len(self._asked(leaving)), 3)
        self.assertTrue(self._asked(renewed))
        self.assertTrue(self._asked())

    # whoever was asked in the round and leaves in January is not asked again
    def test_whoever_was_asked_lately_leaves_in_peace(self):
        unit = self._ends("Leaving", date(2027, 1, 15))
        spring = self._ends("Spring", date(2027, 3, 31))
        self._run()
        count = self.Rating.search_count([("partner_id", "=", unit.id)])
        self.at(self.local(2027, 1, 2))
        self._run()
        found = self.Rating.search([("partner_id", "=", unit.id)])
        self.assertEqual((len(found), set(found.mapped("year"))), (count, {"2026"}))
        self.at(self.local(2027, 3, 15))
        self._run()
        years = self.Rating.search([("partner_id", "=", spring.id)]).mapped("year")
        self.assertEqual(set(years), {"2026", "2027"})

    # what another run made in the meantime is not made twice, and nobody fails
    def test_twice_at_once(self):
        missing = self.Rating._missing(self.unit, "2026")
        self._run()
        ratings = self.Rating.search([])
        mails = self.env["mail.mail"].search_count([])
        with patch.object(type(self.Rating), "_missing", lambda *args: missing):
            self.Rating._ask_once(self.unit, "2026")
        self.assertEqual(self.Rating.search([]), ratings)
        self.assertEqual(self.env["mail.mail"].search_count([]), mails)

    def test_queries_do_not_grow_with_the_units(self):
        units = self.unit.browse()
        for number in range(40):
            unit = self._unit(f"Unit {number}")
            self._person(unit, "head", email=False)
            units |= unit
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(__system__=25):
            self.assertEqual(len(self.Rating._missing(units, "2026")), 120)

    # in Chinese, to the counterpart alone, with the link
    def test_the_mail(self):
        self._run()
        rating = self.Rating.search(
            [("kind", "=", "worker"), ("rater_id", "=", self.clerk.id)]
        )
        mail = self.env["mail.mail"].search(
            [("email_to", "ilike", "clerk@unit.example")]
        )
        self.assertEqual(len(mail), 1)
        self.assertIn(rating.link, mail.body_html)
        self.assertIn("用人单位对驻点社工评价表", mail.body_html)
        self.assertIn("2026/12/15", mail.body_html)
        # it hangs on no record that somebody else reads
        self.assertFalse(mail.mail_message_id.model)
        self.assertNotIn("answer_token", "".join(rating.message_ids.mapped("body")))
        self.assertEqual(rating.date_mailed, date(2026, 11, 24))

    # reminders go to whoever is responsible; about a worker never to the worker
    def test_forms_that_do_not_come_back(self):
        self._run()
        ratings = self.Rating.search([])
        self.run_job()
        self.assertFalse(ratings.activity_ids)
        self.at(self.local(2026, 12, 8))
        self.run_job()
        self.run_job()
        users = {rating.kind: rating.activity_ids.user_id for rating in ratings}
        worker, boss = self.users["worker"], self.users["supervisor"]
        self.assertEqual(users, {"worker": boss, "service": worker, "centre": worker})
        self.assertEqual(len(ratings.activity_ids), len(ratings))
        self.at(self.local(2026, 12, 16))
        self._run()
        self.assertEqual(set(ratings.mapped("state")), {"expired"})
        self.run_job()
        self.assertEqual(
            set(ratings.activity_ids.mapped("summary")),
            {"The rating form did not come back: ask for it on paper"},
        )
        texts = self.env["mail.mail"].search([("email_to", "ilike", "t_worker")])
        self.assertNotIn(CANARY, "".join(texts.mapped("body_html")))

    def _reminders(self):
        return self.env["mail.mail"].search([("body_html", "ilike", "仍可告诉我们")])

    # the rater is reminded once, with the link, while it is open
    def test_the_rater_is_reminded_once(self):
        self._run()
        rating = self.Rating.search([("kind", "=", "worker")], limit=1)
        others = self.Rating.search([]) - rating
        others.write({"date_mailed": False})
        self.run_job()
        self.assertFalse(self._reminders())
        for day in (8, 9, 15, 16):
            self.at(self.local(2026, 12, day))
            self.run_job()
            self.run_job()
            self.assertEqual(len(self._reminders()), 1, day)
        mail = self._reminders()
        self.assertEqual(mail.email_to, rating.rater_id.email_formatted)
        self.assertIn("answer_token", mail.body_html)
        self.assertFalse(mail.mail_message_id.model)
        self.assertEqual(rating.date_reminded, date(2026, 12, 8))
        # asked again: the term begins anew, and so does the reminder
        self.as_user(rating, "director").action_send()
        self.at(self.local(2026, 12, 31))
        self.run_job()
        self.assertEqual(len(self._reminders()), 2)

    def test_who_has_answered_or_a_centre_that_does_not_want_it(self):
        self._run()
        self.Rating.search([]).write({"state": "answered"})
        self.at(self.local(2026, 12, 8))
        self.run_job()
        self.assertFalse(self._reminders())
        self.Rating.search([]).write({"state": "sent", "date_noticed": False})
        self.policy.is_rater_reminded = False
        self.run_job()
        self.assertFalse(self._reminders())

    def test_my_day(self):
        bare = self._unit("Hospital")
        self._run()
        own = self.as_user(self.Rating, "worker")
        items = own._day_items(self.users["worker"])
        self.assertEqual(
            {(one["id"], one["what"]) for one in items},
            {
                (one.id, "Bring the rating form on paper: no e-mail address")
                for one in self.Rating.search(
                    [("partner_id", "=", bare.id), ("kind", "!=", "worker")]
                )
            },
        )
        self.at(self.local(2026, 12, 8))
        items = own._day_items(self.users["worker"])
        self.assertEqual(len(items), 4)
        # one unit, several people asked: whom to ask stands in each row
        self.assertEqual(len({one["title"] for one in items}), 4)
        for item in items:
            rating = self.Rating.browse(item["id"])
            if rating.rater_id != rating.partner_id:
                self.assertIn(rating.rater_id.name, item["title"])

    def test_the_new_responsible_asks_after_it(self):
        self._run()
        self.unit.stakeholder_user_id = self.users["officer"]
        ratings = self.Rating.search([])
        for rating in ratings:
            expected = "supervisor" if rating.kind == "worker" else "officer"
            self.assertEqual(rating.responsible_id, self.users[expected])
