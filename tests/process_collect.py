"""Two people who collect the months of the same unit at the same moment.

Run by ``test_communication_sheet_pairs`` with Odoo's Python. Prints one JSON object.
``python process_collect.py DATABASE TIMES FOLDER``
"""
# pylint: disable=invalid-commit,print-used

import json
import os
import sys
from contextlib import closing
from unittest.mock import patch

from process_pairs import meet

import odoo
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service import model
from odoo.sql_db import close_all
from odoo.tools import config

GROUP = "stakeholder_relations.stakeholder_group_supervisor"
CHANNEL = "stakeholder_relations.stakeholder_option_channel_informal"


def fill(registry, times):
    """Two who read all contacts, and a unit with a month gone by for each time."""
    with closing(registry.cursor()) as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        group = env.ref(GROUP)
        users = env["res.users"].create(
            [
                {"name": login, "login": login, "group_ids": [(4, group.id)]}
                for login in ("first", "second")
            ]
        )
        units = env["res.partner"].create(
            [
                {"name": f"Unit {number}", "stakeholder_class": "unit"}
                for number in range(times)
            ]
        )
        env["stakeholder.communication"].create(
            [
                {
                    "their_ids": [(6, 0, unit.ids)],
                    "channel_id": env.ref(CHANNEL).id,
                    "at": "2026-01-12 02:00:00",
                    "summary": "Camp",
                }
                for unit in units
            ]
        )
        cr.commit()
        return users.ids, units.ids


def collect(registry, uid, number, unit_ids, results):
    """Open the months of each unit once, together with the other."""
    answers = []
    for index, id_ in enumerate(unit_ids):
        with closing(registry.cursor()) as cr:
            env = api.Environment(cr, uid, {})
            unit = env["res.partner"].browse(id_)
            # Both look before either of them writes.
            unit.stakeholder_is_party  # noqa: B018
            meet(results, index, number)
            answers.append(opened(unit))
    with open(f"{results}/answers_{number}", "w") as file:
        json.dump(answers, file)


def opened(unit):
    """The sheet that the unit's button opens, or what is said instead."""
    try:
        with patch.object(model.random, "uniform", lambda low, high: 0.01):
            return model.retrying(unit.stakeholder_open_sheets, unit.env)["res_id"]
    except UserError as error:
        return str(error)


def main(database, times, results):
    # As root on a machine of one's own; Odoo asks for it to be said.
    config.parse_config(["-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", database])
    odoo.modules.module.initialize_sys_path()
    registry = Registry(database)
    uids, unit_ids = fill(registry, int(times))
    close_all()
    children = []
    for number, uid in enumerate(uids):
        child = os.fork()
        if not child:
            code = 1
            try:
                collect(registry, uid, number, unit_ids, results)
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(one, 0)[1]) for one in children]
    answers = []
    for number in (0, 1):
        with open(f"{results}/answers_{number}") as file:
            answers.append(json.load(file))
    print(json.dumps({"codes": codes, "answers": answers}))


if __name__ == "__main__":
    main(*sys.argv[1:])
