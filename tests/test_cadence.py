from datetime import date, timedelta
from unittest.mock import patch

from odoo.exceptions import AccessError, ValidationError
from odoo.tests import tagged

from .cadence_common import LEVELS, TIERS, CadenceCase
from .common import MODULE


@tagged("post_install", "-at_install")
class TestCadence(CadenceCase):
    # U3.2: each row of the table, by one of the tier with one of the level
    def test_each_line_is_met_by_its_pair_alone(self):
        fits = {
            "unit_council": ("council", {"committee", "director"}),
            "unit_director_general": ("director", {"committee", "director", "head"}),
            "unit_department": ("officer", {"director", "head", "clerk", "cadre"}),
            "unit_onsite": ("worker", {"clerk", "head", "director", "committee"}),
        }
        for name, (role, levels) in fits.items():
            for level in LEVELS:
                for who in TIERS:
                    with self.subTest(line=name, by=who, level=level):
                        met = self._meet(who, level)
                        expected = int(who == role and level in levels)
                        self.assertEqual(self._of(name), (expected, 1))
                        met.sudo().unlink()

    # U3.2: one meeting satisfies every line it fits, whoever wrote it down
    def test_one_meeting_satisfies_several_lines(self):
        people = self.partner("director") | self.partner("council")
        self._meet("worker", "director", "clerk", our_ids=people.ids)
        self.assertEqual(self._of("unit_council"), (1, 1))
        self.assertEqual(self._of("unit_director_general"), (1, 1))
        self.assertEqual(self._of("unit_onsite"), (0, 1))

    # U3.2: calendar periods, to the day
    def test_period_borders(self):
        self._meet("worker", "clerk", day=date(2026, 10, 31))
        self.assertEqual(self._of("unit_onsite", date(2026, 10, 1)), (1, 1))
        self.assertEqual(self._of("unit_onsite", date(2026, 11, 1)), (0, 1))
        self._meet("officer", "head", day=date(2026, 6, 30))
        self.assertEqual(self._of("unit_department", date(2026, 1, 1)), (1, 1))
        self.assertEqual(self._of("unit_department", date(2026, 7, 1)), (0, 1))

    # U3.2: prorated when an agreement starts or ends within the period
    def test_agreements_that_start_and_end_inside(self):
        late = self._unit("Late")
        self._agree(late, date(2026, 11, 20))
        for name, expected in (
            ("unit_onsite", None),  # 11 of 30 days
            ("unit_department", None),
            ("unit_council", None),
            ("unit_verification", None),
        ):
            self.assertEqual(self._of(name, unit=late), expected, name)
        half = self._unit("Half")
        agreement = self._agree(half, date(2026, 6, 1))
        self.assertEqual(self._of("unit_council", unit=half), (0, 1))
        self.assertEqual(self._of("unit_department", unit=half), (0, 1))
        # what took place before the agreement does not count
        self._meet("council", "director", day=date(2026, 5, 31), unit=half)
        self.assertEqual(self._of("unit_council", unit=half), (0, 1))
        agreement.write(
            {"date_ended_early": date(2026, 8, 1), "early_reason": "Moved away"}
        )
        self.assertEqual(self._of("unit_council", unit=half), None)

    # U3.2: only what is still short, once, for the right person, gone when met
    def test_only_what_is_short_is_owed_and_goes_when_met(self):
        self._meet("director", "director", day=date(2026, 3, 2))
        self._refresh()
        self._refresh()
        due = self._due()
        self.assertEqual(
            set(due.cadence_id),
            {
                self._line(name)
                for name in (
                    "unit_council",
                    "unit_department",
                    "unit_onsite",
                    "unit_verification",
                )
            },
        )
        self.assertEqual(len(due), 4)
        users = {one.cadence_id: one.user_id for one in due}
        self.assertEqual(users[self._line("unit_onsite")], self.users["worker"])
        self.assertEqual(users[self._line("unit_council")], self.users["council"])
        self._meet("worker", "clerk")
        self.assertNotIn(self._line("unit_onsite"), self._due().cadence_id)
        self.as_user(self.unit, "worker").action_stakeholder_verify()
        self.assertNotIn(self._line("unit_verification"), self._due().cadence_id)

    # U3.2: in good time: nothing is asked a year ahead
    def test_nothing_is_asked_too_early(self):
        self.at(self.local(2026, 2, 3))
        self._refresh()
        self.assertEqual(self._due().cadence_id, self._line("unit_onsite"))

    # a corrected date, a cancelled contact
    def test_a_correction_brings_it_back(self):
        met = self._meet("worker", "clerk")
        self._refresh()
        self.assertNotIn(self._line("unit_onsite"), self._due().cadence_id)
        met.at = self.local(2026, 10, 30)
        self._refresh()
        self.assertIn(self._line("unit_onsite"), self._due().cadence_id)

    # what was missed is seen, and goes where it was only written down late
    def test_missed_is_seen_until_it_is_written_down(self):
        self._refresh()
        self.at(self.local(2026, 12, 1, 0, 30))
        self._refresh()
        onsite = self._due().filtered(lambda one: one.cadence_id.by_onsite)
        self.assertEqual(
            dict(zip(onsite.mapped("date_due"), onsite.mapped("state"), strict=True)),
            {date(2026, 11, 30): "missed", date(2026, 12, 31): "open"},
        )
        self._meet("worker", "clerk", day=date(2026, 11, 30))
        left = self._due().filtered(lambda one: one.cadence_id.by_onsite)
        self.assertEqual(left.mapped("date_due"), [date(2026, 12, 31)])

    def test_reminded_then_told_it_was_missed(self):
        self._refresh()
        self.run_job()
        onsite = self._due().filtered(lambda one: one.cadence_id.by_onsite)
        self.assertIn("still owed", onsite.activity_ids.summary)
        self.assertEqual(onsite.activity_ids.user_id, self.users["worker"])
        self._meet("worker", "head")
        self.assertFalse(onsite.exists())
        titles = self.env["mail.activity"].search(
            [("res_model", "=", "stakeholder.contact.due"), ("res_id", "=", onsite.id)]
        )
        self.assertFalse(titles)

    # U1.1 U3.1: the last agreement ends, the potential care plan begins by itself
    def test_the_plan_follows_the_status(self):
        unit = self._unit("Was active")
        self._agree(unit, date(2025, 1, 1), date(2026, 6, 30))
        self.assertEqual(self._of("unit_phone", unit=unit), (0, 1))
        self.assertEqual(self._of("unit_onsite", unit=unit), None)
        unit.stakeholder_prospect = "none"
        self.assertEqual(self._of("unit_phone", unit=unit), None)

    # U3.1: one greeting a festival, whoever gives it
    def test_one_greeting_a_festival(self):
        sponsor = self._unit("Sponsor", "external")
        self.at(self.local(2026, 9, 20))
        self._refresh(sponsor)
        due = self._due(sponsor).filtered("festival_id")
        festival = self.env.ref(f"{MODULE}.stakeholder_festival_mid_autumn")
        self.assertEqual(due.festival_id, festival)
        self._meet(
            "director",
            "director",
            unit=sponsor,
            day=date(2026, 9, 20),
            maintenance_id=self.env.ref(
                f"{MODULE}.stakeholder_option_maintenance_festival"
            ).id,
            festival_id=festival.id,
        )
        self.assertFalse(self._due(sponsor).filtered("festival_id"))
        window = self._mailing(sponsor, festival, "worker")
        self.assertEqual(window.greeted_ids, sponsor)
        self.assertFalse(window.recipient_ids)

    def _mailing(self, parties, festival, user):
        maintenance = self.env.ref(f"{MODULE}.stakeholder_option_maintenance_festival")
        return self.as_user(self.env["stakeholder.mailing"], user).create(
            {
                "partner_ids": parties.ids,
                "maintenance_id": maintenance.id,
                "festival_id": festival.id,
                "subject": "Happy festival",
                "body": "All the best.",
            }
        )

    # U3.1: sent by mail to a chosen set, each on record
    def test_greeting_by_mail_is_on_record_for_each(self):
        one = self._unit("One", "external", email="one@home.example")
        two = self._unit("Two", "external", email="two@home.example")
        mute = self._unit("Mute", "external")
        festival = self.env.ref(f"{MODULE}.stakeholder_festival_spring")
        window = self._mailing(one | two | mute, festival, "worker")
        self.assertEqual(window.unreachable_ids, mute)
        mails = self.env["mail.mail"].search([])
        window.action_send()
        sent = self.env["mail.mail"].search([]) - mails
        self.assertEqual(len(sent), 2)
        found = self.env["stakeholder.communication"].search(
            [("festival_id", "=", festival.id)]
        )
        self.assertEqual(found.partner_id, one | two)

    def test_a_line_that_could_never_be_met_is_refused(self):
        for values in (
            {"by_council": True},
            {"with_clerk": True},
            {"what": "greeting"},
            {"what": "maintenance"},
            # U4.1: only the information on units is confirmed
            {"what": "verification", "party_class": "external"},
        ):
            with self.subTest(values), self.assertRaises(ValidationError):
                self.env["stakeholder.cadence"].create({"name": "Nobody", **values})

    # coverage as a matrix one can look at
    def test_the_matrix(self):
        self._meet("worker", "clerk")
        coverage = self.as_user(self.env["stakeholder.coverage"], "worker")
        matrix = coverage.get_matrix({"search": "School"})
        [row] = matrix["rows"]
        cells = {
            line["name"]: row["cells"][line["id"]][0]["state"]
            for line in matrix["lines"]
        }
        onsite = self._line("unit_onsite").with_user(self.users["worker"])
        council = self._line("unit_council").with_user(self.users["worker"])
        self.assertEqual(cells[onsite.name], "met")
        self.assertEqual(cells[council.name], "short")
        with self.assertRaises(AccessError):
            self.as_user(self.env["stakeholder.coverage"], "clerk").get_matrix({})

    # outsiders get nothing
    def test_outsiders(self):
        self._refresh()
        for user in ("clerk", "auditor", "admin"):
            with self.assertRaises(AccessError):
                self.as_user(self._due(), user).read(["partner_id"])
        with self.assertRaises(AccessError):
            self.as_user(self._due(), "worker").write({"done": 9})

    # the nightly job: a bad party stops no other, and is listed until it is mended
    def test_job_in_batches_and_past_a_bad_party(self):
        units = self.env["res.partner"].union(
            *(self._unit(f"Unit {number}") for number in range(3))
        )
        for unit in units:
            self._agree(unit, date(2025, 1, 1) + timedelta(days=unit.id % 7))
        Due = type(self.env["stakeholder.contact.due"])
        coverage = type(self.env["stakeholder.cadence"])._coverage
        bad = units[1]

        def broken(model, parties, *args, **kwargs):
            if bad in parties:
                raise ValueError
            return coverage(model, parties, *args, **kwargs)

        self.patch(type(self.env["ir.cron"]), "_commit_progress", self._no_commit)
        self.patch(Due, "_parties", lambda model: units.sudo())
        with patch.object(type(self.env["stakeholder.cadence"]), "_coverage", broken):
            self.env["stakeholder.contact.due"]._cron_refresh()
        self.assertTrue(self._due(units[0]))
        self.assertFalse(self._due(bad))
        self.assertTrue(self._due(units[2]))
        failures = self.env["stakeholder.notice.failure"]
        listed = failures.search([("res_model", "=", "res.partner")])
        self.assertEqual(listed.mapped("res_id"), bad.ids)
        self.env["stakeholder.contact.due"]._cron_refresh()
        self.assertTrue(self._due(bad))
        self.assertFalse(listed.exists())

    @staticmethod
    def _no_commit(cron, processed=0, **kwargs):
        cron.env.flush_all()
        return 60.0
