"""The nightly look at what is owed in real processes: killed, doubled, beside users.

Run by ``test_contact_due_processes`` with Odoo's Python; prints one JSON object.
``python owed_process_worker.py SCENARIO DATABASE``
"""
# pylint: disable=invalid-commit

import os
import sys
from contextlib import closing

from odoo import SUPERUSER_ID, api
from odoo.sql_db import db_connect

if __package__:
    from . import process_tools as tools
else:
    import process_tools as tools

UNITS = 20
BATCH = 5
REFRESH = "odoo.addons.stakeholder_relations.models.stakeholder_contact_due_refresh"
MODULE = "stakeholder_relations"


def fill(registry):
    """Units in force, of which the on-site contact of this month alone is owed."""
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        director = env["res.users"].create(
            {
                "name": "Director",
                "login": "director",
                "email": "director@centre.example",
                "group_ids": [(4, env.ref(f"{MODULE}.stakeholder_group_director").id)],
            }
        )
        director.partner_id.stakeholder_tier = "onsite"
        env["stakeholder.policy"].search([]).director_user_id = director
        onsite = env.ref(f"{MODULE}.stakeholder_cadence_unit_onsite")
        env["stakeholder.cadence"].search(
            [("id", "!=", onsite.id)]
        ).date_to = "2000-01-01"
        today = env["resource.calendar"]._stakeholder_centre_today()
        for number in range(UNITS):
            add_unit(env, number, today, director)
        cr.commit()


def add_unit(env, number, today, director):
    unit = env["res.partner"].create(
        {
            "name": f"Unit {number}",
            "is_company": True,
            "stakeholder_class": "unit",
            "stakeholder_user_id": director.id,
            "email": f"unit{number}@home.example",
        }
    )
    env["res.partner"].create(
        {
            "name": f"Clerk {number}",
            "parent_id": unit.id,
            "stakeholder_level": "clerk",
        }
    )
    env["stakeholder.agreement"].create(
        {
            "name": "Service",
            "partner_id": unit.id,
            "date_start": today.replace(month=1, day=1),
            "date_end": today.replace(month=12, day=31),
            "state": "signed",
            "date_signed": today,
        }
    )


def reset(database):
    with closing(db_connect(database).cursor()) as cr:
        cr.execute("DELETE FROM mail_activity")
        cr.execute("DELETE FROM mail_mail")
        cr.execute("DELETE FROM stakeholder_communication")
        cr.execute("DELETE FROM stakeholder_contact_due")
        cr.execute("DELETE FROM stakeholder_notice")
        cr.execute("DELETE FROM stakeholder_notice_failure")
        cr.commit()


def counts(database):
    queries = {
        "rows": "SELECT count(*) FROM stakeholder_contact_due",
        "parties": "SELECT count(DISTINCT partner_id) FROM stakeholder_contact_due",
        "failures": "SELECT count(*) FROM stakeholder_notice_failure",
        "failed": "SELECT min(res_id) FROM stakeholder_notice_failure",
        "talks": "SELECT count(*) FROM stakeholder_communication",
        "mails": "SELECT count(*) FROM mail_mail",
        "reminders": "SELECT count(*) FROM mail_activity"
        " WHERE res_model = 'stakeholder.contact.due'",
        "met": "SELECT count(*) FROM stakeholder_contact_due d WHERE EXISTS ("
        "SELECT 1 FROM stakeholder_communication c"
        " WHERE c.partner_id = d.partner_id AND c.our_tiers > 0)",
    }
    return tools.tally(database, queries)


def run_job(registry, die_at=None, bad=()):
    """The job; ``die_at``: ("commit"|"party", number) at which it is killed."""
    env = tools.environment(registry)
    sys.modules[REFRESH].BATCH = BATCH
    counted = tools.mortal(die_at)
    cron, cadence = registry["ir.cron"], registry["stakeholder.cadence"]
    first_of, right = cadence._first_of, cadence._right_users

    def poisoned(model, owed):
        if any(one.party.id in bad for one in owed):
            raise ValueError("poison")
        return right(model, owed)

    cron._commit_progress = counted("commit", cron._commit_progress)
    cadence._first_of = counted("party", first_of)
    cadence._right_users = poisoned
    env["stakeholder.contact.due"]._cron_refresh()
    env.cr.commit()


