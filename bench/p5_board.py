"""P5: opening the board of complaints, as those do who may read but a part of it."""

from contextlib import contextmanager, nullcontext
from unittest.mock import patch

from client import Board, opening_domain
from filling_board import SUPPORTED
from filling_users import HANDLERS
from harness import Job, Line, fetch, verify

NEEDS = ("board", "busy", "leads")

PEER = 0.7
RULE = 1.25
ACTIVITIES = 1.3
REPEAT = 7

MODEL = "stakeholder.complaint"
ACTION = "stakeholder_relations.stakeholder_complaint_action"
LEADS = "crm.crm_lead_action_pipeline"
LEADS_VIEW = "crm.crm_case_kanban_view_leads"

DIRECTOR, OFFICER, NEWCOMER = "bench_director", "bench_team", "bench_newcomer"
MANAGER, SELLER = "bench_manager", "bench_seller0"

COUNTS = """
    SELECT c.state, count(*) FROM stakeholder_complaint c
      JOIN res_users u ON u.login = %(login)s
     WHERE (NOT %(only_open)s OR c.state NOT IN ('closed', 'not_handled'))
       AND (u.login = 'bench_director' OR EXISTS (
            SELECT FROM stakeholder_complaint_reader_rel r
             WHERE r.stakeholder_complaint_id = c.id AND r.res_users_id = u.id))
       AND (%(shown)s OR NOT EXISTS (
            SELECT FROM stakeholder_complaint_denied_rel d
             WHERE d.stakeholder_complaint_id = c.id AND d.res_users_id = u.id))
     GROUP BY c.state
"""
LEAD_COUNTS = """
    SELECT l.stage_id, count(*) FROM crm_lead l
      JOIN res_users u ON u.login = %(login)s
     WHERE u.login = 'bench_manager' OR l.user_id = u.id
     GROUP BY l.stage_id
"""


def complaints(login, only_open=True, kind="board", size=None, domain=None):
    """The board of complaints; as its menu opens it, or with the filter taken off.

    ``domain``: with the rules of confidentiality taken off; the domain finds the same
    cases by plain columns.
    """

    def prepare(env):
        board = Board(env, MODEL)
        opened = opening_domain(env, ACTION)[1] if only_open else []
        return board, [*opened, *(domain(env) if domain else [])]

    def work(env, prepared):
        board, opened = prepared
        with no_rule(env) if domain else nullcontext():
            return board.open(env[MODEL], opened)

    def check(env, prepared, groups):
        values = {"login": login, "only_open": only_open, "shown": bool(domain)}
        check_board(prepared[0], groups, fetch(env, COUNTS, values))

    return Job(work, prepare, check=check, login=login, kind=kind, size=size)


def leads(login, size=None):
    """Core's board of opportunities: one's own, or everybody's for the manager."""

    def prepare(env):
        model, domain = opening_domain(env, LEADS)
        if login == MANAGER:
            domain = [("type", "=", "opportunity")]
        return Board(env, model, LEADS_VIEW), [*domain]

    def work(env, prepared):
        board, domain = prepared
        return board.open(env["crm.lead"], domain)

    def check(env, prepared, groups):
        counts = fetch(env, LEAD_COUNTS, {"login": login})
        check_board(prepared[0], groups, counts)

    return Job(work, prepare, check=check, login=login, kind="leads", size=size)


def check_board(board, groups, counts, folds=False):
    """As many in each column as SQL counts, and cards up to a column's first page.

    ``folds``: some columns stay closed, and show no card.
    """
    found, cards = {}, {}
    for group in groups:
        value = group[board.group_by]
        key = value[0] if isinstance(value, (list, tuple)) else value
        if group["__count"]:
            found[key] = group["__count"]
            if "__records" in group or not folds:
                cards[key] = len(group["__records"])
    verify("columns", found, dict(counts))
    verify("cards", cards, {key: min(board.limit, found[key]) for key in cards})


# ------------------------------------------------------------
# PAST THE RULE
# ------------------------------------------------------------


@contextmanager
def no_rule(env, model=MODEL):
    """Everybody reads every complaint, or record of ``model``, of their own centre."""
    from odoo.fields import Domain

    rules = type(env["ir.rule"])
    usual = rules._compute_domain

    def compute_domain(self, model_name, mode="read"):
        if model_name == model:
            return Domain("company_id", "in", self.env.companies.ids)
        return usual(self, model_name, mode)

    with patch.object(rules, "_compute_domain", compute_domain):
        yield


def everything(_env):
    return []


def supported(env):
    """What the officer is on the team of, by who handles it."""
    logins = [f"bench_handler{number}" for number in range(HANDLERS)][:SUPPORTED]
    handlers = env["res.users"].sudo().search([("login", "in", logins)])
    return [("user_id", "in", handlers.ids)]


# ------------------------------------------------------------
# LINES
# ------------------------------------------------------------


def run(bench):
    for size in bench.sizes("board"):
        yield from against_core(bench, size)
    yield from against_no_rule(bench)
    yield from against_no_activities(bench)
    yield from growth(bench)


def against_core(bench, size):
    director, every, officer, manager, seller = bench.measure(
        complaints(DIRECTOR, size=size),
        complaints(DIRECTOR, only_open=False, size=size),
        complaints(OFFICER, size=size),
        leads(MANAGER, size),
        leads(SELLER, size),
        repeat=REPEAT,
    )
    most = manager.queries
    for name, value, floor in (
        ("p5 board, director, core's crm", director, manager),
        ("p5 same, closed ones too", every, manager),
        ("p5 board, officer, core's crm", officer, seller),
    ):
        yield Line(name, size, value, floor, PEER, value.queries <= most)


def against_no_rule(bench):
    for only_open, name in ((True, "open"), (False, "closed too")):
        director, no_rule, officer, same_cases, newcomer = bench.measure(
            complaints(DIRECTOR, only_open),
            complaints(DIRECTOR, only_open, domain=everything),
            complaints(OFFICER, only_open),
            complaints(OFFICER, only_open, domain=supported),
            complaints(NEWCOMER, only_open),
            repeat=REPEAT,
        )
        size = bench.sizes("board")[0]
        for who, value, floor in (
            ("director", director, no_rule),
            ("officer", officer, same_cases),
        ):
            title = f"p5 rule, {who}, {name}"
            gate = value.queries <= floor.queries
            yield Line(title, size, value, floor, RULE, gate)
        yield Line(f"p5 rule, few cases, {name}", size, newcomer, no_rule, RULE)


def against_no_activities(bench):
    for only_open, name in ((True, "open"), (False, "closed too")):
        busy, quiet = bench.measure(
            complaints(DIRECTOR, only_open, kind="busy"),
            complaints(DIRECTOR, only_open),
            repeat=REPEAT,
        )
        size = bench.sizes("busy")[0]
        gate = busy.queries <= quiet.queries
        yield Line(f"p5 activities, {name}", size, busy, quiet, ACTIVITIES, gate)


def growth(bench):
    large, small = bench.sizes("board")
    for login in (DIRECTOR, OFFICER):
        value, fifth = bench.measure(
            complaints(login, size=large), complaints(login, size=small), repeat=REPEAT
        )
        gate = value.queries == fifth.queries
        title = f"p5 five times kept, {login.removeprefix('bench_')}"
        yield Line(title, f"{large // 1000}k/{small // 1000}k", value, fifth, gate=gate)
