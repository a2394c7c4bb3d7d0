"""P3 beside others: as many complaints, claims and tickets taken in, in one call."""

from filling import STATEMENT
from harness import Job, Line, fetch_one, uid_of, verify
from p3_create import take_in

NEEDS = ("cases", "claims", "tickets")

CLAIMS, TICKETS = 0.5, 0.3
COUNT = 1000
REPEAT = 2


def create(model, kind, login, colleague, beside):
    """``COUNT`` records for a colleague; ``beside(env)``: further values of each."""

    def prepare(env):
        partner_id = fetch_one(
            env, "SELECT min(id) FROM res_partner WHERE name = 'Customer 1'"
        )
        common = {
            "name": "The carer did not come",
            "description": STATEMENT,
            "partner_id": partner_id,
            "user_id": uid_of(env.cr, colleague),
            **beside(env),
        }
        return [dict(common) for _number in range(COUNT)]

    def work(env, vals_list):
        return env[model].create(vals_list)

    def check(env, vals_list, records):
        stored = f"SELECT count(*) FROM {env[model]._table} WHERE id = ANY(%s)"
        verify(model, fetch_one(env, stored, records.ids), len(vals_list))

    return Job(work, prepare, check=check, login=login, kind=kind)


def claims():
    return create(
        "crm.claim", "claims", "bench_seller0", "bench_seller1", lambda env: {}
    )


def tickets():
    def of_team(env):
        query = "SELECT id FROM helpdesk_ticket_team WHERE use_sla"
        return {"team_id": fetch_one(env, query)}

    return create("helpdesk.ticket", "tickets", "bench_agent0", "bench_agent1", of_team)


def run(bench):
    for name, kind, job, target in (
        ("p3 hand in, crm_claim", "claims", claims, CLAIMS),
        ("p3 hand in, helpdesk_mgmt_sla", "tickets", tickets, TICKETS),
    ):
        if why := bench.lacks(kind):
            yield f"{name}: {why}"
            continue
        value, floor = bench.measure(take_in(COUNT), job(), repeat=REPEAT)
        yield Line(name, COUNT, value, floor, target)
