"""Pairs of people who save the same complaint at the same moment, in real processes.

Run by ``test_processes_pairs`` with Odoo's Python; the registry is loaded once and
forked. Prints one JSON object. ``python process_pairs.py DATABASE PAIRS``
"""
# pylint: disable=invalid-commit,print-used

import json
import os
import sys
import time
from contextlib import closing

import odoo
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.sql_db import close_all, db_connect
from odoo.tools import config

# What the two change: now the same field, now another one.
FIELDS = (
    "topic",
    "outcome",
    "lesson",
    "director_opinion",
    "needs_follow_up",
    "is_confidential",
    "alleges_harm",
    "team_reason",
    "date_form",
    "nature",
)
VALUES = {
    "needs_follow_up": True,
    "is_confidential": True,
    "alleges_harm": True,
    "date_form": "2026-01-05",
    "nature": "appeal",
}
GROUP = "stakeholder_relations.stakeholder_group_director"


def fill(registry, pairs):
    """Two people in charge and a complaint for each pair."""
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        users = env["res.users"].create(
            [
                {
                    "name": f"Director {number}",
                    "login": f"director{number}",
                    "group_ids": [(4, env.ref(GROUP).id)],
                }
                for number in (1, 2)
            ]
        )
        env["stakeholder.policy"].search([]).director_user_id = users[0]
        values = {"statement": "x", "collection": "oral", "party_class": "recipient"}
        receipts = env["stakeholder.complaint"]._take_in([values] * pairs)
        cr.commit()
        return users.ids, receipts.complaint_id.ids


def value(name, person):
    return VALUES.get(name, f"by {person}")


def person(registry, uid, number, complaint_ids, results):
    """Save each complaint once, on the version both saw; write down how it went."""
    answers = []
    for index, id_ in enumerate(complaint_ids):
        name = FIELDS[(index + number * (index // len(FIELDS))) % len(FIELDS)]
        meet(results, index, number)
        answers.append([name, *save(registry, uid, number, id_, name)])
    with open(f"{results}/answers_{number}", "w") as file:
        json.dump(answers, file)


def save(registry, uid, number, id_, name):
    env = api.Environment(registry.cursor(), uid, {})

    def write(env=env):
        complaint = env["stakeholder.complaint"].browse(id_)
        complaint.write({name: value(name, number), "edit_version": 2})

    try:
        retrying(write, env)
        env.cr.commit()
        return ["saved", ""]
    except UserError as error:
        env.cr.rollback()
        return ["refused", str(error)]
    finally:
        env.cr.close()


def meet(results, index, number):
    """Wait until the other has come to the same pair."""
    open(f"{results}/{index}_{number}", "w").close()
    while not os.path.exists(f"{results}/{index}_{1 - number}"):
        time.sleep(0.0005)


def main(database, pairs, results):
    # As root on a machine of one's own; Odoo asks for it to be said.
    config.parse_config(["-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", database])
    odoo.modules.module.initialize_sys_path()
    registry = Registry(database)
    uids, complaint_ids = fill(registry, int(pairs))
    close_all()
    children = []
    for number, uid in enumerate(uids):
        child = os.fork()
        if not child:
            code = 1
            try:
                person(registry, uid, number, complaint_ids, results)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children]
    answers = []
    for number in (0, 1):
        with open(f"{results}/answers_{number}") as file:
            answers.append(json.load(file))
    found = {"codes": codes, "answers": answers, **kept(database)}
    print(json.dumps(found, default=str))


def kept(database):
    """The fields as they are now, and how many rows say that they were changed."""
    with closing(db_connect(database).cursor()) as cr:
        cr.execute("SELECT * FROM stakeholder_complaint ORDER BY id")
        rows = [{name: row[name] for name in FIELDS} for row in cr.dictfetchall()]
        cr.execute(
            "SELECT c.id, count(t.id) FROM stakeholder_complaint c "
            "LEFT JOIN stakeholder_complaint_trail t "
            "ON t.complaint_id = c.id AND t.event = 'changed' "
            "GROUP BY c.id ORDER BY c.id"
        )
        return {"rows": rows, "changes": [count for _id, count in cr.fetchall()]}


if __name__ == "__main__":
    main(*sys.argv[1:])
