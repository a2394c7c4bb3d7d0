from datetime import date, timedelta

from odoo.tests import tagged

from .cadence_common import CadenceCase


@tagged("post_install", "-at_install")
class TestContactDue(CadenceCase):
    """Whoever owes a contact is somebody whose visit settles it (U3.2)."""

    def _owes(self, name):
        line = self._line(name)
        return self._due().filtered(lambda one: one.cadence_id == line).user_id

    def _settles(self, name):
        """A visit of whoever owes the line, on record; whether the row goes."""
        self._refresh()
        [owner] = self._owes(name)
        people = self.unit.child_ids.filtered(
            lambda one: one.stakeholder_level == "head"
        )
        self.as_user(self.env["stakeholder.communication"], owner).create(
            {
                "partner_id": self.unit.id,
                "at": self.local(2026, 11, 24, 9),
                "our_ids": owner.partner_id.ids,
                "their_ids": people.ids,
                "summary": "Met",
            }
        )
        return not self._owes(name)

    # U3.2: the head of a worker may be the senior supervisor, who only goes along
    def test_the_supervisor_above_does_not_owe_for_the_department(self):
        head = self.employee("officer")
        self.employee("worker", self.employee("supervisor", head))
        self._refresh()
        self.assertEqual(self._owes("unit_department"), self.users["officer"])
        self.assertTrue(self._settles("unit_department"))

    # U3.2: nobody above is of the department, and a colleague of it is
    def test_a_colleague_of_the_department_owes_it(self):
        service = self.env["hr.department"].create({"name": "Service"})
        head = self.employee("supervisor", department_id=service.id)
        self.employee("worker", head, department_id=service.id)
        self.employee("officer", department_id=service.id)
        self._refresh()
        self.assertEqual(self._owes("unit_department"), self.users["officer"])
        self.assertTrue(self._settles("unit_department"))

    # U3.2: who heads the department is responsible and owes for it; a deputy above
    # owes what the director-general's side does
    def test_a_responsible_head_owes_for_the_department(self):
        deputy = self._user("deputy", "stakeholder_relations.stakeholder_group_officer")
        self.users["deputy"] = deputy
        deputy.partner_id.stakeholder_tier = "director_general"
        above = self.employee("deputy", self.employee("director"))
        head = self.employee("officer", above)
        self.employee("worker", head)
        self.unit.stakeholder_user_id = self.users["officer"]
        self._refresh()
        self.assertEqual(self._owes("unit_department"), self.users["officer"])
        self.assertEqual(self._owes("unit_director_general"), deputy)
        self.assertTrue(self._settles("unit_department"))
        self.assertTrue(self._settles("unit_director_general"))

    # U3.2: nobody near is of the tier: whoever is nearest owes it all the same
    def test_nobody_of_the_tier(self):
        self.partner("officer").stakeholder_tier = False
        self.employee("worker", self.employee("supervisor"))
        self._refresh()
        self.assertEqual(self._owes("unit_department"), self.users["supervisor"])
        self.assertEqual(self._owes("unit_council"), self.users["council"])

    # I1: the employment has ended, the log-in is still open: nothing is theirs to do
    def test_whoever_has_left_owes_nothing(self):
        head = self.employee("officer")
        worker = self.employee("worker", head)
        worker.departure_date = date(2026, 11, 20)
        self._refresh()
        self.assertTrue(self.users["worker"].active)
        self.assertNotIn(self.users["worker"], self._due().user_id)
        self.assertEqual(self._owes("unit_department"), self.users["officer"])
        head.departure_date = date(2026, 11, 20)
        self.env.invalidate_all()
        self._refresh()
        self.assertFalse(
            self._due().user_id & (self.users["worker"] | self.users["officer"])
        )

    # P8: who owes it is found for all parties together
    def test_no_query_for_each_party(self):
        self.employee("worker", self.employee("officer"))
        units = [self._unit(f"Unit {number}") for number in range(6)]
        for unit in units:
            self._agree(unit)
        cadence = self.env["stakeholder.cadence"]
        counts = []
        for chosen in (units[:2], units):
            parties = self.env["res.partner"].union(*chosen)
            owed = cadence._coverage(parties, date(2026, 11, 24))
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            users = cadence._right_users(owed)
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(users), len(owed))
        self.assertEqual(*counts)

    # U3.2: heads see how much is owed, however much it is, without a row for each
    def test_a_head_sees_how_much_is_owed(self):
        self.employee("worker", self.employee("officer"))
        line = self._line("unit_onsite")
        for first, days in ((date(2026, 11, 30), 120), (date(2027, 6, 1), 130)):
            self._owe(line, first, days)
        due = self._due()
        due[0].with_user(self.users["worker"]).activity_schedule(
            "stakeholder_relations.mail_activity_type_visit",
            date(2026, 11, 24),
            user_id=self.users["worker"].id,
            automated=False,
        )
        due[1:11].date_late = date(2026, 10, 31)
        day = self.as_user(self.env["stakeholder.day"], "officer")
        [group] = day.get_day("team")["groups"]
        self.assertEqual(
            dict(group["counts"]), {"late": 10, "today": 1, "coming": 250 - 11}
        )
        [more] = group["more"]
        self.assertEqual(more["count"] + len(group["items"]), 250)
        rows = self.as_user(self.env["stakeholder.contact.due"], "officer")
        self.assertEqual(rows.search_count(more["action"]["domain"]), 250)
        # P8: counted in as many queries, however much is owed
        counts = []
        for extra in (0, 100):
            self._owe(line, date(2028, 1, 1), extra)
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            rows._day_counts(self.users["worker"])
            counts.append(self.env.cr.sql_log_count - before)
        self.assertEqual(*counts)

    def _owe(self, line, first, count):
        self.env["stakeholder.contact.due"]._add(
            [
                {
                    "company_id": self.env.company.id,
                    "partner_id": self.unit.id,
                    "cadence_id": line.id,
                    "user_id": self.users["worker"].id,
                    "date_start": first + timedelta(days=number),
                    "date_due": first + timedelta(days=number),
                    "required": 1,
                }
                for number in range(count)
            ]
        )
