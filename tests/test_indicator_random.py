import random
from datetime import date, timedelta

from psycopg2.extras import execute_values

from odoo.tests import tagged

from ..tools.periods import Period
from .common import MODULE
from .recount import Recount
from .scorecard_common import H1, H2, YEAR, ScorecardCase

UNITS = 300
SEED = 20261124
TODAYS = (date(2027, 3, 1), date(2026, 8, 12))


@tagged("post_install", "-at_install")
class TestIndicatorRandom(ScorecardCase):
    def setUp(self):
        super().setUp()
        self.random = random.Random(SEED)
        self.units = self.env["res.partner"].create(
            [{"name": f"Unit {number}", "is_company": True} for number in range(UNITS)]
        )
        self.units.stakeholder_class = "unit"
        users = [self.users[role] for role in ("worker", "officer", "supervisor")]
        self.workers = [user.id for user in users]
        for user, number in zip(users, range(3), strict=True):
            # one unit in four has nobody
            self.units[number::4].stakeholder_user_id = user
        self.report = self.env.ref(f"{MODULE}.stakeholder_option_channel_work_report")
        self.traces = {
            "talks": self._talks(),
            "verifications": self._verifications(),
            "praises": self._praises(),
            "scores": self._scores(),
            "opinions": self._opinions(),
        }
        self.spans = self._agreements()

    def _day(self):
        """Days around the year, its borders and those of its months often."""
        day = date(2025, 12, 1) + timedelta(days=self.random.randrange(430))
        if self.random.random() < 0.3:
            day = day.replace(day=1) - timedelta(days=self.random.randrange(2))
        return day

    def _insert(self, table, names, rows):
        names = [*names, "company_id"]
        rows = [(*row, self.env.company.id) for row in rows]
        query = f"INSERT INTO {table} ({', '.join(names)}) VALUES %s"
        execute_values(self.env.cr._obj, query, rows, page_size=1000)

    def _agreements(self):
        spans, rows = {}, []
        for unit in self.units:
            spans[unit.id] = []
            for number in range(self.random.choice((0, 1, 1, 1, 2))):
                first = self._day() - timedelta(days=self.random.choice((0, 400)))
                last = first + timedelta(days=self.random.randrange(500))
                spans[unit.id].append((first, last))
                name = f"Service {number}"
                rows.append((name, unit.id, first, last, last, "signed", "written"))
        names = ("name", "partner_id", "date_start", "date_end", "date_last")
        self._insert("stakeholder_agreement", (*names, "state", "form"), rows)
        return spans

    def _talks(self):
        found, rows = {unit.id: [] for unit in self.units}, []
        for unit in self.units:
            for _number in range(self.random.choice((0, 3, 12, 25))):
                day, tiers = self._day(), self.random.randrange(32)
                filed, report = self.random.random() < 0.8, self.random.random() < 0.1
                if filed:
                    found[unit.id].append((day, tiers, report))
                channel = self.report.id if report else None
                state = "filed" if filed else "draft"
                rows.append((unit.id, day, day, tiers, channel, state))
        names = ("partner_id", "date", "at", "our_tiers", "channel_id", "state")
        more = ("kind", "form", "summary", "initiated_by", "user_id")
        rest = ("party", "face", "About it", "centre", 1)
        self._insert(
            "stakeholder_communication", names + more, [row + rest for row in rows]
        )
        return found

    def _verifications(self):
        found, rows = {unit.id: [] for unit in self.units}, []
        for unit in self.units:
            for _number in range(self.random.randrange(6)):
                day = self._day()
                found[unit.id].append((day,))
                rows.append((unit.id, day, day, 1))
        self._insert(
            "stakeholder_verification",
            ("partner_id", "date", "quarter", "user_id"),
            rows,
        )
        return found

    def _praises(self):
        means = self.env["stakeholder.option"].search([("kind", "=", "recognition")])
        found, rows = {unit.id: [] for unit in self.units}, []
        for unit in self.units:
            for _number in range(self.random.choice((0, 1, 2))):
                day, received = self._day(), self.random.random() < 0.7
                if received:
                    found[unit.id].append((day,))
                direction = "received" if received else "given"
                rows.append((unit.id, day, direction, means[0].id, "party", "P", 1))
        names = ("partner_id", "date", "direction", "means_id", "kind", "name")
        self._insert("stakeholder_recognition", (*names, "user_id"), rows)
        return found

    def _scores(self):
        """Of worker, service and centre; some without a score, some not back."""
        found, rows = {unit.id: [] for unit in self.units}, []
        for unit in self.units:
            for kind in ("worker", "service", "centre"):
                rated = self.random.choice(self.workers) if kind == "worker" else None
                for number in range(self.random.choice((0, 0, 1, 3))):
                    score = self.random.choice((85, 84.99, 70, 100, 0))
                    year = "2026" if self.random.random() < 0.8 else "2025"
                    rest = ("answered", False), ("sent", False)
                    state, scored = self.random.choice(
                        (*(("answered", True),) * 8, *rest)
                    )
                    if year == "2026" and scored:
                        found[unit.id].append((kind, score, rated))
                    rater = self.units[number].id
                    kept = score if scored else None
                    row = (unit.id, rater, year, kept, kind, state, scored, rated)
                    rows.append(row)
        names = ("partner_id", "rater_id", "year", "score", "kind", "state")
        self._insert("stakeholder_rating", (*names, "is_scored", "rated_user_id"), rows)
        return found

    def _opinions(self):
        """Copies of one, each with days of its own."""
        [original] = self.opinions(1)
        self.env.flush_all()
        found = {unit.id: [] for unit in self.units}
        rows, number = [], 0
        for unit in self.units[: UNITS // 3]:
            for _one in range(self.random.choice((0, 2, 5, 12))):
                number += 1
                due = self._day()
                result = due + timedelta(days=self.random.choice((-9, 0, 9)))
                done, handled = (
                    day + timedelta(days=self.random.choice((-3, 0, 0, 0, 1)))
                    for day in (due, result)
                )
                in_time = done <= due and handled <= result
                found[unit.id].append((max(due, result), in_time))
                rows.append((number, unit.id, due, done, result, handled))
        columns = self._columns("stakeholder_complaint")
        changed = {
            "id": "nextval('stakeholder_complaint_id_seq')",
            "name": "'R' || v.number",
            "place_id": "v.unit",
            "date_response_due": "v.due",
            "date_response_done": "v.done",
            "date_result_first": "v.result",
            "date_handled": "v.handled",
        }
        values = ", ".join(changed.get(name, f"c.{name}") for name in columns)
        execute_values(
            self.env.cr._obj,
            f"INSERT INTO stakeholder_complaint ({', '.join(columns)}) SELECT {values}"
            " FROM stakeholder_complaint c, (VALUES %s)"
            " AS v(number, unit, due, done, result, handled)"
            f" WHERE c.id = {original.id}",
            rows,
            template="(%s, %s, %s::date, %s::date, %s::date, %s::date)",
            page_size=10000,
        )
        return found

    def _columns(self, table):
        self.env.cr.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = %s AND table_schema = current_schema",
            [table],
        )
        return [
            f'"{name}"' if name == "end" else name for (name,) in self.env.cr.fetchall()
        ]

    # U4.1 to U4.9: each figure and verdict as counted by hand, 300 units, two days
    def test_against_a_slow_recount(self):
        self.env.invalidate_all()
        indicators = self.Indicator.search([])
        seen = set()
        for today in TODAYS:
            self.at(self.local(today.year, today.month, today.day))
            recount = Recount(self.spans, self.traces, today)
            for period in (H1, H2, YEAR):
                scope = indicators._scope("unit", self.units, period.last)
                for one, measures in indicators._measure(scope, period).items():
                    count = getattr(recount, one.code, None)
                    for unit in self.units if count else ():
                        measure = measures[unit.id]
                        says = measure.verdict, measure.figure, measure.missing
                        where = (
                            one.code,
                            unit.name,
                            today,
                            period,
                            self.spans[unit.id],
                        )
                        self.assertEqual(says, count(unit.id, Period(*period)), where)
                        seen.add((one.code, measure.verdict))
        # a table in which nothing differs proves nothing
        self.assertGreaterEqual(len(seen), 32, sorted(seen))

    # U4.10: the traces are exactly as many as were counted
    def test_traces_are_what_was_counted(self):
        self.env.invalidate_all()
        indicators = self.Indicator.search([])
        scope = indicators._scope("unit", self.units, YEAR.last)
        for period in (H1, YEAR):
            for _one, measures in indicators._measure(scope, period).items():
                for measure in list(measures.values())[:60]:
                    if measure.traces:
                        model, domain = measure.traces
                        count = self.env[model].search_count(domain)
                        self.assertEqual(count, measure.n, (model, domain))

    # U4.6 U4.7 U4.8: of departments, workers and the centre over all their answers
    def test_ratings_of_many_units_against_a_slow_recount(self):
        department = self.env["hr.department"].create({"name": "Service"})
        for role in ("worker", "officer"):
            self.employee(role, department_id=department.id)
        self.env.invalidate_all()
        mine = {user: [] for user in self.workers}
        for unit in self.units:
            if unit.stakeholder_user_id:
                mine[unit.stakeholder_user_id.id].append(unit.id)
        first, second, _third = self.workers
        groups = {
            "worker": mine,
            "department": {department.id: mine[first] + mine[second]},
            "centre": {self.env.company.id: self.units.ids},
        }
        seen = set()
        for today, minimum in ((TODAYS[0], 1), (TODAYS[1], 60), (TODAYS[0], 10**4)):
            self.at(self.local(today.year, today.month, today.day))
            self.policy.rating_minimum = minimum
            recount = Recount(self.spans, self.traces, today, minimum)
            for kind, keys in groups.items():
                for form in ("worker", "service", "centre"):
                    found = self.measure(
                        f"{form}_rating", YEAR, kind=kind, units=self.units
                    )
                    self.assertEqual(set(found), set(keys))
                    for key, units in keys.items():
                        own = key if kind == form == "worker" else None
                        one = found[key]
                        self.assertEqual(
                            (one.verdict, one.figure, one.missing, one.n),
                            recount.rating_of(form, units, own),
                            (kind, form, key, today),
                        )
                        self.assertEqual(len(self.traced(one)), one.n)
                        seen.add((kind, form, one.verdict))
        self.assertGreaterEqual(len(seen), 18, sorted(seen))
