"""Real processes over a real database: killed, doubled, at once.

Run by ``test_processes`` with Odoo's Python; the registry is loaded once and forked.
Prints one JSON object. ``python process_worker.py SCENARIO DATABASE``
"""
# pylint: disable=invalid-commit,print-used

import os
import sys
from contextlib import closing

from odoo import SUPERUSER_ID, api
from odoo.service.model import retrying
from odoo.sql_db import db_connect

if __package__:
    from .process_tools import environment, fork, mortal, serve, tally, wait
else:
    from process_tools import environment, fork, mortal, serve, tally, wait

RECORDS = 20
BATCH = 5
NOTICES = "odoo.addons.stakeholder_relations.models.stakeholder_notice"


def fill(registry, count=RECORDS):
    """``count`` complaints that are due today, and a person in charge."""
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        calendar = env.ref("stakeholder_relations.resource_calendar_china")
        director = env["res.users"].create(
            {
                "name": "Director",
                "login": "director",
                "email": "director@centre.example",
                "group_ids": [
                    (4, env.ref("stakeholder_relations.stakeholder_group_director").id)
                ],
            }
        )
        env["stakeholder.policy"].search([]).director_user_id = director
        day = calendar._stakeholder_add_days(calendar._stakeholder_today(), -7)
        env["stakeholder.complaint"]._take_in(
            [
                {
                    "statement": "x",
                    "collection": "oral",
                    "party_class": "recipient",
                    "received_at": f"{day} 02:00:00",
                }
                for _number in range(count)
            ]
        )
        cr.commit()


def reset(database):
    """As before the job ran."""
    with closing(db_connect(database).cursor()) as cr:
        cr.execute("DELETE FROM stakeholder_notice")
        cr.execute("DELETE FROM stakeholder_notice_failure")
        cr.execute("DELETE FROM mail_activity")
        cr.execute("DELETE FROM mail_mail")
        cr.execute(
            "UPDATE stakeholder_complaint SET date_noticed = NULL, "
            "date_next_notice = date_response_warning"
        )
        cr.commit()


def counts(database):
    """What is there now: notices, activities, failures, records still waiting."""
    queries = {
        "notices": "SELECT count(*) FROM stakeholder_notice",
        "records": "SELECT count(DISTINCT res_id) FROM stakeholder_notice",
        "activities": "SELECT count(*) FROM mail_activity WHERE active",
        "failures": "SELECT count(*) FROM stakeholder_notice_failure",
        "waiting": "SELECT count(*) FROM stakeholder_complaint "
        "WHERE date_next_notice <= CURRENT_DATE",
        "mails": "SELECT count(*) FROM mail_mail",
    }
    return tally(database, queries)


def run_job(registry, die_at=None):
    """The job; ``die_at``: ("commit"|"record", number) at which it is killed."""
    env = environment(registry)
    sys.modules[NOTICES].BATCH = BATCH
    counted = mortal(die_at)
    cron, complaint = registry["ir.cron"], registry["stakeholder.complaint"]
    cron._commit_progress = counted("commit", cron._commit_progress)
    complaint._notice_values = counted("record", complaint._notice_values)
    env["stakeholder.notice"]._cron_notify()
    env.cr.commit()


def scenario_kill(registry, database, full):
    """Killed at commits and inside records, then run again."""
    fill(registry)
    points = [["commit", number] for number in range(RECORDS // BATCH + 1)]
    points += [["record", number] for number in range(RECORDS)]
    if not full:
        points = [["commit", 0], ["commit", 2], ["record", 0], ["record", 7]]
    results = []
    for point in points:
        reset(database)
        [killed] = wait([fork(lambda point=point: run_job(registry, point))])
        between = counts(database)
        [again] = wait([fork(lambda: run_job(registry))])
        after = counts(database)
        results.append(
            {"at": point, "killed": killed, "again": again, "between": between, **after}
        )
    return results


def scenario_together(registry, database, full):
    """Two, then four jobs at once, while somebody edits the same records."""
    fill(registry)
    results = []
    for processes in (2, 4):
        reset(database)
        jobs = [fork(lambda: run_job(registry)) for _number in range(processes)]
        editor = fork(lambda: edit(registry))
        codes = wait([*jobs, editor])
        # whatever was locked by the editor is left for the next run
        wait([fork(lambda: run_job(registry))])
        results.append({"processes": processes, "codes": codes, **counts(database)})
    return results


def edit(registry):
    for number in range(RECORDS):
        env = environment(registry)

        def write(env=env, number=number):
            complaint = env["stakeholder.complaint"].search([], offset=number, limit=1)
            complaint.sudo().write({"outcome": f"edited {number}"})

        retrying(write, env)
        env.cr.commit()
        env.cr.close()


def scenario_numbers(registry, database, full):
    """Eight processes register fifty each at once: no gap, none twice."""
    fill(registry, 1)
    wait([fork(lambda: register(registry)) for _number in range(8)])
    with closing(db_connect(database).cursor()) as cr:
        cr.execute("SELECT name FROM stakeholder_complaint ORDER BY name")
        return [int(name[-4:]) for (name,) in cr.fetchall()]


def register(registry):
    values = {"statement": "x", "collection": "oral", "party_class": "recipient"}
    for _number in range(50):
        while True:
            env = environment(registry)
            try:
                retrying(lambda env=env: _register_one(env, values), env)
                env.cr.commit()
                break
            except Exception as error:  # as a user would: press the button again
                print(type(error).__name__, file=sys.stderr)
            finally:
                env.cr.close()


def _register_one(env, values):
    env["stakeholder.complaint"]._take_in([values])


def scenario_communications(registry, database, full):
    """Four processes record about one party at once: all there, nobody turned away."""
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        unit = env["res.partner"].create(
            {"name": "Unit", "is_company": True, "stakeholder_class": "unit"}
        )
        person = env["res.partner"].create({"name": "Person", "parent_id": unit.id})
        ids = (unit.id, person.id)
        cr.commit()
    codes = wait([fork(lambda: record(registry, person.id)) for _number in range(4)])
    with closing(db_connect(database).cursor()) as cr:
        cr.execute(
            "SELECT count(*) FROM stakeholder_communication WHERE partner_id = %s",
            [ids[0]],
        )
        return {"codes": codes, "count": cr.fetchone()[0]}


def record(registry, person_id):
    """Twenty of them, each in a transaction of its own that is never tried again."""
    for number in range(20):
        with closing(environment(registry).cr) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            env["stakeholder.communication"].create(
                {"their_ids": [(6, 0, [person_id])], "summary": f"Call {number}"}
            )
            cr.commit()


if __name__ == "__main__":
    serve(globals(), *sys.argv[1:], bool(os.environ.get("STAKEHOLDER_FULL")))
