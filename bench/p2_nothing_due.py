"""P2: the reminder job with nothing due, in two sizes of database."""

from harness import TODAY, Job, Line, fetch, verify
from p1_reminders import notify, reminders

NEEDS = ("cases",)

SIZES = 1.3
TARGET = 3.0

INDEXED = """
    SELECT id FROM {} WHERE date_next_notice <= %s ORDER BY id LIMIT 200
"""


def said_nothing(env, _prepared, _result):
    verify("activities", fetch(env, "SELECT count(*) FROM mail_activity"), [(0,)])
    verify("mails", fetch(env, "SELECT count(*) FROM mail_mail"), [(0,)])


def nothing_due(size):
    return Job(notify, check=said_nothing, size=size)


def indexed():
    """The floor: one look into the index of each model with deadlines."""

    def prepare(env):
        names = env["stakeholder.duty.mixin"]._duty_models()
        return [env[name]._table for name in names]

    def work(env, tables):
        for table in tables:
            verify("due", fetch(env, INDEXED.format(table), TODAY), [])

    return Job(work, prepare)


def second_run():
    """The same day again, after some were told."""
    first = reminders(50)

    def prepare(env):
        expected = first.prepare(env)
        notify(env)
        return expected

    return Job(notify, prepare, check=first.check)


def run(bench):
    large, small = bench.sizes()
    value, tenth, again, floor = bench.measure(
        nothing_due(large), nothing_due(small), second_run(), indexed(), repeat=15
    )
    constant = value.queries == tenth.queries
    yield Line("p2 nothing due, ten times kept", large, value, tenth, SIZES, constant)
    yield Line("p2 nothing due", large, value, floor, TARGET)
    same = again.queries <= value.queries
    yield Line("p2 second run of the day", large, again, value, gate=same)
