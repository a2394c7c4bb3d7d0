"""The data of the benchmarks: some complaints by the module itself, the rest cloned.

A tenth of the complaints is open, received on the last five working days, so nothing is
due at the moment the benchmarks stop the clock; the others were closed long ago. Beside
them lies the bare model: a case with chatter, activities and dates, and nothing else.
"""

from datetime import datetime, timedelta

from filling_users import HANDLERS, make_users, name_deciders
from harness import NOW, clock

OPEN_SHARE = 10

# 10:00 in China, all of them working days.
OPEN_RECEIVED = [
    datetime(2026, 11, 18, 2),
    datetime(2026, 11, 19, 2),
    datetime(2026, 11, 20, 2),
    datetime(2026, 11, 23, 2),
    datetime(2026, 11, 24, 1),
]
CLOSED_RECEIVED = datetime(2026, 6, 1, 2)

BARE = "x_bench_case"
# The same dates as a complaint has, for the floor of moving them.
BARE_DATES = {
    "x_response_due": "date_response_due",
    "x_response_warning": "date_response_warning",
    "x_result_due": "date_result_due",
    "x_result_first": "date_result_first",
    "x_result_warning": "date_result_warning",
}

STATEMENT = "社工没有按约定的时间上门，事前也没有通知。家人等了一个下午。" * 6
SETTLED = {
    "director_opinion": "同意。",
    "reaction": "satisfied",
    "finding": "unfounded",
    "lesson": "上门前一天确认。",
}
REPLY = "经了解，当天社工临时处理紧急个案，未及时通知。已致歉并另约时间。" * 5


def fill(name, size):
    """Lay out ``size`` complaints and as many bare cases in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr, clock():
        env = api.Environment(cr, 1, {"tracking_disable": True})
        users = make_users(env)
        name_deciders(env, users)
        make_bare_model(env)
        make_empty_report(env)
        make_complaints(env, users, size)
        make_bare_cases(env, users, size)


# ------------------------------------------------------------
# MODELS
# ------------------------------------------------------------


def make_bare_model(env):
    """The floor of the ORM: chatter, activities, two links, dates, nothing else."""
    columns = [
        {"name": "x_name", "ttype": "char", "field_description": "Name"},
        link("x_partner_id", "res.partner"),
        link("x_user_id", "res.users"),
        {
            "name": "x_deadline",
            "ttype": "date",
            "field_description": "Deadline",
            "index": True,
        },
    ]
    columns += [
        {"name": name, "ttype": "date", "field_description": name}
        for name in BARE_DATES
    ]
    access = dict.fromkeys(("perm_read", "perm_write", "perm_create"), True)
    access |= {"name": BARE, "group_id": env.ref("base.group_user").id}
    env["ir.model"].create(
        {
            "name": "Bench case",
            "model": BARE,
            "is_mail_thread": True,
            "is_mail_activity": True,
            "field_id": [(0, 0, column) for column in columns],
            "access_ids": [(0, 0, access)],
        }
    )


def link(name, relation):
    return {
        "name": name,
        "ttype": "many2one",
        "relation": relation,
        "field_description": name,
        "index": True,
    }


def make_empty_report(env):
    """A form of one contact with the usual layout and nothing in it."""
    arch = """
        <t t-name="bench.empty_form">
            <t t-call="web.html_container">
                <t t-foreach="docs" t-as="doc">
                    <t t-call="web.external_layout"><div class="page"/></t>
                </t>
            </t>
        </t>
    """
    env["ir.ui.view"].create(
        {"name": "empty", "type": "qweb", "key": "bench.empty_form", "arch": arch}
    )
    env["ir.actions.report"].create(
        {
            "name": "Empty form",
            "model": "res.partner",
            "report_type": "qweb-pdf",
            "report_name": "bench.empty_form",
        }
    )


# ------------------------------------------------------------
# COMPLAINTS
# ------------------------------------------------------------


def make_complaints(env, users, size):
    """Closed ones first, as they would lie in the table, then the open ones."""
    opened = size // OPEN_SHARE
    handlers = [user.id for login, user in users.items() if "handler" in login]
    originals = [closed_original(env, users)]
    originals += [take_in(env, users, moment) for moment in OPEN_RECEIVED]
    forget_said(env)
    counts = [size - opened] + [opened // len(OPEN_RECEIVED)] * len(OPEN_RECEIVED)
    for complaint, count in zip(originals, counts, strict=True):
        clone_complaint(env.cr, complaint, count - 1, handlers)
    env.cr.execute(
        "INSERT INTO stakeholder_notice (res_model, res_id, kind, date)"
        " SELECT 'stakeholder.complaint', id, 'response_warning', date_response_warning"
        " FROM stakeholder_complaint WHERE state = 'closed'"
    )


def take_in(env, users, moment):
    """A complaint received and handed over at ``moment``, with its handler."""
    with clock(moment):
        Complaint = env["stakeholder.complaint"].with_user(users["clerk"])
        receipt = Complaint._take_in([values(moment)])
        complaint = receipt.sudo().complaint_id
        edit(complaint, users["director"], user_id=users["handler0"].id)
    return complaint


def edit(complaint, user, **vals):
    """As by the form: with the version it was opened on. Returns it as the user's."""
    own = complaint.sudo(False).with_user(user)
    own.write({**vals, "edit_version": own.edit_version})
    return own


