"""P10: fifty official forms as one PDF, and one form."""

import io
import logging
import shutil
import threading
from contextlib import contextmanager

from harness import ROOT_UID, Job, Line, fetch, fetch_one, verify

NEEDS = ("cases",)

REPORT = "stakeholder_relations.report_complaint"
EMPTY = "bench.empty_form"
FIFTY = 1.3
ONE = 1.1

DIRECTOR = "bench_director"

CLOSED = (
    "SELECT id FROM stakeholder_complaint WHERE state = 'closed' ORDER BY id LIMIT %s"
)
PRINTED = "SELECT count(*) FROM stakeholder_complaint_trail WHERE event = 'printed'"


def closed_ids(env, count):
    return [id_ for (id_,) in fetch(env, CLOSED, count)]


def pages(pdf):
    from odoo.tools.pdf import PdfFileReader

    return PdfFileReader(io.BytesIO(pdf)).getNumPages()


def forms(count):
    """Printed by the person in charge, as by the button of the list."""

    def work(env, ids):
        pdf, _kind = env["ir.actions.report"]._render_qweb_pdf(REPORT, ids)
        return pdf

    def check(env, ids, pdf):
        verify("pages", pages(pdf), count)
        verify("prints on the trail", fetch_one(env, PRINTED), count)

    return Job(work, lambda env: closed_ids(env, count), check=check, login=DIRECTOR)


def converted(count):
    """The floor: the same body, already rendered, through the converter."""

    def prepare(env):
        report = env["ir.actions.report"]
        html, _kind = report._render_qweb_html(REPORT, closed_ids(env, count))
        return report._prepare_html(html, report_model="stakeholder.complaint")

    def work(env, prepared):
        bodies, _ids, header, footer, arguments = prepared
        return env["ir.actions.report"]._run_wkhtmltopdf(
            bodies,
            report_ref=REPORT,
            header=header,
            footer=footer,
            specific_paperformat_args=arguments,
        )

    def check(env, _prepared, pdf):
        verify("pages of the floor", pages(pdf), count)

    return Job(work, prepare, check=check, login=DIRECTOR)


def empty_form():
    """The floor of one: a contact on the usual layout, with nothing on it."""

    def work(env, ids):
        return env["ir.actions.report"]._render_qweb_pdf(EMPTY, ids)[0]

    def check(env, _ids, pdf):
        verify("pages of the empty form", pages(pdf), 1)

    return Job(work, lambda env: env.user.partner_id.ids, check=check, login=DIRECTOR)


@contextmanager
def web_server(bench, kind="cases"):
    """Serve this database, so that the converter can fetch the style sheets."""
    from werkzeug.serving import make_server

    from odoo import api, http
    from odoo.tools import config

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    config["db_name"] = [bench.name(kind)]
    server = make_server("127.0.0.1", 0, http.root, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    with bench.registry(kind).cursor() as cr:
        parameters = api.Environment(cr, ROOT_UID, {})["ir.config_parameter"]
        parameters.set_param("report.url", f"http://127.0.0.1:{server.server_port}")
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def run(bench):
    if not shutil.which("wkhtmltopdf"):
        print("p10 skipped: wkhtmltopdf is not installed")
        return
    with web_server(bench):
        value, floor = bench.measure(forms(50), converted(50))
        yield Line("p10 forms in one PDF", 50, value, floor, FIFTY)
        value, floor = bench.measure(forms(1), empty_form())
        yield Line("p10 form", 1, value, floor, ONE)
