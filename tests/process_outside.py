"""Doors to the outside in real processes: the same mail twice at once, guessing at
once, a job killed while it hands over. ``python process_outside.py SCENARIO DATABASE``
"""
# pylint: disable=invalid-commit,print-used

import json
import os
import signal
import sys
from contextlib import closing
from pathlib import Path

import odoo
from odoo.modules.registry import Registry
from odoo.sql_db import db_connect
from odoo.tools import config

sys.path.insert(0, str(Path(__file__).parent))

from process_tools import environment, fork, wait  # noqa: E402
from process_worker import fill  # noqa: E402

ADDRESS = "192.0.2.7"


def rows(database, query):
    with closing(db_connect(database).cursor()) as cr:
        cr.execute(query)
        return cr.fetchall()


def deliver(registry, number):
    env = environment(registry)
    raw = (
        f"From: a{number}@x.example\r\nTo: yijian@centre.example\r\n"
        f"Message-ID: <{number}@x.example>\r\nSubject: {number}\r\n\r\nWords {number}"
    )
    env["mail.thread"].message_process(None, raw.encode())
    env.cr.commit()
    env.cr.close()


def settle(database):
    """As an administrator would: the address of the centre, and no mails out."""
    with closing(db_connect(database).cursor()) as cr:
        cr.execute(
            "UPDATE stakeholder_policy SET email = 'yijian@centre.example', "
            "is_receipt_mailed = FALSE"
        )
        cr.commit()


def scenario_mail(registry, database):
    """Ten mails, each delivered twice at once; then two jobs hand over at once."""
    fill(registry, 1)
    settle(database)
    codes = []
    for number in range(10):
        twice = [fork(lambda number=number: deliver(registry, number)) for _two in "ab"]
        codes += wait(twice)
    jobs = [fork(lambda: hand_over(registry)) for _two in "ab"]
    wait(jobs)
    wait([fork(lambda: hand_over(registry))])
    return {
        "codes": codes,
        "states": rows(
            database, "SELECT state, count(*) FROM stakeholder_intake GROUP BY 1"
        ),
        "complaints": rows(
            database,
            "SELECT count(*), count(DISTINCT name) FROM stakeholder_complaint "
            "WHERE statement LIKE '%Words%'",
        ),
    }


def hand_over(registry, die_at=None):
    env = environment(registry)
    if die_at is not None:
        made = []
        original = registry["stakeholder.complaint"]._make_receipts

        def counted(self):
            made.append(self)
            if len(made) > die_at:
                os.kill(os.getpid(), signal.SIGKILL)
            return original(self)

        registry["stakeholder.complaint"]._make_receipts = counted
        sys.modules[
            "odoo.addons.stakeholder_relations.models.stakeholder_intake_handover"
        ].BATCH = 3
    env["stakeholder.intake"]._cron_hand_over()
    env.cr.commit()


def scenario_kill(registry, database):
    """Killed in the first, second and third batch, then run to the end."""
    fill(registry, 1)
    settle(database)
    results = []
    for number, die_at in enumerate((0, 1, 2)):
        for one in range(9):
            wait([fork(lambda key=f"{number}-{one}": deliver(registry, key))])
        [killed] = wait([fork(lambda die_at=die_at: hand_over(registry, die_at))])
        [again] = wait([fork(lambda: hand_over(registry))])
        results.append([killed, again])
    count = "SELECT count(*) FROM stakeholder_complaint WHERE statement LIKE '%Words%'"
    linked = "SELECT count(DISTINCT complaint_id) FROM stakeholder_intake"
    return [results, rows(database, count), rows(database, linked)]


def attempt(registry, kind, limit):
    env = environment(registry)
    allowed = env["stakeholder.throttle"]._allows(kind, ADDRESS, limit)
    env.cr.close()
    os._exit(0 if allowed else 1)


def scenario_throttle(registry, database):
    """Forty at once from one source, in processes that end: never more than five."""
    codes = wait([fork(lambda: attempt(registry, "report", 5)) for _n in range(40)])
    # after a restart nothing is forgotten
    later = wait([fork(lambda: attempt(registry, "report", 5)) for _n in range(3)])
    return [codes.count(0), later.count(0)]


def main(scenario, database):
    config.parse_config(["-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", database])
    odoo.modules.module.initialize_sys_path()
    registry = Registry(database)
    print(json.dumps(globals()[f"scenario_{scenario}"](registry, database)))


if __name__ == "__main__":
    main(*sys.argv[1:])
