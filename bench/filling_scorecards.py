"""Units with five years of contacts, opinions and ratings, beside the cases.

Of 200,000 complaints: 1,000 units in force, a million contacts, 100,000 ratings. The
complaints lie about two years, each about one of the units.
"""

from datetime import date

from filling_users import HANDLERS
from harness import MODULE, clock

PER_UNIT = 200
CONTACTS = 5
RATERS = 12

# Over five years and all days, tiers and levels; four in five on file.
TALKS = """
    INSERT INTO stakeholder_communication
           (create_uid, create_date, write_uid, write_date, company_id, partner_id,
            kind, user_id, at, date, form, initiated_by, summary, state, filing,
            our_tiers, their_levels, our_people, their_people, channel_id)
    SELECT 1, now(), 1, now(), %(company)s, (%(units)s::int[])[1 + n %% %(count)s],
           'party', (%(users)s::int[])[1 + n %% 20],
           TIMESTAMP '2021-12-01 02:00' + n / %(count)s * 37 %% 1800
             * INTERVAL '1 day',
           DATE '2021-12-01' + n / %(count)s * 37 %% 1800,
           'face', 'centre', 'A contact',
           CASE WHEN n / 3 %% 5 = 0 THEN 'draft' ELSE 'filed' END, 'monthly',
           1 << (n / %(count)s / 7 %% 5), 1 << (n / 11 %% 5), 'Ours', 'Theirs',
           CASE WHEN n / %(count)s %% 40 = 0 THEN %(report)s END
      FROM generate_series(0, %(rows)s - 1) AS n
"""
OPINIONS = """
    UPDATE stakeholder_complaint
       SET place_id = (%(units)s::int[])[1 + id %% %(count)s],
           date_received = date_received + 150 - id / 7 %% 700,
           date_response_due = date_response_due + 150 - id / 7 %% 700,
           date_response_done = date_response_done + 150 - id / 7 %% 700
                                + CASE WHEN id %% 13 = 0 THEN 30 ELSE 0 END,
           date_result_first = date_result_first + 150 - id / 7 %% 700,
           date_handled = date_handled + 150 - id / 7 %% 700
     WHERE state = 'closed'
"""
RATINGS = """
    INSERT INTO stakeholder_rating
           (create_uid, create_date, write_uid, write_date, company_id, partner_id,
            kind, year, rater_id, rated_user_id, state, is_scored, score)
    SELECT 1, now(), 1, now(), %(company)s, (%(units)s::int[])[1 + n %% %(count)s],
           (ARRAY['worker', 'service', 'centre'])[1 + k %% 3],
           (2024 + k / 3 %% 3)::text,
           (%(raters)s::int[])[1 + n %% %(count)s * %(each)s + k / 9],
           CASE WHEN k %% 3 = 0 THEN (%(users)s::int[])[1] END,
           'answered', TRUE, 60 + (n * 7 %% 41)
      FROM (SELECT n, n / %(count)s AS k
              FROM generate_series(0, %(ratings)s - 1) AS n) AS rows
"""
CONFIRMATIONS = """
    INSERT INTO stakeholder_verification
           (create_uid, create_date, write_uid, write_date, company_id, partner_id,
            user_id, date, quarter)
    SELECT 1, now(), 1, now(), %(company)s, unit, 1, day,
           date_trunc('quarter', day)::date
      FROM unnest(%(units)s::int[]) AS unit,
           generate_series(DATE '2022-01-15', DATE '2026-11-15', '97 days') AS day
"""
PRAISES = """
    INSERT INTO stakeholder_recognition
           (create_uid, create_date, write_uid, write_date, company_id, partner_id,
            user_id, kind, direction, name, date, means_id)
    SELECT 1, now(), 1, now(), %(company)s, unit, 1, 'party', 'received', 'Praise',
           DATE '2026-01-01' + unit %% 500, %(means)s
      FROM unnest(%(units)s::int[]) AS unit
"""
TABLES = ("communication", "complaint", "rating", "verification", "recognition")


def fill(name, size, per_unit=PER_UNIT):
    """Lay out units and traces in the database ``name``, so many cases a unit."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr, clock():
        env = api.Environment(cr, 1, {"tracking_disable": True})
        values = make_units(env, size, per_unit)
        env.flush_all()
        for query in (TALKS, OPINIONS, RATINGS, CONFIRMATIONS, PRAISES):
            cr.execute(query, values)
        cr.commit()
        cr.connection.autocommit = True
        for table in TABLES:
            cr.execute(f"VACUUM ANALYZE stakeholder_{table}")
        cr.connection.autocommit = False


def make_units(env, size, per_unit):
    """The units in force and those who rate; what the queries need."""
    users = env["res.users"].search([("login", "like", "bench_handler")], order="id")
    count = size // per_unit
    units = env["res.partner"].create(
        [{"name": f"P7 unit {n}", "is_company": True} for n in range(count)]
    )
    units.stakeholder_class = "unit"
    for number in range(HANDLERS):
        units[number::HANDLERS].stakeholder_user_id = users[number]
    raters = env["res.partner"].create(
        [
            {"name": f"P7 rater {unit.id}", "parent_id": unit.id}
            for unit in units
            for _number in range(RATERS)
        ]
    )
    env["stakeholder.agreement"].create(
        [
            {
                "name": "Service",
                "partner_id": unit.id,
                "date_start": date(2022, 1, 1),
                "date_end": date(2027, 12, 31),
                "state": "signed",
                "date_signed": date(2022, 1, 1),
            }
            for unit in units
        ]
    )
    option = f"{MODULE}.stakeholder_option_"
    return {
        "company": env.ref("base.main_company").id,
        "units": units.ids,
        "users": users.ids,
        "raters": raters.ids,
        "each": RATERS,
        "count": count,
        "rows": size * CONTACTS,
        "ratings": size // 2,
        "report": env.ref(f"{option}channel_work_report").id,
        "means": env.ref(f"{option}recognition_pennant").id,
    }
