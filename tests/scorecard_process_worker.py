"""The job that makes scorecards in real processes: killed, doubled, at once.

Run by ``test_scorecard_processes`` with Odoo's Python; prints one JSON object.
``python scorecard_process_worker.py SCENARIO DATABASE``
"""
# pylint: disable=invalid-commit

import sys
from contextlib import closing
from datetime import timedelta

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect

if __package__:
    from . import process_tools as tools
else:
    import process_tools as tools

UNITS = 10
BATCH = 3
JOB = "odoo.addons.stakeholder_relations.models.stakeholder_scorecard_job"


def fill(registry):
    """Units that were in force in the half-year and the year that are over."""
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        today = env["resource.calendar"]._stakeholder_centre_today()
        before = today - timedelta(days=800)
        env["stakeholder.policy"].search([]).scorecard_from = before
        for number in range(UNITS):
            unit = env["res.partner"].create(
                {"name": f"Unit {number}", "stakeholder_class": "unit"}
            )
            env["stakeholder.agreement"].create(
                {
                    "name": "Service",
                    "partner_id": unit.id,
                    "date_start": before,
                    "date_end": today,
                    "state": "signed",
                    "date_signed": before,
                }
            )
        cr.commit()


def reset(database):
    with closing(db_connect(database).cursor()) as cr:
        cr.execute("DELETE FROM stakeholder_scorecard")
        cr.commit()


def counts(database):
    queries = {
        "cards": "SELECT count(*) FROM stakeholder_scorecard",
        "units": "SELECT count(DISTINCT (partner_id, kind)) FROM stakeholder_scorecard",
        "lines": "SELECT count(*) FROM stakeholder_scorecard_line",
        "measured": "SELECT count(measured_at) FROM stakeholder_scorecard",
        "failures": "SELECT count(*) FROM stakeholder_notice_failure",
    }
    return tools.tally(database, queries)


def run_job(registry, die_at=None):
    """The job; ``die_at``: ["commit"|"store", number] at which it is killed."""
    env = tools.environment(registry)
    sys.modules[JOB].BATCH = BATCH
    counted = tools.mortal(die_at)
    cron, card = registry["ir.cron"], registry["stakeholder.scorecard"]
    cron._commit_progress = counted("commit", cron._commit_progress)
    card._store = counted("store", card._store)
    env["stakeholder.scorecard"]._cron_make()
    env.cr.commit()


def scenario_kill(registry, database):
    fill(registry)
    points = (["store", 0], ["store", 2], ["commit", 0], ["commit", 5])
    return tools.killed_and_again(points, *tools.steps(globals(), registry, database))


def scenario_together(registry, database):
    fill(registry)
    return tools.side_by_side(
        *tools.steps(globals(), registry, database), once_more=True
    )


if __name__ == "__main__":
    tools.serve(globals(), *sys.argv[1:])
