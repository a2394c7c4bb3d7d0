"""Open a bench database in process, time a job against its floor, print the table.

The rules: value and floor take turns, each on a fresh cursor, the medians count, the
precommit hooks are included (tracking and bus rows are written there), and nothing is
kept.
"""

import gc
import statistics
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter
from unittest.mock import patch

# The data are laid out around this moment, 10:00 on a working Tuesday in China, in a
# year whose holidays come with the module. Only the clock of Odoo's fields is stopped:
# freezing all of Python would slow every date down.
NOW = datetime(2026, 11, 24, 2, 0, 0)
TODAY = NOW.date()

ROOT_UID = 1
MODULE = "stakeholder_relations"

ROW = "{:<32} {:>9} {:>19} {:>22} {:>8}  {:<9} {}"
# Ten times apart, mostly: what is due or open must cost, not what is kept.
SIZES = {
    "cases": (200_000, 20_000),
    "board": (100_000, 20_000),
    "busy": (100_000,),
    "talks": (200_000, 20_000),
    "cycles": (100_000, 20_000),
    "leads": (100_000, 20_000),
    "contacts": (100_000,),
    "scorecards": (200_000,),
    "units": (200_000,),
    "contacts_core": (100_000,),
    # Communications, with a thousand units each.
    "owed": (1_000_000, 300_000),
    "tickets": (100_000, 20_000),
    "claims": (20_000,),
    "calls": (20_000,),
}

# Of a wrong result only the beginning is shown.
LONGEST = 200


class Wrong(Exception):
    """A job was fast and did not do its work."""


def verify(name, found, expected):
    """Refuse a result that differs from what SQL says it must be."""
    if found != expected:
        words = [repr(one)[:LONGEST] for one in (found, expected)]
        raise Wrong("{}: found {}, expected {}".format(name, *words))


@contextmanager
def clock(moment=NOW):
    """Stop the clock that Odoo's fields and the module read."""
    from odoo import fields

    local_today = fields.Date.context_today

    def context_today(record, timestamp=None):
        return local_today(record, timestamp or moment)

    stopped = (
        (fields.Datetime, "now", lambda *args: moment),
        (fields.Date, "today", lambda *args: moment.date()),
        (fields.Date, "context_today", context_today),
    )
    with ExitStack() as patches:
        for kind, name, function in stopped:
            patches.enter_context(patch.object(kind, name, staticmethod(function)))
        yield


@dataclass
class Job:
    """One thing to time.

    ``prepare(env)`` is not timed and its result is handed on; neither is
    ``warm(env, prepared)``, which reads into the empty cache what any caller has read
    by then. ``work(env, prepared)`` is timed; ``check(env, prepared, result)`` raises
    Wrong.
    """

    work: Callable
    prepare: Callable = lambda env: None
    warm: Callable = lambda env, prepared: None
    check: Callable = lambda env, prepared, result: None
    login: str | None = None
    size: int | None = None
    kind: str = "cases"


@dataclass
class Timing:
    """The median of several calls in seconds, and the queries of one."""

    seconds: float
    queries: int

    def __str__(self):
        return f"{self.seconds * 1000:,.1f} ms/{self.queries:,}q"


@dataclass
class Line:
    """One line of the table; ``gate`` alone decides about success."""

    workload: str
    size: str | int
    value: Timing
    floor: Timing | None = None
    target: float | None = None
    gate: bool | None = None
    ratio: float | None = None
    notes: list = field(default_factory=list)

    def __post_init__(self):
        if self.ratio is None and self.floor:
            self.ratio = self.value.seconds / self.floor.seconds

    @property
    def verdict(self):
        words = []
        if self.gate is not None:
            words.append("queries ok" if self.gate else "QUERIES MISSED")
        if self.target is not None and self.ratio is not None:
            words.append("time ok" if self.ratio <= self.target else "time missed")
        return ", ".join(words) or "-"

    def __str__(self):
        ratio = "" if self.ratio is None else f"{self.ratio:.3g}"
        target = "" if self.target is None else f"<= {self.target:g}"
        size = f"{self.size:,}" if isinstance(self.size, int) else self.size
        times = (str(self.value), str(self.floor or ""))
        row = ROW.format(self.workload, size, *times, ratio, target, self.verdict)
        return "\n    ".join([row, *self.notes])


def print_head():
    names = ("workload", "size", "value/queries", "floor/queries", "ratio", "target")
    print(ROW.format(*names, "ok"))


class Bench:
    """The databases of this run."""

    def __init__(self, databases, small=False):
        """``databases``: knows the name of each by kind and size, and makes it."""
        self.databases = databases
        self.small = small

    def sizes(self, kind="cases"):
        """How much lies in the databases of a kind; the largest is the usual one."""
        return [size // 10 for size in SIZES[kind]] if self.small else SIZES[kind]

    @property
    def size(self):
        return self.sizes()[0]

    def name(self, kind="cases", size=None):
        return self.databases.get(kind, size or self.sizes(kind)[0])

    def lacks(self, kind, size=None):
        """Why there is no database of the kind, or nothing where there is one."""
        from databases import Missing

        try:
            self.name(kind, size)
        except Missing as reason:
            return str(reason)
        return ""

    def registry(self, kind="cases", size=None):
        from odoo.modules.registry import Registry

        return Registry(self.name(kind, size))

    @contextmanager
    def env(self, login=None, kind="cases", size=None):
        """An environment on a fresh cursor, cold cache, rolled back at the end."""
        from odoo import api

        cr = self.registry(kind, size).cursor()
        try:
            uid = uid_of(cr, login) if login else ROOT_UID
            with clock():
                yield api.Environment(cr, uid, {})
        finally:
            cr.rollback()
            cr.close()

    def once(self, job):
        """Time ``job`` one time: Timing."""
        with self.env(job.login, job.kind, job.size) as env:
            prepared = job.prepare(env)
            env.cr.flush()
            env.invalidate_all()
            job.warm(env, prepared)
            gc.collect()
            queries, start = env.cr.sql_log_count, perf_counter()
            result = job.work(env, prepared)
            env.cr.flush()
            seconds = perf_counter() - start
            queries = env.cr.sql_log_count - queries
            env.invalidate_all()
            job.check(env, prepared, result)
            return Timing(seconds, queries)

    def measure(self, *jobs, repeat=3):
        """The Timing of each of ``jobs``, which take turns, forth and back."""
        timings = [[] for _job in jobs]
        for number in range(repeat):
            turn = list(zip(jobs, timings, strict=True))
            for job, found in turn[:: -1 if number % 2 else 1]:
                found.append(self.once(job))
        return [
            Timing(
                statistics.median(timing.seconds for timing in found),
                found[-1].queries,
            )
            for found in timings
        ]


def uid_of(cr, login):
    cr.execute("SELECT id FROM res_users WHERE login = %s", [login])
    return cr.fetchone()[0]


def fetch(env, query, *params):
    """All rows of a plain query; what the ORM still holds is written first.

    ``params``: values in order, or one dict of named ones.
    """
    env.flush_all()
    named = len(params) == 1 and isinstance(params[0], dict)
    env.cr.execute(query, params[0] if named else params)
    return env.cr.fetchall()


def fetch_one(env, query, *params):
    """The only value of a plain query."""
    [[value]] = fetch(env, query, *params)
    return value
