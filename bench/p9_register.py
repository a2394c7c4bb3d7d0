"""P9: the register of complaints as a workbook."""

import io
import tracemalloc
from types import SimpleNamespace
from unittest.mock import patch

from harness import Job, Line, fetch, verify

NEEDS = ("cases",)

TARGET = 1.7
AGAINST_CORE = 0.75
COUNT = 50_000
TITLE = "Register"
LOGIN = "bench_director"

# The same cells as the module's register, straight from the tables.
ROWS = """
    SELECT c.name, c.date_received, c.nature, c.party_class, w.name->>'en_US',
           s.name->>'en_US', c.topic, p.name, c.date_response_due,
           c.date_response_done, c.date_result_due, c.date_handled,
           c.response_late_days, c.result_late_days, c.finding, r.name->>'en_US',
           c.state
      FROM stakeholder_complaint c
      LEFT JOIN stakeholder_option w ON w.id = c.way_in_id
      LEFT JOIN stakeholder_option s ON s.id = c.subject_id
      LEFT JOIN stakeholder_option r ON r.id = c.cause_id
      LEFT JOIN res_users u ON u.id = c.user_id
      LEFT JOIN res_partner p ON p.id = u.partner_id
     WHERE c.id = ANY(%s)
     ORDER BY c.id DESC
"""


def first(env, count):
    return env["stakeholder.complaint"].search([], limit=count).ids


def register(count):
    def work(env, ids):
        complaints = env["stakeholder.complaint"].browse(ids)
        return env["stakeholder.register"]._write(complaints, TITLE, "state")

    return Job(work, lambda env: first(env, count), check=rows_of(count), login=LOGIN)


def from_sql(count):
    """The floor: one query, written row by row in constant memory."""

    def work(env, ids):
        import xlsxwriter

        output = io.BytesIO()
        with xlsxwriter.Workbook(output, {"constant_memory": True}) as book:
            sheet, dates = book.add_worksheet(), book.add_format({"num_format": 14})
            for number, row in enumerate(fetch(env, ROWS, ids), start=1):
                for column, value in enumerate(row):
                    if hasattr(value, "year"):
                        sheet.write_datetime(number, column, value, dates)
                    elif value:
                        sheet.write_string(number, column, str(value))
        return output.getvalue()

    return Job(work, lambda env: first(env, count), check=rows_of(count), login=LOGIN)


def core_export(count):
    """What core's own export of the same columns costs."""

    def work(env, ids):
        from odoo.addons.web.controllers.export import ExportXlsxWriter

        names = [
            name
            for name, _width in env["stakeholder.register"]._columns(
                "stakeholder.complaint"
            )
        ]
        rows = env["stakeholder.complaint"].browse(ids).export_data(names)["datas"]
        request = "odoo.addons.web.controllers.export.request"
        with patch(request, SimpleNamespace(env=env)):
            columns = names
            with ExportXlsxWriter(columns, columns, len(rows)) as writer:
                for number, row in enumerate(rows):
                    for column, value in enumerate(row):
                        # Without the export's own widgets, as text.
                        writer.write_cell(number + 1, column, str(value or ""))
        return writer.value

    def prepare(env):
        env.user.sudo().group_ids += env.ref("base.group_allow_export")
        return first(env, count)

    return Job(work, prepare, login=LOGIN)


def rows_of(count):
    def check(env, ids, content):
        import openpyxl

        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        book.worksheets[0].reset_dimensions()
        rows = sum(1 for row in book.worksheets[0].iter_rows(max_col=1) if row)
        verify("rows", rows - (rows > count), min(count, len(ids)))

    return check


def memory(bench):
    """The peak of Python's own memory while the register is written, in MB."""
    with bench.env(LOGIN) as env:
        complaints = env["stakeholder.complaint"].browse(first(env, COUNT))
        tracemalloc.start()
        env["stakeholder.register"]._write(complaints, TITLE, "state")
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak / 1e6


def run(bench):
    count = min(COUNT, bench.size // 2)
    value, floor = bench.measure(register(count), from_sql(count), repeat=1)
    note = f"peak memory {memory(bench):.0f} MB, to be at most 40"
    yield Line("p9 register", count, value, floor, TARGET, notes=[note])
    value, core = bench.measure(register(count), core_export(count), repeat=1)
    yield Line("p9 register, core's export", count, value, core, AGAINST_CORE)
