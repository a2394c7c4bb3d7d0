"""P11 beside others: as many contacts recorded as telephone calls, in one call."""

from harness import Job, Line, fetch, fetch_one, verify
from p11_communications import COUNT, KIND, record

NEEDS = (KIND, "calls")

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
    [large, _small] = bench.sizes(KIND)
    value, floor = bench.measure(record(COUNT, large), calls())
    yield Line("p11 record, crm_phonecall", COUNT, value, floor, TARGET)
