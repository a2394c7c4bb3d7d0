"""The data of the pipeline: cycles of the three classes at every stage.

As with the leads that they stand beside, a tenth is under way, spread over the stages,
and each of ten workers has a tenth of all. A third is with recipients, which nobody but
the worker and the supervisor may read.
"""

from filling import clone
from filling_users import make_user
from harness import MODULE, clock

OPEN_SHARE = 10
WORKERS = 10
DEPARTMENTS = 5
PARTNERS = 1000
CLASSES = ("unit", "recipient", "external")
STAGES = (
    *("contact", "assessment", "decision", "plan", "execution", "evaluation"),
    "follow_up",
)
GROUP = f"{MODULE}.stakeholder_group_"


def fill(name, size):
    """Lay out ``size`` cycles in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr, clock():
        env = api.Environment(cr, 1, {"tracking_disable": True})
        workers = make_workers(env)
        supervisor = make_user(env, "supervisor", f"{GROUP}supervisor")
        make_user(env, "director", f"{GROUP}director")
        make_cycles(env, workers, supervisor, size)


def make_workers(env):
    """Ten workers, two in each department; the rule looks at the departments."""
    workers = env["res.users"].union(
        *(make_user(env, f"worker{n}", f"{GROUP}worker") for n in range(WORKERS))
    )
    departments = env["hr.department"].create(
        [{"name": f"Department {number}"} for number in range(DEPARTMENTS)]
    )
    env["hr.employee"].create(
        [
            {
                "name": worker.name,
                "user_id": worker.id,
                "department_id": departments[number % DEPARTMENTS].id,
            }
            for number, worker in enumerate(workers)
        ]
    )
    return workers


def make_cycles(env, workers, supervisor, size):
    partners = env["res.partner"].create(
        [{"name": f"Party {number}"} for number in range(PARTNERS)]
    )
    opened = size // OPEN_SHARE
    counts = {("follow_up", "completed"): size - opened}
    counts |= {(stage, "open"): opened // len(STAGES) for stage in STAGES}
    # What does not divide goes to the first stage.
    counts["contact", "open"] += size - sum(counts.values())
    originals = [original(env, one, partners[0], workers[0]) for one in CLASSES]
    env.flush_all()
    own = departments_of(env, workers)
    for (stage, state), count in counts.items():
        for number, cycle in enumerate(originals):
            share = count // len(originals)
            share += count - share * len(originals) if not number else 0
            clone_cycle(env.cr, cycle, share, own, partners, supervisor, stage, state)
    env.cr.execute("DELETE FROM stakeholder_engagement WHERE name NOT LIKE 'B%'")
    env.cr.execute("DELETE FROM mail_mail")
    env.cr.execute("DELETE FROM mail_activity")


def original(env, party_class, partner, worker):
    """One cycle of the class, just opened by its worker."""
    values = {"party_class": party_class, "topic": "社区服务合作"}
    if party_class == "recipient":
        recipient = env["stakeholder.recipient"].create(
            {"partner_id": partner.copy().id, "user_id": worker.id}
        )
        values["recipient_id"] = recipient.id
    else:
        party = partner.copy({"stakeholder_class": party_class})
        values["partner_id"] = party.id
    return env["stakeholder.engagement"].with_user(worker).create(values).sudo()


def departments_of(env, workers):
    """[(user, department)] as ids, in the order of the workers."""
    employees = env["hr.employee"].search([("user_id", "in", workers.ids)])
    return [(one.user_id.id, one.department_id.id) for one in employees]


def clone_cycle(cr, cycle, count, own, partners, supervisor, stage, state):
    users = f"(ARRAY{[user for user, _department in own]}::int[])"
    departments = f"(ARRAY{[department for _user, department in own]}::int[])"
    turn = f"[1 + mod(n.n, {len(own)})]"
    secret = cycle.party_class == "recipient"
    changes = {
        "id": "nextval('stakeholder_engagement_id_seq')",
        "name": "'B' || currval('stakeholder_engagement_id_seq')",
        "stage": f"'{stage}'",
        "state": f"'{state}'",
        "user_id": users + turn,
        "department_id": departments + turn,
        "supervisor_id": str(supervisor.id) if secret else "NULL",
        "partner_id": f"(ARRAY{partners.ids}::int[])[1 + mod(n.n, {PARTNERS})]",
        "date_stage": "DATE '2026-11-24' - mod(n.n, 60)",
        "priority": "CASE WHEN mod(n.n, 20) = 0 THEN '1' ELSE '0' END",
    }
    clone(cr, "stakeholder_engagement", f"o.id = {cycle.id}", count, changes)
