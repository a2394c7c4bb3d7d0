from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged

from .cadence_common import CadenceCase
from .common import MODULE

TODAY = date(2026, 11, 24)


@tagged("post_install", "-at_install")
class TestCoverageCell(CadenceCase):
    """A click on the matrix: what counts, what is planned, what to do (U3.2)."""

    def _coverage(self, user="worker"):
        return self.as_user(self.env["stakeholder.coverage"], user)

    def _matrix_cell(self, name, user="worker", **options):
        matrix = self._coverage(user).get_matrix({"search": "School", **options})
        [row] = matrix["rows"]
        return row["cells"][self._line(name).id][0], matrix["day"]

    def _cell(self, name, user="worker", **options):
        cell, day = self._matrix_cell(name, user, **options)
        return self._coverage(user).get_cell(cell["key"], day)

    def _run(self, name, method, user="worker", **options):
        cell, day = self._matrix_cell(name, user, **options)
        return getattr(self._coverage(user), method)(cell["key"], day)

    # U3.2: only what counts for this line, not whatever took place with the unit
    def test_shows_what_counts_alone(self):
        counts = self._meet("worker", "clerk", summary="Counts")
        self._meet("worker", "cadre", summary="Wrong level")
        self._meet("auditor", "clerk", summary="Wrong tier")
        self._meet("worker", "clerk", day=date(2026, 10, 31), summary="Too early")
        cell = self._cell("unit_onsite")
        self.assertEqual([one["id"] for one in cell["met"]], counts.ids)
        self.assertEqual((cell["done"], cell["hidden"]), (1, 0))
        action = self._run("unit_onsite", "action_met")
        found = self.env[action["res_model"]].search(action["domain"])
        self.assertEqual(found, counts)

    # C5.1: what one may not read is a number
    def test_what_colleagues_recorded_is_a_number(self):
        self._meet("worker", "clerk")
        self.unit.stakeholder_user_id = self.users["worker"]
        cell = self._cell("unit_onsite", "officer")
        self.assertEqual((cell["met"], cell["hidden"]), ([], 1))
        action = self._run("unit_onsite", "action_met", "officer")
        self.assertEqual(action["domain"], [("id", "in", [])])
        for user in ("clerk", "auditor", "admin"):
            with self.assertRaises(AccessError):
                self._cell("unit_onsite", user)

    # U3.2: from the cell to a planned visit, which stays until it took place
    def test_planned_long_before_its_time(self):
        self.at(self.local(2026, 2, 3))
        self.assertEqual(self._matrix_cell("unit_council")[0]["state"], "short")
        self._plan("unit_council", "2026-05-06")
        cell, _day = self._matrix_cell("unit_council")
        self.assertEqual((cell["state"], cell["planned"]), ("planned", 1))
        [planned] = self._cell("unit_council")["planned"]
        self.assertTrue(planned["is_mine"])
        self._refresh()
        self._refresh()
        cell, _day = self._matrix_cell("unit_council")
        self.assertEqual(cell["state"], "planned")
        self._meet("council", "director", day=date(2026, 2, 3))
        cell, _day = self._matrix_cell("unit_council")
        self.assertEqual((cell["state"], cell["done"]), ("met", 1))
        self.assertNotIn(self._line("unit_council"), self._due().cadence_id)

    def _plan(self, name, day, user="worker"):
        action = self._run(name, "action_plan", user)
        self.assertEqual(action["res_model"], "mail.activity.schedule")
        Window = self.as_user(self.env["mail.activity.schedule"], user)
        window = Form(Window.with_context(**action["context"]))
        window.date_deadline = day
        window.save().action_schedule_activities()

    # U3.2: the plan is cancelled: short again, and not asked before its time
    def test_cancelled_plan(self):
        self.at(self.local(2026, 2, 3))
        self._plan("unit_council", "2026-05-06")
        due = self._due()
        self.as_user(due.activity_ids, "worker").unlink()
        cell, _day = self._matrix_cell("unit_council")
        self.assertEqual(cell["state"], "short")
        self._refresh()
        self.assertFalse(due.exists())

    # it is in the diary of whoever planned it, on the day it is planned for
    def test_planned_shows_in_my_day(self):
        self._plan("unit_council", "2026-11-26")
        day = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        items = [one for group in day["groups"] for one in group["items"]]
        [item] = [one for one in items if one["model"] == "stakeholder.contact.due"]
        self.assertEqual(item["date"], date(2026, 11, 26))
        self.assertIn("planned by Test worker", item["what"])

    # a reminder of the job is no plan
    def test_a_reminder_is_no_plan(self):
        self._refresh()
        self.run_job()
        cell, _day = self._matrix_cell("unit_onsite")
        self.assertEqual((cell["state"], cell["planned"]), ("short", 0))

    # U4.1: confirmed from the cell
    def test_confirmed_from_the_cell(self):
        cell = self._cell("unit_verification")
        self.assertTrue(cell["is_verification"])
        self._run("unit_verification", "action_record")
        cell, _day = self._matrix_cell("unit_verification")
        self.assertEqual(cell["state"], "met")
        [met] = self._cell("unit_verification")["met"]
        self.assertEqual(met["who"], "Test worker")

    # O3: a greeting is recorded as one, from the cell as from the list
    def test_a_greeting_is_recorded_as_one(self):
        sponsor = self._unit("Sponsor", "external")
        self._agree(sponsor)
        self.at(self.local(2026, 9, 20))
        self._refresh(sponsor)
        [due] = self._due(sponsor).filtered("festival_id")
        coverage = self._coverage()
        matrix = coverage.get_matrix({"party_class": "external", "search": "Sponsor"})
        [cell] = [
            cell
            for cells in matrix["rows"][0]["cells"].values()
            for cell in cells
            if cell["label"] == due.festival_id.name and cell["state"] == "short"
        ]
        kind = self.env.ref(f"{MODULE}.stakeholder_option_maintenance_festival")
        for action in (
            coverage.action_record(cell["key"], matrix["day"]),
            self.as_user(due, "worker").action_record(),
        ):
            window = self.as_user(self.env["stakeholder.communication"], "worker")
            form = Form(window.with_context(**action["context"]))
            self.assertFalse(form.channel_id)
            self.assertEqual(form.maintenance_id.id, kind.id)
            self.assertEqual(form.festival_id.id, due.festival_id.id)
        form.their_ids.add(sponsor.child_ids[0])
        form.summary = "All the best"
        form.save()
        self.assertFalse(due.exists())

    # U1.1 U3.2: the matrix of a past day shows who was active then, and what it owed
    def test_the_matrix_of_a_past_day(self):
        gone = self._unit("Moved School")
        self._agree(gone, date(2025, 1, 1), date(2026, 10, 31))
        self._agree(self._unit("New School"), date(2026, 11, 1))
        self.assertEqual(gone.stakeholder_status, "potential")

        def page(day, status):
            options = {"search": "School", "day": day, "status": status}
            rows = self._coverage().get_matrix(options)["rows"]
            return {row["name"]: row["cells"] for row in rows}

        line = self._line("unit_onsite").id
        for day, status, expected in (
            ("2026-10-15", "active", {"Moved School", "School"}),
            ("2026-10-31", "active", {"Moved School", "School"}),
            ("2026-11-01", "active", {"New School", "School"}),
            ("2026-10-15", "potential", {"New School"}),
            ("2026-11-01", "potential", {"Moved School"}),
            (False, "active", {"New School", "School"}),
        ):
            rows = page(day, status)
            self.assertEqual(set(rows), expected, (day, status))
            if status == "active":
                for name, cells in rows.items():
                    self.assertTrue(cells[line], (day, name))

    # P8: a page costs the same however many units there are
    def test_no_query_for_each_unit(self):
        counts = []
        self._coverage().get_matrix({"day": "2026-10-15"})
        for number in range(6):
            self._agree(self._unit(f"Unit {number}"))
            if number not in (1, 5):
                continue
            coverage = self._coverage()
            before = self.env.cr.sql_log_count
            matrix = coverage.get_matrix({"search": "Unit", "day": "2026-10-15"})
            counts.append(self.env.cr.sql_log_count - before)
            self.assertEqual(len(matrix["rows"]), number + 1)
        self.assertEqual(*counts)

    # as needed, and what is met: one more is put in the diary of the party
    def test_one_more_is_planned_on_the_party(self):
        cell, _day = self._matrix_cell("unit_supervisor")
        self.assertEqual(cell["state"], "free")
        self._plan("unit_supervisor", "2026-12-01")
        [visit] = self.unit.activity_ids
        self.assertFalse(self._due())
        # it stands in My Day of whoever planned it, one click from its record
        page = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        [item] = [one for group in page["groups"] for one in group["items"]]
        self.assertEqual(
            (item["title"], item["date"], item["model"], item["id"]),
            ("School", date(2026, 12, 1), "res.partner", self.unit.id),
        )
        button = item["button"]
        own = self.as_user(self.env[button["model"]].browse(button["id"]), "worker")
        action = getattr(own, button["name"])()
        window = self.as_user(self.env["stakeholder.communication"], "worker")
        form = Form(window.with_context(**action["context"]))
        self.assertEqual(form.partner_id.id, self.unit.id)
        form.their_ids.add(self.unit.child_ids[0])
        form.save()
        self.assertFalse(visit.exists().active)
        page = self.as_user(self.env["stakeholder.day"], "worker").get_day()
        self.assertFalse([one for group in page["groups"] for one in group["items"]])

    # what was missed is not planned any more, and what is not asked says so
    def test_the_past_cannot_be_planned(self):
        with self.assertRaisesRegex(UserError, "School"):
            self._run("unit_onsite", "action_plan", day="2026-10-15")
        cell, day = self._matrix_cell("unit_onsite")
        agreement = self.env["stakeholder.agreement"].search(
            [("partner_id", "=", self.unit.id)]
        )
        agreement.write({"date_ended_early": date(2026, 2, 1), "early_reason": "Moved"})
        with self.assertRaisesRegex(UserError, "not asked any more"):
            self._coverage().get_cell(cell["key"], day)

    # C3 of other centres: a unit one may not read is refused
    def test_a_unit_of_another_centre(self):
        cell, day = self._matrix_cell("unit_onsite")
        other = self.env["res.company"].create({"name": "Other"})
        self.unit.company_id = other
        with self.assertRaises(AccessError):
            self._coverage().get_cell(cell["key"], day)
