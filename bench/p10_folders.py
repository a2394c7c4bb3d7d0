"""P10: the folders of fifty units for the assessment day as one PDF."""

import shutil
import tracemalloc
from datetime import date, datetime

from harness import Job, Line, fetch, verify
from p10_forms import pages, web_server

NEEDS = ("contacts",)

REPORT = "stakeholder_relations.report_folder"
FIFTY = 1.3
KIND = "contacts"

UNITS = """
    SELECT id FROM res_partner
     WHERE stakeholder_class ->> %s = 'unit' ORDER BY id LIMIT %s
"""


def folder(count):
    """Fifty units with a year of traces each: forms, signed months, ratings."""

    def prepare(env):
        env.user.group_ids += env.ref(
            "stakeholder_relations.stakeholder_group_director"
        )
        ids = [id_ for (id_,) in fetch(env, UNITS, str(env.company.id), count)]
        units = env["res.partner"].browse(ids)
        verify("units", len(units), count)
        for unit in units:
            traces(env, unit)
        env.flush_all()
        made = env["stakeholder.folder"].create(
            {
                "partner_ids": [(6, 0, ids)],
                "date_from": date(2026, 1, 1),
                "date_to": date(2026, 12, 31),
            }
        )
        env.flush_all()
        return made.id

    return prepare


def traces(env, unit):
    report = env.ref("stakeholder_relations.stakeholder_option_channel_work_report")
    informal = env.ref("stakeholder_relations.stakeholder_option_channel_informal")
    values = {
        "partner_id": unit.id,
        "summary": "与单位沟通驻点服务",
        "said": "沟通内容" * 40,
    }
    who = {"their_ids": [(6, 0, unit.ids)]}
    months = [
        {"at": datetime(2026, month, day, 4), "channel_id": informal.id}
        for month in range(1, 11)
        for day in (5, 15)
    ]
    single = {"at": datetime(2026, 6, 30, 4), "channel_id": report.id}
    talks = env["stakeholder.communication"].create(
        [{**values, **who, **one} for one in (*months, single)]
    )
    sheets = env["stakeholder.communication.sheet"].create(
        [
            {"partner_id": unit.id, "month": date(2026, month, 1)}
            for month in range(1, 11)
        ]
    )
    talks.write({"state": "filed", "date_filed": date(2026, 11, 1)})
    for talk in talks[:-1]:
        talk.sheet_id = sheets[talk.date.month - 1]
    sheets.write({"state": "signed", "date_signed": date(2026, 11, 1)})


def printed(count):
    def work(env, folder_id):
        report = env["ir.actions.report"].with_context(force_report_rendering=True)
        return report._render_qweb_pdf(REPORT, [folder_id])[0]

    def check(env, folder_id, pdf):
        # contents, sheet, list, ten months, report twice, and one page a section
        verify("at least so many pages", pages(pdf) >= count * 18, True)

    return Job(work, folder(count), check=check, kind=KIND)


def converted(count):
    """The floor: the same bodies, already rendered, through the converter."""

    def prepare(env):
        made = env["stakeholder.folder"].browse(folder(count)(env))
        maker = env[f"report.{REPORT}"]
        report = env.ref("stakeholder_relations.action_report_folder")
        units, span = made.partner_ids, made._span()
        batches = [units[start : start + 10] for start in range(0, count, 10)]
        binders = [maker._binders(batch, span) for batch in batches]
        covers = [one for batch in binders for one in batch]
        parts = [(batch, "body") for batch in binders] + [(covers, "contents")]
        return [
            report._prepare_html(maker._html(report, some, part))
            for some, part in parts
        ]

    def work(env, prepared):
        return [
            env["ir.actions.report"]._run_wkhtmltopdf(
                bodies,
                report_ref=REPORT,
                header=header,
                footer=footer,
                specific_paperformat_args=arguments,
            )
            for bodies, _ids, header, footer, arguments in prepared
        ]

    return Job(work, prepare, kind=KIND)


def memory(bench, count):
    """The peak of Python's own memory while so many are printed, in MB."""
    with bench.env(kind=KIND) as env:
        folder_id = folder(count)(env)
        env.invalidate_all()
        tracemalloc.start()
        report = env["ir.actions.report"]
        pdf = report._render_qweb_pdf(REPORT, [folder_id])[0]
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak / 1e6, len(pdf) / 1e6


def run(bench):
    if not shutil.which("wkhtmltopdf"):
        print("p10 folders skipped: wkhtmltopdf is not installed")
        return
    with web_server(bench, KIND):
        value, floor = bench.measure(printed(50), converted(50), repeat=1)
        peaks = [memory(bench, count) for count in (10, 50)]
        notes = [
            f"peak memory {peak:.0f} MB, the PDF itself {size:.1f} MB"
            for peak, size in peaks
        ]
        yield Line("p10 folders of fifty units", 50, value, floor, FIFTY, notes=notes)
