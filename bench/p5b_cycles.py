"""P5b: opening the pipeline of cycles under its rule, beside core's board of leads."""

from contextlib import nullcontext

from client import Board, opening_domain
from harness import Job, Line, fetch
from p5_board import MANAGER, SELLER, check_board, leads, no_rule

NEEDS = ("cycles", "leads")

PEER = 0.7
RULE = 1.3
REPEAT = 7

MODEL = "stakeholder.engagement"
ACTION = "stakeholder_relations.stakeholder_engagement_action"
DIRECTOR, SUPERVISOR, WORKER = "bench_director", "bench_supervisor", "bench_worker0"

COUNTS = """
    SELECT c.stage, count(*) FROM stakeholder_engagement c
      JOIN res_users u ON u.login = %(login)s
     WHERE (NOT %(only_open)s OR c.state = 'open')
       AND (%(shown)s OR u.id IN (c.user_id, c.supervisor_id)
            OR c.party_class != 'recipient' AND (
               u.login IN ('bench_director', 'bench_supervisor')
               OR c.department_id IN (
                  SELECT v.department_id FROM hr_employee e
                    JOIN hr_version v ON v.id = e.current_version_id
                   WHERE e.user_id = u.id)))
     GROUP BY c.stage
"""


def cycles(login, only_open=True, size=None, ruled=True):
    """The pipeline as its menu opens it, or with the filter taken off."""

    def prepare(env):
        return Board(env, MODEL), opening_domain(env, ACTION)[1] if only_open else []

    def work(env, prepared):
        board, domain = prepared
        with nullcontext() if ruled else no_rule(env, MODEL):
            return board.open(env[MODEL], domain)

    def check(env, prepared, groups):
        values = {"login": login, "only_open": only_open, "shown": not ruled}
        check_board(prepared[0], groups, fetch(env, COUNTS, values))

    return Job(work, prepare, check=check, login=login, kind="cycles", size=size)


def run(bench):
    for size in bench.sizes("cycles"):
        yield from against_core(bench, size)
    yield from against_no_rule(bench)


def against_core(bench, size):
    director, every, supervisor, worker, manager, seller = bench.measure(
        cycles(DIRECTOR, size=size),
        cycles(DIRECTOR, only_open=False, size=size),
        cycles(SUPERVISOR, size=size),
        cycles(WORKER, size=size),
        leads(MANAGER, size),
        leads(SELLER, size),
        repeat=REPEAT,
    )
    most = manager.queries
    for name, value, floor in (
        ("p5b pipeline, director, crm", director, manager),
        ("p5b same, those over too", every, manager),
        ("p5b pipeline, supervisor, crm", supervisor, manager),
        ("p5b pipeline, worker, crm", worker, seller),
    ):
        yield Line(name, size, value, floor, PEER, value.queries <= most)


def against_no_rule(bench):
    for only_open, name in ((True, "under way"), (False, "over too")):
        director, worker, no_rule_, worker_free = bench.measure(
            cycles(DIRECTOR, only_open),
            cycles(WORKER, only_open),
            cycles(DIRECTOR, only_open, ruled=False),
            cycles(WORKER, only_open, ruled=False),
            repeat=REPEAT,
        )
        size = bench.sizes("cycles")[0]
        yield Line(f"p5b rule, director, {name}", size, director, no_rule_, RULE)
        yield Line(f"p5b rule, worker, {name}", size, worker, worker_free, RULE)
