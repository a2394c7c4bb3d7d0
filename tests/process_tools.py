"""What the scenarios in real processes share: forks, counts, a death at a point.

Odoo's Python runs the scenarios as scripts, which find this file beside them.
"""

# pylint: disable=print-used

import json
import os
import signal
from contextlib import closing
from functools import partial

import odoo
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.sql_db import close_all, db_connect
from odoo.tools import config


def serve(scenarios, scenario, database, *options):
    """Print what the function ``scenario_…`` of ``scenarios`` returns, as JSON."""
    # As root on a machine of one's own; Odoo asks for it to be said.
    config.parse_config(["-c", os.environ["STAKEHOLDER_ODOO_CONF"], "-d", database])
    odoo.modules.module.initialize_sys_path()
    registry = Registry(database)
    result = scenarios[f"scenario_{scenario}"](registry, database, *options)
    print(json.dumps(result))


def environment(registry):
    return api.Environment(registry.cursor(), SUPERUSER_ID, {})


def fork(work):
    """Run ``work`` in a child of its own; returns its process id."""
    close_all()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        work()
        code = 0
    finally:
        os._exit(code)


def wait(children):
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def tally(database, queries):
    """{name: the one figure} of {name: query}."""
    found = {}
    with closing(db_connect(database).cursor()) as cr:
        for name, query in queries.items():
            cr.execute(query)
            [found[name]] = cr.fetchone()
    return found


def mortal(die_at):
    """``counted(kind, method)``: the method, killed at call ``die_at`` [kind, n]."""
    seen = {}

    def counted(kind, method):
        def call(record, *args, **kwargs):
            number = seen.setdefault(kind, 0)
            if die_at == [kind, number]:
                os.kill(os.getpid(), signal.SIGKILL)
            seen[kind] += 1
            return method(record, *args, **kwargs)

        return call

    return counted


def steps(scenarios, registry, database):
    """How a worker begins anew, counts and runs its job."""
    return (
        partial(scenarios["reset"], database),
        partial(scenarios["counts"], database),
        partial(scenarios["run_job"], registry),
    )


def killed_and_again(points, reset, counts, run):
    """``run(point)`` killed at each of ``points``, then run to its end."""
    results = []
    for point in points:
        reset()
        [killed] = wait([fork(lambda point=point: run(point))])
        between = counts()
        [again] = wait([fork(lambda: run(None))])
        found = {"at": point, "killed": killed, "again": again, "between": between}
        results.append({**found, **counts()})
    return results


def side_by_side(reset, counts, run, once_more=False):
    """Two, then four at once; ``once_more``: what neither got, the next run makes."""
    results = []
    for processes in (2, 4):
        reset()
        codes = wait([fork(lambda: run(None)) for _one in range(processes)])
        if once_more:
            codes += wait([fork(lambda: run(None))])
        results.append({"codes": codes, **counts()})
    return results
