"""P4: working-day deadlines by the hundred thousand, and moving those that are open."""

from collections import defaultdict
from datetime import date, datetime, timedelta

from filling import BARE, BARE_DATES, OPEN_SHARE
from harness import MODULE, TODAY, Job, Line, Timing, fetch, verify

NEEDS = ("cases",)

COUNT = 100_000
TERMS = (7, 14)
MICROSECONDS = 3.0
QUERIES = 5
CORE = 0.005
MOVED = 2.0

FIRST = date(2018, 11, 1)
LAST = date(2026, 11, 24)
SAMPLE = 200

# Tomorrow, a Wednesday that was worked until now: every open deadline lies behind it.
NEW_HOLIDAY = TODAY + timedelta(days=1)

# The same answer by SQL: the n-th of the worked days after the start.
COUNTED = """
    WITH worked AS (
        SELECT g.day::date AS day, row_number() OVER (ORDER BY g.day) AS number
          FROM generate_series(%(first)s - 60, %(last)s + 120, interval '1 day') g(day)
          LEFT JOIN stakeholder_calendar_day d ON d.date = g.day::date
         WHERE COALESCE(d.kind = 'makeup', EXTRACT(isodow FROM g.day) < 6)
    ),
    started AS (
        SELECT s.day::date AS day,
               (SELECT max(number) FROM worked WHERE worked.day <= s.day::date) AS last
          FROM generate_series(%(first)s, %(last)s, interval '1 day') s(day)
    )
    SELECT started.day, seven.day, fourteen.day
      FROM started
      JOIN worked seven ON seven.number = started.last + 7
      JOIN worked fourteen ON fourteen.number = started.last + 14
     ORDER BY started.day
"""


def calendar(env):
    # Not env.ref: it asks each time whether the record is still there.
    xmlid = f"{MODULE}.resource_calendar_china"
    return env["resource.calendar"].browse(
        env["ir.model.data"]._xmlid_to_res_id(xmlid, raise_if_not_found=True)
    )


