"""Very many contacts beside the cases: five years of them, with five hundred units.

In the larger database a hundred times as many as in the other.
"""

from harness import uid_of

UNITS = 500
# From here on a database is the larger one.
MANY_FROM = 100_000

# Over five years, spread over the units; as the module writes them.
ROWS = """
    INSERT INTO stakeholder_communication
           (create_uid, create_date, write_uid, write_date, company_id, partner_id,
            kind, user_id, at, date, form, initiated_by, summary, state, filing,
            our_tiers, their_levels, our_people, their_people)
    SELECT 1, now(), 1, now(), %(company)s, (%(units)s::int[])[1 + n %% %(count)s],
           'party', (%(users)s::int[])[1 + n %% 20],
           TIMESTAMP '2021-12-01 02:00' + n %% 1800 * INTERVAL '1 day',
           DATE '2021-12-01' + n %% 1800, 'face', 'centre', 'A contact', 'draft',
           'monthly', 1 << (n / 7 %% 5), 1 << (n / 11 %% 5), 'Ours', 'Theirs'
      FROM generate_series(1, %(rows)s) AS n
"""


def rows_of(size):
    """How many communications lie in the database of ``size``."""
    return 5 * size if size >= MANY_FROM else size // 2


def fill(name, size):
    """``rows_of(size)`` communications in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = api.Environment(cr, 1, {"tracking_disable": True})
        units = env["res.partner"].create(
            [{"name": f"Bench unit {n}", "is_company": True} for n in range(UNITS)]
        )
        units.stakeholder_class = "unit"
        env["res.partner"].create(
            [
                {
                    "name": f"Bench person {unit.id}",
                    "parent_id": unit.id,
                    "stakeholder_level": "head",
                }
                for unit in units
            ]
        )
        env.flush_all()
        cr.execute(
            ROWS,
            {
                "company": env.ref("base.main_company").id,
                "units": units.ids,
                "users": [uid_of(cr, f"bench_handler{n}") for n in range(20)],
                "count": UNITS,
                "rows": rows_of(size),
            },
        )
