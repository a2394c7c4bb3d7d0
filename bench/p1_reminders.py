"""P1: the reminder job. What is due costs; what is kept does not."""

from contextlib import contextmanager
from unittest.mock import patch

from filling import BARE
from harness import TODAY, Job, Line, fetch, fetch_one, verify

NEEDS = ("cases",)

TARGET = 1.5
# Ten times the due records may cost eleven times.
GROWTH = 11.0

# A third each is to be warned of, due today, and late since yesterday.
MAKE_DUE = """
    WITH due AS (
        SELECT id, (row_number() OVER (ORDER BY md5(id::text))) %% 3 AS kind
          FROM stakeholder_complaint
         WHERE state = 'new'
         ORDER BY md5(id::text)
         LIMIT %(count)s
    )
    UPDATE stakeholder_complaint c
       SET date_response_due = %(today)s + (ARRAY[3, 0, -1])[due.kind + 1],
           date_due = %(today)s + (ARRAY[3, 0, -1])[due.kind + 1],
           date_response_warning = %(today)s - (ARRAY[0, 4, 5])[due.kind + 1],
           date_noticed = CASE due.kind WHEN 0 THEN NULL
                          ELSE %(today)s - due.kind::int END,
           date_next_notice = %(today)s
      FROM due
     WHERE c.id = due.id
"""

# What was in somebody's list before: "you handle this".
LIST_THEM = """
    INSERT INTO mail_activity
        (res_model_id, res_model, res_id, activity_type_id, user_id, date_deadline,
         summary, active, automated, create_uid, create_date)
    SELECT m.id, m.model, c.id, t.res_id, c.{user}, c.{deadline},
           'You handle this: answer it in time', TRUE, TRUE, 1, now()
      FROM {table} c
      JOIN ir_model m ON m.model = '{model}'
      JOIN ir_model_data t ON t.module = 'stakeholder_relations'
                          AND t.name = 'mail_activity_type_deadline'
     WHERE c.{due} <= %s
"""
LIST_COMPLAINTS = LIST_THEM.format(
    model="stakeholder.complaint",
    table="stakeholder_complaint",
    user="user_id",
    deadline="date_response_due",
    due="date_next_notice",
)
LIST_CASES = LIST_THEM.format(
    model=BARE, table=BARE, user="x_user_id", deadline="x_deadline", due="x_deadline"
)

# The handler is reminded, the person in charge is told what is late.
EXPECTED = """
    SELECT c.id, c.date_response_due,
           CASE WHEN c.date_response_due < %s THEN p.director_user_id
                ELSE c.user_id END
      FROM stakeholder_complaint c
      JOIN stakeholder_policy p ON p.id = c.policy_id
     WHERE c.date_next_notice <= %s
     ORDER BY c.id
"""


@contextmanager
def no_commits(env):
    """Let the job write its batches without committing them."""

    def flush(cron, processed=0, **kwargs):
        cron.env.cr.flush()
        return float("inf")

    with patch.object(type(env["ir.cron"]), "_commit_progress", flush):
        yield


def notify(env, prepared=None):
    with no_commits(env):
        env["stakeholder.notice"]._cron_notify()


def reminders(count, listed=False):
    """The job with ``count`` complaints due; ``listed``: all in somebody's list."""

    def prepare(env):
        env.cr.execute(MAKE_DUE, {"count": count, "today": TODAY})
        if listed:
            env.cr.execute(LIST_COMPLAINTS, [TODAY])
        return fetch(env, EXPECTED, TODAY, TODAY)

    return Job(notify, prepare, check=check)


def check(env, expected, _result):
    ids = [id_ for id_, _date, _user in expected]
    activities = fetch(
        env,
        "SELECT res_id, date_deadline, user_id FROM mail_activity"
        # What is late goes up; the handler keeps the entry there was before.
        " WHERE res_model = 'stakeholder.complaint'"
        " AND summary NOT LIKE 'You handle this%%' ORDER BY res_id",
    )
    verify("activities", activities, expected)
    noticed = "SELECT count(*) FROM stakeholder_notice WHERE res_id = ANY(%s)"
    verify("entries of the ledger", fetch_one(env, noticed, ids), len(ids))
    left = "SELECT count(*) FROM stakeholder_complaint WHERE date_next_notice <= %s"
    verify("still due", fetch_one(env, left, TODAY), 0)
    people = len({user for _id, _date, user in expected})
    # A digest a person and batch; the job sends no more than that.
    batches = -(-len(ids) // 200)
    mails = fetch_one(env, "SELECT count(*) FROM mail_mail")
    verify("every person has a mail", people <= mails <= people * batches, True)


def batched_activities(count, listed=False):
    """The floor: due ids by SQL, one batched create of activities.

    ``listed``: the earlier activities are looked up and dropped before, as a job does
    that leaves one entry a case in everybody's list.
    """

    def prepare(env):
        env.cr.execute(
            f"UPDATE {BARE} SET x_deadline = %s WHERE id IN"
            f" (SELECT id FROM {BARE} ORDER BY md5(id::text) LIMIT %s)",
            [TODAY, count],
        )
        if listed:
            env.cr.execute(LIST_CASES, [TODAY])

    def work(env, _prepared):
        due = due_cases(env)
        if listed:
            ids = [id_ for id_, _user_id in due]
            domain = [("res_model", "=", BARE), ("res_id", "in", ids)]
            env["mail.activity"].search(domain).unlink()
        create_batched(env, due)

    def check_floor(env, _prepared, _result):
        made = "SELECT count(*) FROM mail_activity WHERE res_model = %s"
        verify("activities of the floor", fetch_one(env, made, BARE), count)

    return Job(work, prepare, check=check_floor)


def due_cases(env):
    query = f"SELECT id, x_user_id FROM {BARE} WHERE x_deadline <= %s"
    return fetch(env, query, TODAY)


def create_batched(env, due):
    model_id = env["ir.model"]._get_id(BARE)
    type_id = env.ref("mail.mail_activity_data_todo").id
    quick = env["mail.activity"].with_context(mail_activity_quick_update=True)
    quick.create(
        [
            {
                "res_model_id": model_id,
                "res_id": id_,
                "activity_type_id": type_id,
                "summary": "The answer is due soon",
                "date_deadline": TODAY,
                "user_id": user_id,
            }
            for id_, user_id in due
        ]
    )


def line(name, bench, count, value, floor):
    each = value.seconds / count * 1000, value.queries / count
    note = "a due record: {:.2f} ms, {:.2f} queries".format(*each)
    size = f"{bench.size // 1000}k/{count}"
    return Line(name, size, value, floor, TARGET, notes=[note])


def run(bench):
    many = bench.size // 40
    few = many // 10
    values = bench.measure(
        reminders(few),
        batched_activities(few),
        reminders(few, listed=True),
        batched_activities(few, listed=True),
    )
    yield line("p1 due", bench, few, *values[:2])
    yield line("p1 due, in lists before", bench, few, *values[2:])
    large = bench.measure(reminders(many), batched_activities(many))
    yield line("p1 due", bench, many, *large)
    size = f"{many}/{few}"
    yield Line("p1 growth with what is due", size, large[0], values[0], GROWTH)
