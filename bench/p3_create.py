"""P3: an ordinary employee hands in many complaints in one call."""

from filling import BARE, values
from harness import NOW, Job, Line, fetch, fetch_one, uid_of, verify

NEEDS = ("cases",)

TARGET = 6.0
QUERIES = 5


def take_in(count):
    """Identity, receipt, trail, number, hand-over and one digest included."""

    def work(env, _prepared):
        vals_list = [values(NOW) for _number in range(count)]
        return env["stakeholder.complaint"]._take_in(vals_list).ids

    def prepare(env):
        return fetch_one(env, "SELECT max(id) FROM stakeholder_complaint")

    def check(env, last, receipt_ids):
        check_taken_in(env, last, receipt_ids, count)

    return Job(work, prepare, check=check, login="bench_clerk")


def check_taken_in(env, last, receipt_ids, count):
    new = "SELECT id FROM stakeholder_complaint WHERE id > %s"
    parts = {
        "complaints": f"SELECT count(*) FROM ({new}) AS new",
        "identities": "SELECT count(*) FROM stakeholder_complaint_identity"
        f" WHERE name = '李某' AND complaint_id IN ({new})",
        "receipts": "SELECT count(*) FROM stakeholder_complaint_receipt"
        f" WHERE date_response_due IS NOT NULL AND complaint_id IN ({new})",
        "activities": "SELECT count(*) FROM mail_activity"
        f" WHERE res_model = 'stakeholder.complaint' AND res_id IN ({new})",
        "messages": "SELECT count(*) FROM mail_message"
        f" WHERE model = 'stakeholder.complaint' AND res_id IN ({new})",
        "clocks": "SELECT count(*) FROM stakeholder_complaint"
        " WHERE date_response_due = '2026-12-03' AND date_result_due = '2026-12-14'"
        f" AND date_next_notice = '2026-12-01' AND id IN ({new})",
        "chains": "SELECT count(*) FROM stakeholder_complaint c"
        " JOIN stakeholder_complaint_trail t"
        "   ON t.complaint_id = c.id AND t.seq = 2 AND t.digest = c.trail_head"
        f" WHERE c.id IN ({new})",
    }
    for name, query in parts.items():
        verify(name, fetch_one(env, query, last), count)
    verify("receipts returned", len(set(receipt_ids)), count)
    verify("digests", fetch_one(env, "SELECT count(*) FROM mail_mail"), 1)
    numbers = "SELECT right(name, 4)::int FROM stakeholder_complaint WHERE id > %s"
    found = [number for (number,) in fetch(env, f"{numbers} ORDER BY id", last)]
    verify("numbers", found, list(range(found[0], found[0] + count)))


def bare(count):
    """The floor: as many cases with chatter, links and dates, and nothing else."""

    def prepare(env):
        return uid_of(env.cr, "bench_clerk")

    def work(env, uid):
        partner_id = env.user.partner_id.id
        return env[BARE].create(
            [
                {
                    "x_name": f"N{number}",
                    "x_partner_id": partner_id,
                    "x_user_id": uid,
                    "x_deadline": NOW.date(),
                }
                for number in range(count)
            ]
        )

    def check(env, _uid, cases):
        stored = f"SELECT count(*) FROM {BARE} WHERE id = ANY(%s)"
        verify("bare cases", fetch_one(env, stored, cases.ids), count)

    return Job(work, prepare, check=check, login="bench_clerk")


def run(bench):
    for count in (1000, 1):
        value, floor = bench.measure(take_in(count), bare(count))
        target = TARGET if count > 1 else None
        gate = value.queries <= QUERIES * count if count > 1 else None
        each = value.seconds / count * 1000, value.queries / count
        note = "a record: {:.2f} ms, {:.2f} queries".format(*each)
        yield Line("p3 hand in", count, value, floor, target, gate, notes=[note])
