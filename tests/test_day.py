from datetime import date, timedelta

from odoo.tests import tagged

from ..models.stakeholder_day import MOST
from .common import StakeholderCase


@tagged("post_install", "-at_install")
class TestDay(StakeholderCase):
    """What is mine today, due and late, from every source."""

    def _day(self, user, scope="mine"):
        day = self.env["stakeholder.day"].with_user(self.users[user])
        self.env.flush_all()
        self.env.invalidate_all()
        return day.get_day(scope)

    def _titles(self, user, scope="mine"):
        groups = self._day(user, scope)["groups"]
        return {
            group["key"]: [one["title"] for one in group["items"]] for group in groups
        }

    def test_each_source_in_its_place(self):
        complaint = self.assigned(topic="Visit")
        unit = self.env["res.partner"].create(
            {
                "name": "School",
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_user_id": self.users["officer"].id,
            }
        )
        self.env["stakeholder.agreement"].create(
            {
                "name": "Service",
                "partner_id": unit.id,
                "date_start": date(2026, 1, 1),
                "date_end": date(2026, 12, 4),
                "date_signed": date(2026, 1, 1),
                "state": "signed",
                "user_id": self.users["officer"].id,
            }
        )
        self.env["stakeholder.action"].with_user(self.users["director"]).create(
            {
                "name": "Mend the door",
                "user_id": self.users["officer"].id,
                "date_due": date(2026, 12, 3),
            }
        )
        self.at(self.local(2026, 12, 3, 23, 59))
        name = f"{complaint.name} Visit"
        titles = self._titles("officer")
        self.assertEqual(titles["late"], [])
        self.assertEqual(titles["today"], ["Mend the door", name])
        self.assertEqual(titles["coming"], ["School · Service"])
        self.at(self.local(2026, 12, 4, 0, 1))
        titles = self._titles("officer")
        self.assertEqual(titles["late"], ["Mend the door", name])
        self.assertEqual(titles["today"], ["School · Service"])
        self.at(self.local(2026, 12, 5))
        self.assertEqual(len(self._titles("officer")["late"]), 2)
        self.assertEqual(
            self._titles("worker"), {"late": [], "today": [], "coming": []}
        )

    # green, amber from two working days, red; the time left in working days
    def test_amber_from_two_working_days(self):
        due = [date(2026, 12, day) for day in (3, 4, 7, 8, 9)]
        self.env["stakeholder.action"].create(
            [
                {
                    "name": str(day),
                    "user_id": self.users["officer"].id,
                    "date_due": day,
                }
                for day in due
            ]
        )
        self.at(self.local(2026, 12, 4))
        groups = self._day("officer")["groups"]
        told = [(one["urgency"], one["left"]) for g in groups for one in g["items"]]
        self.assertEqual(
            told,
            [
                ("red", "Late by 1 working days"),
                ("amber", "Due today"),
                ("amber", "1 working days left"),
                ("amber", "2 working days left"),
                ("green", "3 working days left"),
            ],
        )

    def test_what_nobody_handles_yet_is_the_director_s(self):
        complaint = self.register()
        [item] = self._day("director")["groups"][2]["items"]
        self.assertEqual(item["id"], complaint.id)
        self.assertFalse(self._titles("officer")["coming"])

    # C5.1: heads see what their people owe, and no case they may not read
    def test_heads_see_their_people_and_no_secret(self):
        head = self.employee("supervisor")
        service = self.env["hr.department"].create({"name": "Service"})
        self.employee("officer", manager=head, department_id=service.id)
        self.assigned(topic="Secret")
        self.env["stakeholder.action"].with_user(self.users["director"]).create(
            {
                "name": "Mend the door",
                "user_id": self.users["officer"].id,
                "date_due": date(2026, 11, 30),
            }
        )
        page = self._day("supervisor", "team")
        self.assertTrue(page["has_team"])
        [group] = page["groups"]
        self.assertEqual(group["label"], "Service")
        [item] = group["items"]
        self.assertEqual(
            (item["title"], item["user"]), ("Mend the door", "Test officer")
        )
        self.assertEqual(group["counts"], {"coming": 1})
        self.assertFalse(self._day("worker")["has_team"])

    # a source with more than a day's work: all is counted, and its list shows the rest
    def test_more_than_can_be_shown_is_counted(self):
        service = self.env["hr.department"].create({"name": "Service"})
        head = self.employee("supervisor")
        self.employee("officer", manager=head, department_id=service.id)
        for name, days in (("Late", 130), ("Coming", 100)):
            self.env["stakeholder.action"].create(
                [
                    {
                        "name": f"{name} {number}",
                        "user_id": self.users["officer"].id,
                        "date_due": date(2026, 11, 24)
                        + timedelta(days=-number if name == "Late" else number),
                    }
                    for number in range(1, days + 1)
                ]
            )
        [group] = self._day("supervisor", "team")["groups"]
        self.assertEqual(dict(group["counts"]), {"late": 130, "coming": 100})
        self.assertEqual(len(group["items"]), MOST)
        [more] = group["more"]
        self.assertEqual(more["count"], 230 - MOST)
        self.assertEqual(group["label"], "Service")
        self.assertIn("130 more", more["label"])
        actions = self.as_user(self.env["stakeholder.action"], "supervisor")
        self.assertEqual(actions.search_count(more["action"]["domain"]), 230)
        # the rows shown are the most urgent ones
        days = [one["date"] for one in group["items"]]
        self.assertEqual(max(days), date(2026, 11, 24) - timedelta(days=31))
        late, today, coming = self._day("officer")["groups"]
        self.assertEqual((late["label"], coming["label"]), ("Late", "Coming"))
        self.assertEqual(
            (late["count"], today["count"], coming["count"]), (130, 0, 100)
        )
        self.assertEqual([one["count"] for one in late["more"]], [130 - MOST])
        self.assertEqual([one["count"] for one in coming["more"]], [100])
        self.assertFalse(coming["items"])

    # what nothing has to be written down of is done from here, by its owner alone
    def test_a_promise_is_done_in_one_click(self):
        head = self.employee("supervisor")
        self.employee("officer", manager=head)
        actions = self.env["stakeholder.action"].create(
            [
                {
                    "name": kind,
                    "kind": kind,
                    "user_id": self.users["officer"].id,
                    "date_due": date(2026, 11, 30),
                }
                for kind in ("promise", "improvement")
            ]
        )
        [*_empty, group] = self._day("officer")["groups"]
        buttons = {item["title"]: item["button"] for item in group["items"]}
        self.assertEqual(buttons["promise"]["name"], "action_done")
        self.assertFalse(buttons["improvement"])
        [group] = self._day("supervisor", "team")["groups"]
        self.assertFalse([one for one in group["items"] if one["button"]])
        self.as_user(actions[0], "officer").action_done()
        [*_empty, group] = self._day("officer")["groups"]
        self.assertEqual([item["title"] for item in group["items"]], ["improvement"])

    # P11: a job that stopped shows, after 26 hours
    def test_a_stopped_reminder_job_shows(self):
        self.assertFalse(self._day("director")["warning"])
        self.run_job()
        for moment, shows in (
            (self.local(2026, 11, 25, 12, 0), False),
            (self.local(2026, 11, 25, 12, 1), True),
        ):
            self.at(moment)
            self.assertEqual(bool(self._day("director")["warning"]), shows)
        self.assertFalse(self._day("officer")["warning"])
        self.run_job()
        self.assertFalse(self._day("director")["warning"])

    def test_a_day_off_says_so(self):
        self.assertFalse(self._day("worker")["rest"])
        self.at(self.local(2026, 11, 28))
        self.assertEqual(self._day("worker")["rest"], "Weekend")
        self.at(self.local(2026, 10, 10))  # a make-up Saturday
        self.assertFalse(self._day("worker")["rest"])
