"""Units to which the table of who meets whom is owed, and very many contacts with them.

A thousand active units, whatever the size; the size is the number of communications,
spread over five years, the units, all our tiers and all their levels. Of the month that
runs only the first days are there, so that part of the table is met and part is short.
"""

from datetime import date

from filling_users import make_user
from harness import MODULE

UNITS = 1000
WORKER = f"{MODULE}.stakeholder_group_worker"
DIRECTOR = f"{MODULE}.stakeholder_group_director"
FIRST, DAYS = date(2021, 12, 1), 1800

ROWS = """
    INSERT INTO stakeholder_communication
           (create_uid, create_date, write_uid, write_date, company_id, partner_id,
            kind, user_id, party_user_id, at, date, form, initiated_by, summary, state,
            filing, our_tiers, their_levels, our_people, their_people)
    SELECT 1, now(), 1, now(), %(company)s, (%(units)s::int[])[1 + n %% %(count)s],
           'party', %(user)s, %(user)s,
           %(first)s::timestamp + n %% %(days)s * INTERVAL '1 day 2 hours',
           %(first)s::date + n %% %(days)s, 'face', 'centre', 'A contact', 'draft',
           'monthly', 1 << (n / 7 %% 5), 1 << (n / 11 %% 5), 'Ours', 'Theirs'
      FROM generate_series(1, %(rows)s) AS n
"""


def fill(name, size):
    """A thousand units with ``size`` communications in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = api.Environment(cr, 1, {"tracking_disable": True})
        worker = make_user(env, "worker", WORKER)
        director = make_user(env, "director", DIRECTOR)
        env["stakeholder.policy"].search([]).director_user_id = director
        units = make_units(env, worker)
        lay_out(env, units.ids, worker, size)


def make_units(env, worker):
    units = env["res.partner"].create(
        [
            {
                "name": f"单位{number:04}",
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_user_id": worker.id,
            }
            for number in range(UNITS)
        ]
    )
    env["stakeholder.agreement"].create(
        [
            {
                "name": "驻点服务",
                "partner_id": unit.id,
                "date_start": date(2025, 1, 1),
                "date_end": date(2027, 12, 31),
                "state": "signed",
                "date_signed": date(2024, 12, 1),
            }
            for unit in units
        ]
    )
    return units


def lay_out(env, unit_ids, user, rows):
    """``rows`` communications with the units, as the module writes them."""
    env.flush_all()
    env.cr.execute(
        ROWS,
        {
            "company": env.ref("base.main_company").id,
            "units": unit_ids,
            "count": len(unit_ids),
            "user": user.id,
            "first": FIRST,
            "days": DAYS,
            "rows": rows,
        },
    )