def starts():
    """Half of COUNT dates over eight years: each is counted on by both terms."""
    span = (LAST - FIRST).days + 1
    return [FIRST + timedelta(days=n % span) for n in range(COUNT // len(TERMS))]


def known(env, _prepared):
    """Whoever asks has the user, the centre and the calendar at hand."""
    return calendar(env).tz and env.company.name


def deadlines():
    def work(env, dates):
        own = calendar(env)
        days = own._stakeholder_days_around(dates, max(TERMS))
        return [[own._stakeholder_after(days, day, n) for n in TERMS] for day in dates]

    def check(env, dates, found):
        rows = fetch(env, COUNTED, {"first": FIRST, "last": LAST})
        expected = {day: [seven, fourteen] for day, seven, fourteen in rows}
        verify("deadlines", found, [expected[day] for day in dates])

    return Job(work, lambda env: starts(), known, check)


def due_dates():
    """The way a complaint takes: warnings and provisional years beside them."""

    def prepare(env):
        terms = {"response_days": 7, "result_days": 14, "warning_days": 2}
        terms["result_basis"] = "receipt"
        return [{"date_received": day, **terms} for day in starts()]

    def work(env, rows):
        return env["stakeholder.complaint"]._due_dates(calendar(env), rows)

    def check(env, rows, found):
        expected = fetch(env, COUNTED, {"first": FIRST, "last": LAST})
        got = [
            (row["date_received"], dates["date_response_due"], dates["date_result_due"])
            for row, dates in zip(rows, found, strict=True)
        ]
        verify("due dates", got[: len(expected)], expected)

    return Job(work, prepare, known, check)


def plan_days():
    """Core's way, without make-up days; a sample, as the whole takes minutes."""

    def work(env, _prepared):
        own = calendar(env)
        for n in range(SAMPLE):
            morning = datetime(2026, 1, 5, 1) + timedelta(days=n)
            own.plan_days(TERMS[n % 2] + 1, morning, compute_leaves=True)

    return Job(work)


def extrapolated(timing):
    factor = COUNT / SAMPLE
    return Timing(timing.seconds * factor, int(timing.queries * factor))


# ------------------------------------------------------------
# A NEW HOLIDAY
# ------------------------------------------------------------

DATES = tuple(BARE_DATES.values())
COLUMNS = ", ".join(DATES)
OPEN = "WHERE state NOT IN ('closed', 'not_handled')"
OPEN_DATES = f"SELECT {COLUMNS} FROM stakeholder_complaint {OPEN} ORDER BY id"
# Each deadline after the start by SQL, the new day counted in; warnings before it.
MOVED_DATES = f"""
    WITH worked AS (
        SELECT g.day::date AS day, row_number() OVER (ORDER BY g.day) AS number
          FROM generate_series(date '2026-09-01', date '2027-03-01', interval '1 day')
               AS g(day)
          LEFT JOIN stakeholder_calendar_day d ON d.date = g.day::date
         WHERE COALESCE(d.kind = 'makeup', EXTRACT(isodow FROM g.day) < 6)
           AND g.day::date != '{NEW_HOLIDAY}'
    )
    SELECT response.day, warned.day, result.day, result.day, alarmed.day
      FROM (SELECT id, date_received FROM stakeholder_complaint {OPEN}) c
      JOIN worked started ON started.day = c.date_received
      JOIN worked response ON response.number = started.number + 7
      JOIN worked warned ON warned.number = started.number + 5
      JOIN worked result ON result.number = started.number + 14
      JOIN worked alarmed ON alarmed.number = started.number + 12
     ORDER BY c.id
"""


def new_holiday():
    """The administrator enters a day; every open deadline follows at once."""

    def prepare(env):
        return fetch(env, OPEN_DATES)

    def work(env, _prepared):
        env["stakeholder.calendar.day"].create(
            {"date": NEW_HOLIDAY, "kind": "holiday", "reason": "Typhoon"}
        )

    def check(env, before, _result):
        after = fetch(env, OPEN_DATES)
        verify("dates", after, fetch(env, MOVED_DATES))
        moved = sum(old != new for old, new in zip(before, after, strict=True))
        verify("moved", moved, len(before))
        trail = "SELECT count(*) FROM stakeholder_complaint_trail WHERE event = %s"
        verify("trail", fetch(env, trail, "deadline_moved"), [(len(before),)])
        stale = """
            SELECT count(*) FROM stakeholder_complaint c
              JOIN stakeholder_complaint_receipt r ON r.complaint_id = c.id
             WHERE c.state NOT IN ('closed', 'not_handled')
               AND (r.date_response_due != c.date_response_due
                    OR c.date_due != c.date_response_due
                    OR c.date_next_notice != c.date_response_warning)
        """
        verify("copies left behind", fetch(env, stale), [(0,)])

    return Job(work, prepare, check=check, login="bench_admin")


def grouped_write():
    """The floor: the same dates by a plain grouped write of the ORM.

    What is stored beside them follows (next deadline, next notice, receipts); the
    module's own part, the search, the counting and the trail, is left out.
    """

    def prepare(env):
        ids = fetch(env, f"SELECT id FROM stakeholder_complaint {OPEN} ORDER BY id")
        groups = defaultdict(list)
        for (id_,), dates in zip(ids, fetch(env, MOVED_DATES), strict=True):
            groups[dates].append(id_)
        return groups

    def work(env, groups):
        from odoo.models import BaseModel

        for dates, ids in groups.items():
            complaints = env["stakeholder.complaint"].browse(ids)
            BaseModel.write(complaints, dict(zip(DATES, dates, strict=True)))

    def check(env, groups, _result):
        verify("dates of the floor", set(fetch(env, OPEN_DATES)), set(groups))

    return Job(work, prepare, check=check)


def bare_write(count):
    """The same dates on the bare model, where nothing follows them."""

    def prepare(env):
        ids = fetch(env, f"SELECT id FROM {BARE} ORDER BY id DESC LIMIT %s", count)
        return [id_ for (id_,) in ids], list(set(fetch(env, MOVED_DATES)))

    def work(env, prepared):
        ids, groups = prepared
        for index, dates in enumerate(groups):
            cases = env[BARE].browse(ids[index :: len(groups)])
            cases.write(dict(zip(BARE_DATES, dates, strict=True)))

    def check(env, _prepared, _result):
        written = f"SELECT count(*) FROM {BARE} WHERE x_result_warning IS NOT NULL"
        verify("bare cases", fetch(env, written), [(count,)])

    return Job(work, prepare, check=check)


def run(bench):
    yield from counted(bench)
    yield from moved(bench)


def counted(bench):
    value, full, core = bench.measure(deadlines(), due_dates(), plan_days())
    each = value.seconds / COUNT * 1_000_000
    gate = value.queries <= QUERIES
    yield Line(
        "p4 deadlines, µs each",
        COUNT,
        value,
        target=MICROSECONDS,
        ratio=each,
        gate=gate,
    )
    note = f"core's plan_days: {SAMPLE} calls measured, {COUNT:,} extrapolated"
    core = extrapolated(core)
    yield Line("p4 deadlines, core", COUNT, value, core, CORE, notes=[note])
    each = full.seconds / COUNT * 1_000_000
    note = f"{each:.2f} µs a deadline with warning and provisional year"
    yield Line("p4 clocks of a complaint", COUNT // 2, full, notes=[note])


def moved(bench):
    opened = bench.size // OPEN_SHARE
    value, floor, bare = bench.measure(
        new_holiday(), grouped_write(), bare_write(opened)
    )
    note = f"a complaint moved: {value.seconds / opened * 1_000_000:.0f} µs"
    yield Line("p4 moved by a holiday", opened, value, floor, MOVED, notes=[note])
    yield Line("p4 moved, against bare rows", opened, value, bare)
