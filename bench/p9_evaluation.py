"""P9: the evaluation of a year as a workbook, a sheet for each of a thousand units."""

import io
import tracemalloc
from datetime import date

from harness import Job, Line, fetch, verify

NEEDS = ("contacts",)

TARGET = 1.7
MEMORY = 40
UNITS = 1_000
KIND = "contacts"

CARDS = """
    INSERT INTO stakeholder_scorecard (
        name, company_id, partner_id, kind, period, date_from, date_to, state, score,
        is_judged, result, missed_count, user_id, party_user_id)
    SELECT p.name, %(company)s, p.id, 'year', '2026', '2026-01-01', '2026-12-31',
           'draft', mod(p.id, 101), TRUE,
           CASE WHEN mod(p.id, 3) = 0 THEN 'missed' ELSE 'met' END, mod(p.id, 3), 2, 2
      FROM res_partner p
     WHERE p.stakeholder_class ->> %(company)s::text = 'unit'
     ORDER BY p.id LIMIT %(units)s
"""
LINES = """
    INSERT INTO stakeholder_scorecard_line (
        scorecard_id, indicator_id, sequence, weight, target, figure, has_figure,
        share, verdict, n, company_id, partner_id, date_to, reason)
    SELECT c.id, i.id, i.sequence, 1, 4,
           mod(c.id + i.id, 5), TRUE, 25 * mod(c.id + i.id, 5),
           CASE WHEN mod(c.id + i.id, 5) = 4 THEN 'met' ELSE 'missed' END,
           mod(c.id + i.id, 5), c.company_id, c.partner_id, c.date_to,
           CASE WHEN mod(c.id + i.id, 5) = 4 THEN NULL ELSE 'fewer' END
      FROM stakeholder_scorecard c CROSS JOIN stakeholder_indicator i
"""
# The same cells, straight from the tables.
ROWS = """
    SELECT p.name, u.login, c.score, c.result, i.name ->> 'en_US', i.dimension,
           l.figure, l.target, l.share, l.verdict, l.reason, l.n
      FROM stakeholder_scorecard c
      JOIN res_partner p ON p.id = c.partner_id
      JOIN res_users u ON u.id = c.user_id
      JOIN stakeholder_scorecard_line l ON l.scorecard_id = c.id
      JOIN stakeholder_indicator i ON i.id = l.indicator_id
     ORDER BY c.id, l.sequence, i.id
"""


def units(bench):
    return min(UNITS, bench.sizes(KIND)[0] // 100)


def lay_out(count):
    def prepare(env):
        names = {"company": env.company.id, "units": count}
        env.cr.execute(CARDS, names)
        env.cr.execute(LINES)
        [[cards]] = fetch(env, "SELECT count(*) FROM stakeholder_scorecard")
        verify("cards", cards, count)

    return prepare


def year():
    from odoo.addons.stakeholder_relations.tools.periods import period

    return period("year", date(2026, 1, 1))


def workbook(count):
    def work(env, _prepared):
        return env["stakeholder.evaluation.book"]._write("year", year())

    return Job(work, lay_out(count), check=sheets_of(count), kind=KIND)


def from_sql(count):
    """The floor: one query, the same sheets in constant memory, no colours."""

    def work(env, _prepared):
        import xlsxwriter

        output = io.BytesIO()
        with xlsxwriter.Workbook(output, {"constant_memory": True}) as book:
            sheets = {"all": book.add_worksheet("All")}
            rows = dict.fromkeys(sheets, 0)
            unit, own, line = None, None, []
            for row in fetch(env, ROWS):
                if row[0] != unit:
                    if unit:
                        put(sheets["all"], rows, "all", line)
                        own._opt_close()
                    unit, line = row[0], list(row[:4])
                    own = book.add_worksheet()
                    rows[own] = 0
                line.append(row[9])
                put(own, rows, own, row[4:])
                if row[4] not in sheets:
                    sheets[row[4]] = book.add_worksheet()
                    rows[row[4]] = 0
                put(sheets[row[4]], rows, row[4], (row[0], row[1], *row[6:]))
        return output.getvalue()

    return Job(work, lay_out(count), kind=KIND)


def put(sheet, rows, key, values):
    rows[key] += 1
    for column, value in enumerate(values):
        if isinstance(value, str):
            sheet.write_string(rows[key], column, value)
        elif value is not None:
            sheet.write_number(rows[key], column, value)


def sheets_of(count):
    def check(env, _prepared, content):
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        [[indicators]] = fetch(
            env, "SELECT count(DISTINCT indicator_id) FROM stakeholder_scorecard_line"
        )
        verify("sheets", len(book.sheetnames), 2 + indicators + count)

    return check


def memory(bench, count):
    """The peak of Python's own memory while it is written, in MB."""
    with bench.env(kind=KIND) as env:
        lay_out(count)(env)
        tracemalloc.start()
        env["stakeholder.evaluation.book"]._write("year", year())
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak / 1e6


def run(bench):
    count = units(bench)
    value, floor = bench.measure(workbook(count), from_sql(count), repeat=1)
    peaks = [f"{memory(bench, one):.0f}" for one in (count // 4, count)]
    note = f"peak memory {' and '.join(peaks)} MB for a quarter and all, at most 40"
    yield Line("p9 evaluation", count, value, floor, TARGET, notes=[note])
