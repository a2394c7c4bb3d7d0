"""P11 beside others: as many contacts recorded as telephone calls, in one call."""

from harness import Job, Line, fetch, fetch_one, verify
from p11_communications import COUNT, MANY, lay_out, record

NEEDS = ("cases", "calls")

TARGET = 0.3


def calls():
    """Each by whoever calls, with somebody: what the form of the peer asks for."""

    def prepare(env):
        query = "SELECT id FROM res_partner WHERE name ~ '^Customer ' ORDER BY id"
        return [row[0] for row in fetch(env, query)]

    def work(env, ids):
        return env["crm.phonecall"].create(
            [
                {"name": "Call", "partner_id": ids[number % len(ids)]}
                for number in range(COUNT)
            ]
        )

    def check(env, _ids, made):
        stored = "SELECT count(*) FROM crm_phonecall WHERE id = ANY(%s)"
        verify("calls", fetch_one(env, stored, made.ids), COUNT)

    return Job(work, prepare, check=check, login="bench_seller0", kind="calls")


def run(bench):
    if why := bench.lacks("calls"):
        yield f"p11 record, crm_phonecall: {why}"
        return
    many = MANY if bench.size > 100_000 else MANY // 10
    lay_out(bench, bench.size, many)
    value, floor = bench.measure(record(COUNT, bench.size), calls())
    yield Line("p11 record, crm_phonecall", COUNT, value, floor, TARGET)
