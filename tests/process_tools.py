"""What the scenarios in real processes share: forks, counts, a death at a point.

Odoo's Python runs the scenarios as scripts, which find this file beside them.
"""

import os
import signal
from contextlib import closing

from odoo import SUPERUSER_ID, api
from odoo.sql_db import close_all, db_connect


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