def scenario_kill(registry, database, full):
    """Killed at commits and inside parties, then run again."""
    fill(registry)
    points = [["commit", number] for number in range(UNITS // BATCH + 1)]
    points += [["party", number] for number in range(UNITS)]
    if not full:
        points = [["commit", 0], ["commit", 3], ["party", 0], ["party", 13]]
    return tools.killed_and_again(
        points,
        *tools.steps(globals(), registry, database),
    )


def scenario_together(registry, database, full):
    """Two, then four jobs at once, while somebody records contacts."""
    fill(registry)
    results = []
    for processes in (2, 4):
        reset(database)
        jobs = [tools.fork(lambda: run_job(registry)) for _number in range(processes)]
        user = tools.fork(lambda: record(registry, UNITS // 2))
        codes = tools.wait([*jobs, user])
        tools.wait([tools.fork(lambda: run_job(registry))])
        results.append({"processes": processes, "codes": codes, **counts(database)})
    return results


def record(registry, count):
    """Contacts with ``count`` of the units, each in a transaction of its own."""
    for number in range(count):
        with closing(registry.cursor()) as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            person = env["res.partner"].search([("name", "=", f"Clerk {number}")])
            director = env["res.users"].search([("login", "=", "director")])
            env["stakeholder.communication"].create(
                {
                    "their_ids": [(6, 0, person.ids)],
                    "our_ids": [(6, 0, director.partner_id.ids)],
                    "summary": "Met",
                }
            )
            cr.commit()


def scenario_poison(registry, database, full):
    """One party in twenty cannot be worked out, then it can."""
    fill(registry)
    reset(database)
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        bad = env["res.partner"].search([("name", "=", "Unit 7")]).id
    [first] = tools.wait([tools.fork(lambda: run_job(registry, bad=(bad,)))])
    between = counts(database)
    [again] = tools.wait([tools.fork(lambda: run_job(registry))])
    return {
        "bad": bad,
        "codes": [first, again],
        "between": between,
        **counts(database),
    }


def scenario_reminders(registry, database, full):
    """The rows are spoken of once, however often both jobs run."""
    fill(registry)
    reset(database)
    tools.wait([tools.fork(lambda: run_job(registry))])
    with closing(db_connect(database).cursor()) as cr:
        # Their time has come, whatever the day of the month this runs on.
        cr.execute("UPDATE stakeholder_contact_due SET date_next_notice = CURRENT_DATE")
        cr.execute("UPDATE stakeholder_contact_due SET date_due = CURRENT_DATE")
        cr.commit()
    codes = tools.wait([tools.fork(lambda: remind(registry)) for _number in range(2)])
    tools.wait([tools.fork(lambda: remind(registry))])
    return {"codes": codes, **counts(database)}


def remind(registry):
    env = tools.environment(registry)
    env["stakeholder.notice"]._cron_notify()
    env.cr.commit()


def scenario_greetings(registry, database, full):
    """Four greet the same parties at once: each party gets one."""
    fill(registry)
    reset(database)
    codes = tools.wait([tools.fork(lambda: greet(registry)) for _number in range(4)])
    return {"codes": codes, **counts(database)}


def greet(registry):
    from odoo.exceptions import UserError  # noqa: PLC0415

    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        units = env["res.partner"].search([("name", "like", "Unit ")])
        option = f"{MODULE}.stakeholder_option_maintenance_festival"
        window = env["stakeholder.mailing"].create(
            {
                "partner_ids": units.ids,
                "maintenance_id": env.ref(option).id,
                "festival_id": env.ref(f"{MODULE}.stakeholder_festival_spring").id,
                "subject": "Greetings",
                "body": "All the best",
            }
        )
        try:
            window.action_send()
            cr.commit()
        except UserError:
            cr.rollback()


if __name__ == "__main__":
    tools.serve(globals(), *sys.argv[1:], bool(os.environ.get("STAKEHOLDER_FULL")))
