"""P11: recording contacts, and asking who met whom, among very many of them."""

from filling import BARE
from filling_talks import rows_of
from harness import MODULE, NOW, TODAY, Job, Line, fetch, fetch_one, verify

NEEDS = ("talks",)
[KIND] = NEEDS

# Of a case with chatter, which is what telephone calls of other modules are.
TARGET = 0.3
OVER_ORM = 1.5
SLOWER = 1.3
QUERIES_FOR_ALL = 40
COUNT = 1000
LOGIN = "bench_handler0"

STORED = {
    *("company_id", "partner_id", "kind", "user_id", "department_id", "party_user_id"),
    *("head_user_id", "at", "date", "channel_id", "form", "initiated_by", "summary"),
    *("state", "filing", "our_tiers", "their_levels", "our_people", "their_people"),
}
MET = """
    SELECT count(DISTINCT partner_id) FROM stakeholder_communication
     WHERE company_id = %s AND partner_id = ANY(%s) AND date BETWEEN %s AND %s
       AND our_tiers & 6 <> 0 AND their_levels & 7 <> 0
"""


def people(env):
    found = env["res.partner"].search([("name", "like", "Bench person")], order="id")
    return found.ids


def record(count, size):
    """Party, kind, readers, day, snapshots and links included, by an officer."""

    def work(env, ids):
        channel = env.ref(f"{MODULE}.stakeholder_option_channel_informal").id
        return env["stakeholder.communication"].create(
            [
                {
                    "their_ids": [(6, 0, [ids[number % len(ids)]])],
                    "channel_id": channel,
                    "at": NOW,
                    "form": "phone",
                    "summary": "Call",
                }
                for number in range(count)
            ]
        )

    def check(env, _ids, talks):
        right = fetch_one(
            env,
            "SELECT count(*) FROM stakeholder_communication c"
            " JOIN stakeholder_communication_their_rel t"
            "   ON t.stakeholder_communication_id = c.id"
            " WHERE c.id = ANY(%s) AND c.their_levels = 4 AND c.date = %s"
            "   AND c.filing = 'monthly' AND c.kind = 'party'",
            talks.ids,
            TODAY,
        )
        verify("communications", right, count)

    return Job(work, people, check=check, login=LOGIN, size=size, kind=KIND)


def by_orm(count, size):
    """The same rows with their links, written by the ORM with nothing worked out."""

    def prepare(env):
        # Taken back: what they point at would be locked for the foreign keys already.
        with env.cr.savepoint() as undone:
            made = record(count, size).work(env, people(env))
            links = made.read(["our_ids", "their_ids"], load=None)
            names = [name for name in made._fields if name in STORED]
            rows = made.read(names, load=None)
            undone.rollback()
        for row, link in zip(rows, links, strict=True):
            for name in ("our_ids", "their_ids"):
                row[name] = [(6, 0, link[name])]
            del row["id"]
        return rows

    def work(env, rows):
        from odoo.models import BaseModel

        return BaseModel.create(env["stakeholder.communication"].sudo(), rows)

    return Job(work, prepare, login=LOGIN, size=size, kind=KIND)


def bare(count, size):
    def work(env, ids):
        return env[BARE].create(
            [
                {
                    "x_name": "Call",
                    "x_partner_id": ids[number % len(ids)],
                    "x_user_id": env.uid,
                    "x_deadline": NOW.date(),
                }
                for number in range(count)
            ]
        )

    return Job(work, people, login=LOGIN, size=size, kind=KIND)


def units_of(env):
    return env["res.partner"].search([("name", "like", "Bench unit")]).ids


def met(size, span):
    """Which of all units a tier met in a period: one question, by the bits."""
    Communication = "stakeholder.communication"

    def work(env, ids):
        return env[Communication]._met(env.company, ids, 6, 7, *span)

    def check(env, ids, found):
        wanted = fetch_one(env, MET, env.company.id, ids, *span)
        verify("units met", len(found), wanted)

    return Job(work, units_of, check=check, size=size, kind=KIND)


def met_in_sql(size, span):
    def work(env, ids):
        return fetch(env, MET, env.company.id, ids, *span)

    return Job(work, units_of, size=size, kind=KIND)


def run(bench):
    large, small = bench.sizes(KIND)
    many = rows_of(large)
    jobs = record(COUNT, large), bare(COUNT, large), by_orm(COUNT, large)
    value, floor, orm = bench.measure(*jobs)
    gate = value.queries <= QUERIES_FOR_ALL
    note = f"a record: {value.seconds / COUNT * 1000:.2f} ms among {many:,}"
    yield Line("p11 record 1,000", many, value, floor, TARGET, gate, notes=[note])
    yield Line("p11 same rows by the ORM alone", many, value, orm, OVER_ORM)
    one, few = bench.measure(record(1, large), record(1, small), repeat=15)
    yield Line("p11 record one, many : few", many, one, few, SLOWER)
    span = (TODAY.replace(month=7, day=1), TODAY)
    found, floor = bench.measure(met(large, span), met_in_sql(large, span))
    gate = found.queries <= floor.queries
    yield Line("p11 who met whom", many, found, floor, 1.5, gate)
