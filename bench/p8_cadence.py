"""P8: who was not met, among very many contacts; the nightly look, and one contact."""

from contextlib import contextmanager
from unittest.mock import patch

from filling_owed import UNITS
from harness import MODULE, NOW, TODAY, Job, Line, fetch, fetch_one, verify

NEEDS = ("owed",)

# Beside one NOT EXISTS a line, and beside reading the whole period once.
CHECK, PASS = 3, 0.3
GROWTH = 1.3
# A few for each line of the table, however many units there are.
QUERIES_A_LINE, QUERIES_BESIDE = 1, 12
# The whole job: a few for each batch of units and line; and after one contact.
NIGHT_QUERIES_A_BATCH = 60
RECOUNT_QUERIES = 22

LOGIN = "bench_worker"
LINES = {
    # (our tiers, their levels) as bits, first and last day: the table of U3.2
    "unit_council": (1, 3, "2026-01-01", "2026-12-31"),
    "unit_director_general": (2, 7, "2026-01-01", "2026-12-31"),
    "unit_department": (4, 30, "2026-07-01", "2026-12-31"),
    "unit_onsite": (16, 15, "2026-11-01", "2026-11-30"),
}
SHORT = """
    SELECT u FROM unnest(%s) AS u
     WHERE NOT EXISTS (
        SELECT 1 FROM stakeholder_communication c
         WHERE c.company_id = %s AND c.partner_id = u AND c.date BETWEEN %s AND %s
           AND c.our_tiers & %s <> 0 AND c.their_levels & %s <> 0)
"""
FULL = """
    SELECT partner_id,
           bool_or(our_tiers & 1 <> 0 AND their_levels & 3 <> 0),
           bool_or(our_tiers & 2 <> 0 AND their_levels & 7 <> 0),
           bool_or(our_tiers & 4 <> 0 AND their_levels & 30 <> 0
                   AND date >= '2026-07-01'),
           bool_or(our_tiers & 16 <> 0 AND their_levels & 15 <> 0
                   AND date >= '2026-11-01')
      FROM stakeholder_communication
     WHERE company_id = %s
     GROUP BY partner_id
"""


def units_of(env):
    return env["res.partner"].search([("stakeholder_class", "=", "unit")], order="id")


def short_in_sql(env, units):
    """{line: the units that are short of it}, by plain queries."""
    found = {}
    for name, (tiers, levels, first, last) in LINES.items():
        asked = (units.ids, env.company.id, first, last, tiers, levels)
        found[name] = {id_ for (id_,) in fetch(env, SHORT, *asked)}
    return found


def short_of(env, owed):
    by_line = {name: set() for name in LINES}
    names = {env.ref(f"{MODULE}.stakeholder_cadence_{name}"): name for name in LINES}
    for one in owed:
        if one.remaining and one.line in names:
            by_line[names[one.line]].add(one.party.id)
    return by_line


def check(size):
    """The table for all units, as the nightly job asks it."""

    def work(env, units):
        return env["stakeholder.cadence"]._coverage(units, TODAY)

    def verify_short(env, units, owed):
        right = short_in_sql(env, units)
        for name, found in short_of(env, owed).items():
            verify(f"units short of {name}", found, right[name])

    return Job(work, units_of, check=verify_short, size=size, kind="owed")


def check_in_sql(size):
    def work(env, units):
        return short_in_sql(env, units)

    return Job(work, units_of, size=size, kind="owed")


def full_pass(size):
    def work(env, _units):
        return fetch(env, FULL, env.company.id)

    return Job(work, units_of, size=size, kind="owed")


@contextmanager
def no_commit(env):
    """The job commits as it goes; here all of it is rolled back at the end."""

    def flush(cron, processed=0, **_kwargs):
        cron.env.flush_all()
        return 60.0

    with patch.object(type(env["ir.cron"]), "_commit_progress", flush):
        yield


def night(size, runs):
    """The job; ``runs``: of which the last one counts."""

    def prepare(env):
        for _number in range(runs - 1):
            run_job(env)

    def work(env, _prepared):
        run_job(env)

    def verify_rows(env, _prepared, _result):
        short = short_in_sql(env, units_of(env))
        rows = "SELECT count(*) FROM stakeholder_contact_due d JOIN ir_model_data i"
        rows += " ON i.res_id = d.cadence_id AND i.model = 'stakeholder.cadence'"
        rows += " WHERE i.name = %s"
        for name, found in short.items():
            there = fetch_one(env, rows, f"stakeholder_cadence_{name}")
            verify(f"rows of {name}", there, len(found))

    return Job(work, prepare, check=verify_rows, size=size, kind="owed")


def run_job(env):
    with no_commit(env):
        env["stakeholder.contact.due"]._cron_refresh()


def recount(size):
    """One contact took place: what it meets goes away, nothing else is looked at."""

    def prepare(env):
        run_job(env)
        line = env.ref(f"{MODULE}.stakeholder_cadence_unit_onsite")
        due = env["stakeholder.contact.due"].search(
            [("cadence_id", "=", line.id)], limit=1, order="id"
        )
        fetch(
            env,
            "INSERT INTO stakeholder_communication (company_id, partner_id, kind,"
            " user_id, at, date, form, initiated_by, summary, state, our_tiers,"
            " their_levels) VALUES (%s, %s, 'party', 1, %s, %s, 'face', 'centre',"
            " 'Met', 'draft', 16, 8) RETURNING id",
            *(env.company.id, due.partner_id.id, NOW, TODAY),
        )
        return due

    def work(env, due):
        env["stakeholder.contact.due"]._recheck(due.partner_id)

    def verify_gone(env, due, _result):
        verify("row of what was met", due.exists().ids, [])

    return Job(work, prepare, check=verify_gone, size=size, kind="owed")


def matrix(size):
    """The first page of the coverage, as a social worker opens it."""

    def work(env, _prepared):
        return env["stakeholder.coverage"].get_matrix({})

    def verify_page(_env, _prepared, page):
        verify("units", page["total"], UNITS)

    return Job(work, check=verify_page, login=LOGIN, size=size, kind="owed")


def run(bench):
    many, few = bench.sizes("owed")
    lines = len(LINES) + 1
    value, floor, whole = bench.measure(
        check(many), check_in_sql(many), full_pass(many), repeat=7
    )
    gate = value.queries <= QUERIES_A_LINE * lines + QUERIES_BESIDE
    yield Line("p8 table x 1,000 : NOT EXISTS", many, value, floor, CHECK, gate)
    yield Line("p8 table x 1,000 : full pass", many, value, whole, PASS)
    small, small_floor = bench.measure(check(few), check_in_sql(few), repeat=7)
    yield Line("p8 table, many : few", many, value, small, GROWTH)
    yield Line("p8 the same floor, many : few", many, floor, small_floor)
    [first] = bench.measure(night(many, 1), repeat=3)
    [again] = bench.measure(night(many, 2), repeat=3)
    allowed = NIGHT_QUERIES_A_BATCH * (UNITS // 200)
    yield Line("p8 nightly job, first", many, first, floor, gate=None)
    yield Line(
        "p8 nightly job, again", many, again, floor, gate=again.queries <= allowed
    )
    one, other = bench.measure(recount(many), recount(few), repeat=5)
    gate = one.queries <= RECOUNT_QUERIES and one.queries == other.queries
    yield Line("p8 recount, many : few", many, one, other, GROWTH, gate)
    page, other = bench.measure(matrix(many), matrix(few), repeat=7)
    gate = page.queries == other.queries
    yield Line("p8 coverage page, many : few", many, page, other, GROWTH, gate)
