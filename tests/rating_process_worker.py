"""The yearly plan in real processes: killed, doubled, at once.

Run by ``test_rating_processes`` with Odoo's Python; prints one JSON object.
``python rating_process_worker.py SCENARIO DATABASE``
"""
# pylint: disable=invalid-commit

import sys
from contextlib import closing

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect

if __package__:
    from . import process_tools as tools
else:
    import process_tools as tools

UNITS = 12
BATCH = 3
PLAN = "odoo.addons.stakeholder_relations.models.stakeholder_rating_plan"


def fill(registry):
    """Units in force whose one person, a department head, has an address."""
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        env["stakeholder.policy"].search([]).rating_month = "1"
        today = env["resource.calendar"]._stakeholder_centre_today()
        for number in range(UNITS):
            unit = env["res.partner"].create(
                {"name": f"Unit {number}", "stakeholder_class": "unit"}
            )
            env["res.partner"].create(
                {
                    "name": f"Head {number}",
                    "parent_id": unit.id,
                    "stakeholder_level": "head",
                    "email": f"head{number}@unit.example",
                }
            )
            env["stakeholder.agreement"].create(
                {
                    "name": "Service",
                    "partner_id": unit.id,
                    "date_start": today,
                    "date_end": today,
                    "state": "signed",
                    "date_signed": today,
                }
            )
        cr.commit()


def reset(database):
    with closing(db_connect(database).cursor()) as cr:
        cr.execute("DELETE FROM survey_user_input")
        cr.execute("DELETE FROM stakeholder_rating")
        cr.execute("DELETE FROM mail_mail")
        cr.commit()


def counts(database):
    queries = {
        "ratings": "SELECT count(*) FROM stakeholder_rating",
        "units": "SELECT count(DISTINCT (partner_id, kind)) FROM stakeholder_rating",
        "forms": "SELECT count(*) FROM survey_user_input",
        "linked": "SELECT count(DISTINCT user_input_id) FROM stakeholder_rating",
        "mails": "SELECT count(*) FROM mail_mail",
    }
    return tools.tally(database, queries)


def run_job(registry, die_at=None):
    """The plan; ``die_at``: ("commit"|"mail", number) at which it is killed."""
    env = tools.environment(registry)
    sys.modules[PLAN].BATCH = BATCH
    counted = tools.mortal(die_at)
    cron, rating = registry["ir.cron"], registry["stakeholder.rating"]
    cron._commit_progress = counted("commit", cron._commit_progress)
    rating._mail = counted("mail", rating._mail)
    env["stakeholder.rating"]._cron_plan()
    env.cr.commit()


def scenario_kill(registry, database):
    fill(registry)
    points = (["mail", 0], ["mail", 2], ["commit", 0], ["commit", 3])
    return tools.killed_and_again(points, *tools.steps(globals(), registry, database))


def scenario_together(registry, database):
    fill(registry)
    return tools.side_by_side(*tools.steps(globals(), registry, database))


if __name__ == "__main__":
    tools.serve(globals(), *sys.argv[1:])
