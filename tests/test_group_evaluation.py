from datetime import date

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .scorecard_common import ScorecardCase
from .test_indicator_process import SIX


@tagged("post_install", "-at_install")
class TestGroupEvaluation(ScorecardCase):
    """Figures of departments, workers and the centre, for those who read them."""

    def setUp(self):
        super().setUp()
        service = self.env["hr.department"].create({"name": "Service"})
        self.employee("worker", department_id=service.id)

    def _window(self, user="supervisor", **values):
        own = self.as_user(self.env["stakeholder.group.evaluation"], user)
        return own.create({"kind": "half", "day": date(2026, 6, 30), **values})

    def _shown(self, window):
        action = window.action_show()
        lines = window.env[action["res_model"]].search(action["domain"])
        return {(one.name, one.indicator_id.code): one for one in lines}

    # U4.10: the share of units that met it, and which did not; by department, …
    def test_of_departments_workers_and_the_centre(self):
        self.met(*SIX)
        self._unit("Bad")
        self._unit("Others", user=self.users["officer"])
        expected = {
            "department": {"Service": (50, 2)},
            "worker": {"Test worker": (50, 2), "Test officer": (0, 1)},
            "centre": {self.env.company.name: (33.33, 3)},
        }
        for scope, figures in expected.items():
            for user in ("supervisor", "director", "council", "auditor"):
                found = self._shown(self._window(user, scope=scope))
                self.assertEqual(
                    {
                        name: (one.figure, one.n)
                        for (name, code), one in found.items()
                        if code == "onsite_contact"
                    },
                    figures,
                )
        line = self._shown(self._window())["Service", "onsite_contact"]
        self.assertEqual((line.verdict, line.target), ("missed", 100))
        self.assertIn("Bad", line.why)

    # U4.6: whoever is rated does not learn from few answers who gave them
    def test_a_rated_supervisor_sees_nothing_of_few(self):
        unit = self._unit("Rated", user=self.users["supervisor"])
        self.rate("worker", 40, unit=unit)
        year = {"kind": "year", "day": date(2026, 12, 31), "scope": "worker"}
        for user, shown in (("supervisor", False), ("director", True)):
            found = self._shown(self._window(user, **year))
            line = found["Test supervisor", "worker_rating"]
            self.assertEqual(bool(line.has_figure), shown, user)

    # U4.10: what they did stays with the department
    def test_the_department_of_who_has_left_keeps_its_figures(self):
        self.met(*SIX)
        self.users["worker"].employee_ids.sudo().active = False
        found = self._shown(self._window(scope="department"))
        self.assertEqual(found["Service", "onsite_contact"].n, 1)

    # U4.10: one click from its proof: scorecard lines of its units, or the answers
    def test_traces(self):
        self.rate("service", 90, 80)
        self.card("year", date(2026, 12, 31))
        window = self._window(kind="year", day=date(2026, 12, 31))
        found = self._shown(window)
        action = found["Service", "service_rating"].action_traces()
        self.assertEqual(action["res_model"], "stakeholder.rating")
        self.assertEqual(found["Service", "service_rating"].figure, 85)
        answers = window.env["stakeholder.rating"].search(action["domain"])
        self.assertEqual(sorted(answers.mapped("score")), [80, 90])
        action = found["Service", "work_report"].action_traces()
        lines = window.env["stakeholder.scorecard.line"].search(action["domain"])
        self.assertEqual(lines.indicator_id.code, "work_report")
        self.assertEqual(lines.partner_id, self.unit)
        # the council reads no answers: it gets to the lines
        own = self._shown(self._window("council", kind="year", day=date(2026, 12, 31)))
        action = own["Service", "service_rating"].action_traces()
        self.assertEqual(action["res_model"], "stakeholder.scorecard.line")

    def test_outsiders_get_nothing(self):
        window = self._window()
        window.action_show()
        for user in ("clerk", "worker", "officer", "admin"):
            with self.assertRaises(AccessError):
                self._window(user)
            for records in (window, window.line_ids):
                with self.assertRaises(AccessError):
                    self.as_user(records, user).read([])
        for records in (window, window.line_ids):
            own = self.as_user(records, "auditor")
            self.assertFalse(own.search([("id", "in", own.ids)]))
            with self.assertRaises(AccessError):
                own.read(["create_uid"])

    def test_a_period_without_units(self):
        with self.assertRaisesRegex(UserError, "No unit had an agreement"):
            self._window(day=date(2019, 1, 1)).action_show()