def values(moment):
    """What somebody at the desk enters."""
    return {
        "collection": "phone",
        "party_class": "recipient",
        "topic": "社工未按时上门",
        "statement": STATEMENT,
        "received_at": moment,
        "complainant_name": "李某",
        "complainant_contact": "0769-12345678",
        "complainant_email": "li@home.example",
    }


def closed_original(env, users):
    complaint = take_in(env, users, CLOSED_RECEIVED)
    day = complaint.date_received
    handler = complaint.sudo(False).with_user(users["handler0"])
    with clock(CLOSED_RECEIVED + timedelta(hours=4)):
        handler._acknowledge(day, "已收到。")
        handler._answer(day, REPLY, True)
        edit(complaint, users["director"], **SETTLED).action_close()
    return complaint


def forget_said(env):
    """No mail, activity or ledger entry: each benchmark lays out what it needs."""
    env.cr.flush()
    for table in ("mail_activity", "mail_mail", "stakeholder_notice"):
        env.cr.execute(f"DELETE FROM {table}")
    env.invalidate_all()


def clone_complaint(cr, original, count, handlers):
    """``count`` further complaints with identity, receipt, trail and reader."""
    cr.execute("SELECT max(id) FROM stakeholder_complaint")
    [last] = cr.fetchone()
    new_id = f"({last} + n.n)"
    user = f"(ARRAY{handlers}::int[])[1 + mod(n.n, {len(handlers)})]"
    name = f"'B' || lpad({new_id}::text, 7, '0')"
    clone(
        cr,
        "stakeholder_complaint",
        f"o.id = {original.id}",
        count,
        {"id": new_id, "name": name, "user_id": user},
    )
    own = f"o.complaint_id = {original.id}"
    for table, changes in (
        ("stakeholder_complaint_identity", {}),
        ("stakeholder_complaint_receipt", {"name": name}),
        ("stakeholder_complaint_trail", {}),
    ):
        next_id = {"id": f"nextval('{table}_id_seq')", "complaint_id": new_id}
        clone(cr, table, own, count, next_id | changes)
    link = "stakeholder_complaint_reader_rel"
    cr.execute(
        f"INSERT INTO {link} (stakeholder_complaint_id, res_users_id)"
        " SELECT id, user_id FROM stakeholder_complaint WHERE id > %s",
        [last],
    )
    cr.execute(
        "SELECT setval('stakeholder_complaint_id_seq',"
        " (SELECT max(id) FROM stakeholder_complaint))"
    )


def clone(cr, table, where, count, changes):
    """``count`` copies of the rows ``where``, with ``changes`` {column: SQL}."""
    cr.execute(
        "SELECT column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND table_name = %s",
        [table],
    )
    names = [name for (name,) in cr.fetchall()]
    listed = ", ".join(f'"{name}"' for name in names)
    taken = ", ".join(changes.get(name, f'o."{name}"') for name in names)
    # Links were checked on small tables so far, and how to do so is remembered.
    cr.execute("DISCARD PLANS")
    cr.execute(
        f"INSERT INTO {table} ({listed}) SELECT {taken}"
        f" FROM generate_series(1, {count}) AS n, {table} AS o WHERE {where}"
        " ORDER BY n, o.id"
    )


def make_bare_cases(env, users, size):
    """As many bare cases, none due; the last tenth stands for the open ones."""
    partner = users["clerk"].partner_id
    handlers = [users[f"handler{number}"].id for number in range(HANDLERS)]
    user = f"(ARRAY{handlers}::int[])[1 + mod(n, {HANDLERS})]"
    env.flush_all()
    env.cr.execute(
        f"INSERT INTO {BARE} (create_uid, create_date, write_uid, write_date, x_name,"
        " x_partner_id, x_user_id, x_deadline)"
        f" SELECT 1, %s, 1, %s, 'B' || n, %s, {user}, DATE '2027-01-01' + mod(n, 365)"
        " FROM generate_series(1, %s) AS n",
        [NOW, NOW, partner.id, size],
    )
