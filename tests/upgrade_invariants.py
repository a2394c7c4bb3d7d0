"""What an update must leave as it was: each invariant is the rows of a question.

Read from the tables themselves, with no field or rule of any release in between. Beside
these, every row of every table of ours in the columns that it had (options, policy,
retention, cadences, notices and all traces).
"""

from collections import Counter
from contextlib import closing

import psycopg2

# Records of the module that a centre does not edit: what they say follows the release.
FOLLOWS = {
    "stakeholder_clause": "the clauses of the guideline, and where each is met",
    "stakeholder_indicator": "what is measured, and how it is worded",
}
# {release: {invariant: (rows changed or gone, rows more)}}: what it does on purpose.
INTENDED = {
    # The remark of one line of the table U3.2, letter for letter. Officers: no contacts
    # once they have left, the months of their own department; new: management and
    # council read all months, a council member the own staff talks. The acknowledgement
    # names every way to the centre.
    "19.0.1.3.0": {
        "rows of stakeholder_cadence": (1, 0),
        "rules": (2, 2),
        "templates": (1, 0),
    },
    # New: who was responsible for a unit in the past is of the own centre. Talks with
    # staff: our side and its managers read them as well; when and by whom they were
    # changed last follows.
    "19.0.1.4.0": {"rows of stakeholder_communication": (3, 0), "rules": (1, 1)},
    # New: whoever reads a cycle, a scorecard or all cases reads what is done for it.
    "19.0.1.7.0": {"rules": (0, 4)},
}
# {release: {table: columns that it takes away on purpose, told elsewhere as well}}
TAKES = {
    "19.0.1.2.0": {
        "stakeholder_scorecard_line": {
            *("create_uid", "create_date", "write_uid", "write_date"),
            *("dimension", "shown_as", "kind", "period"),
        }
    }
}
# Columns whose numbers are kept in another type since: {(table, column): type}
RETYPED = {
    ("stakeholder_scorecard_line", name): "double precision"
    for name in ("target", "figure", "share")
}
QUERIES = {
    "deadlines": "SELECT name, state, received_at, date_received, date_response_due, "
    "date_result_due, date_noticed, date_next_notice FROM stakeholder_complaint",
    "trail": "SELECT complaint_id, seq, previous, digest, data "
    "FROM stakeholder_complaint_trail",
    "seals": "SELECT complaint_id, head_seq, head_digest, at "
    "FROM stakeholder_trail_seal",
    "fingerprints": "SELECT id, state, seal, date_signed, signed_by_id "
    "FROM stakeholder_scorecard",
    "signatures": "SELECT id, state, signed_by_id, date_signed "
    "FROM stakeholder_communication_sheet",
    "numbers": "SELECT s.code, s.prefix, s.padding, s.number_next, r.date_from, "
    "r.number_next FROM ir_sequence s LEFT JOIN ir_sequence_date_range r "
    "ON r.sequence_id = s.id WHERE s.code LIKE 'stakeholder.%'",
    "jobs": "SELECT id, cron_name, active, interval_number, interval_type, user_id, "
    "priority FROM ir_cron WHERE id IN (SELECT res_id FROM ir_model_data "
    "WHERE module = 'stakeholder_relations' AND model = 'ir.cron')",
    "templates": "SELECT id, subject, body_html, email_from, email_to, lang "
    "FROM mail_template WHERE id IN (SELECT res_id FROM ir_model_data "
    "WHERE module = 'stakeholder_relations' AND model = 'mail.template')",
    "rules": "SELECT id, name, domain_force, active FROM ir_rule WHERE id IN "
    "(SELECT res_id FROM ir_model_data WHERE module = 'stakeholder_relations' "
    "AND model = 'ir.rule')",
    "roles": "SELECT gid, uid FROM res_groups_users_rel WHERE gid IN (SELECT res_id "
    "FROM ir_model_data WHERE module = 'stakeholder_relations' "
    "AND model = 'res.groups')",
    # Core reckons anew who of those that log in is from outside, and notes the time.
    "contacts": "SELECT id, name, email, phone, parent_id, CASE WHEN id NOT IN "
    "(SELECT partner_id FROM res_users) THEN write_date END FROM res_partner",
    "consents": "SELECT id, recipient_id, purpose, given_at FROM stakeholder_consent",
    "mails": "SELECT id, mail_message_id, email_to FROM mail_mail",
    # Who owes a contact follows the people and tiers of today; it is not asked twice.
    "activities": "SELECT id, res_model, res_id, date_deadline, active, "
    "CASE WHEN res_model != 'stakeholder.contact.due' THEN user_id END "
    "FROM mail_activity",
    # An action of the menus has a chatter, too: new ones come with a release.
    "messages": "SELECT id, model, res_id, body FROM mail_message "
    "WHERE model IS DISTINCT FROM 'ir.actions.server'",
    "files": "SELECT id, res_model, res_id, checksum FROM ir_attachment "
    "WHERE res_model LIKE 'stakeholder.%'",
    "questions": "SELECT id, survey_id, title FROM survey_question",
}
# What a job that sends again, or does a thing twice, would add to.
SENT = ("rows of stakeholder_notice", "mails", "activities", "messages")


def look(database, columns=None, without=None):
    """({invariant: its rows}, {table: its columns}); ``columns``: only these.

    ``without``: {table: columns not looked at}.
    """
    with closing(psycopg2.connect(dbname=database)) as connection:
        cursor = connection.cursor()
        columns = columns or _columns(cursor, without or {})
        found = {name: _rows(cursor, sql) for name, sql in QUERIES.items()}
        for table, names in columns.items():
            listed = ", ".join(_listed(table, name) for name in names)
            sql = f"SELECT {listed} FROM {table}"
            found[f"rows of {table}"] = _rows(cursor, sql)
        return found, columns


def _listed(table, name):
    kind = RETYPED.get((table, name))
    return f'"{name}"::{kind}' if kind else f'"{name}"'


def _columns(cursor, without):
    """Ours: all of our own tables, and those we have added to others'."""
    cursor.execute(
        "SELECT t.table_name, array_agg(c.column_name::text ORDER BY c.column_name) "
        "FROM information_schema.tables t JOIN information_schema.columns c "
        "USING (table_schema, table_name) WHERE t.table_schema = current_schema "
        "AND t.table_type = 'BASE TABLE' AND (t.table_name LIKE '%stakeholder%' "
        "OR c.column_name = 'id' OR c.column_name LIKE 'stakeholder\\_%') "
        "GROUP BY t.table_name HAVING count(*) > 1"
    )
    return {
        table: ["id"]
        if table in FOLLOWS
        else [name for name in names if name not in without.get(table, ())]
        for table, names in cursor.fetchall()
    }


def differences(before, after):
    """{invariant: (rows changed or gone, rows more)} of those that are not the same."""
    return {
        name: ((rows - after[name]).total(), after[name].total() - rows.total())
        for name, rows in before.items()
        if rows != after[name]
    }


def _rows(cursor, sql):
    """The digests of the rows, in no order."""
    cursor.execute(f"SELECT md5(one::text) FROM ({sql}) AS one")
    return Counter(digest for (digest,) in cursor.fetchall())
