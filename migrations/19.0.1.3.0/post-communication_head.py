from odoo import SUPERUSER_ID, api

# Of the department it was recorded in, as of today; those who left head nothing.
STALE = """
    SELECT trace.id
      FROM {table} trace
      JOIN hr_department department ON department.id = trace.department_id
 LEFT JOIN hr_employee head ON head.id = department.manager_id AND head.active
     WHERE trace.kind = 'party' AND trace.head_user_id IS DISTINCT FROM head.user_id
"""


def migrate(cr, version):
    """Heads follow the department of a record, not the one its writer is in today.

    A head whose log-in was made after the record was not entered either; talks with
    staff are few and all looked at.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in env["stakeholder.party.mixin"]._party_models():
        records = env[name]
        cr.execute(STALE.format(table=records._table))
        stale = records.browse([row[0] for row in cr.fetchall()])
        (stale | records.search([("kind", "=", "staff")]))._refresh_readers()
