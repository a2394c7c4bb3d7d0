"""P5 beside others: the board of complaints and the board of tickets."""

from client import Board
from harness import Job, Line, fetch
from p5_board import DIRECTOR, PEER, REPEAT, check_board, complaints

NEEDS = ("board", "tickets")

COUNTS = "SELECT stage_id, count(*) FROM helpdesk_ticket WHERE active GROUP BY stage_id"
VIEW = "helpdesk_mgmt.view_helpdesk_ticket_kanban"


def tickets(size):
    """The board of all tickets, as the manager opens it."""

    def prepare(env):
        return Board(env, "helpdesk.ticket", VIEW)

    def work(env, board):
        return board.open(env["helpdesk.ticket"], [])

    def check(env, board, groups):
        check_board(board, groups, fetch(env, COUNTS), folds=True)

    return Job(
        work, prepare, check=check, login="bench_manager", kind="tickets", size=size
    )


def run(bench):
    yield "p5 board, crm_claim: it has no board"
    for size in bench.sizes("tickets"):
        if why := bench.lacks("tickets", size):
            yield f"p5 board, helpdesk_mgmt_sla: {why}"
            continue
        value, every, floor = bench.measure(
            complaints(DIRECTOR, size=size),
            complaints(DIRECTOR, only_open=False, size=size),
            tickets(size),
            repeat=REPEAT,
        )
        yield Line("p5 board, helpdesk_mgmt_sla", size, value, floor, PEER)
        yield Line("p5 same, closed ones too", size, every, floor, PEER)
