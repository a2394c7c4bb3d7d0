"""P7: nine indicators of a thousand units over a million contacts, also stored."""

import resource
from datetime import date

from harness import NOW, Job, Line, fetch, verify

from odoo.tools import split_every

NEEDS = ("scorecards", "units")
KIND, MANY = NEEDS
MEASURED, STORED = 2, 3
# Ten times as many units over the same traces.
TEN_TIMES = 12
LINES = 9
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
FLAT_MB = 60

# The floor: each table once, nothing asked of the agreements, no names, no traces.
TALKS = """
    SELECT partner_id,
           bit_or(1 << EXTRACT(MONTH FROM date)::int)
             FILTER (WHERE our_tiers & 16 <> 0),
           count(*) FILTER (WHERE our_tiers & 3 <> 0),
           count(channel_id)
      FROM stakeholder_communication
     WHERE company_id = 1 AND kind = 'party' AND state = 'filed'
       AND date BETWEEN %s AND %s
     GROUP BY partner_id
"""
OPINIONS = """
    SELECT place_id, count(*),
           count(*) FILTER (WHERE date_response_done <= date_response_due
                              AND date_handled <= date_result_first
                              AND NOT COALESCE(is_handover_late, FALSE))
      FROM stakeholder_complaint
     WHERE company_id = 1 AND place_id IS NOT NULL
       AND state NOT IN ('not_handled', 'merged')
       AND GREATEST(date_response_due, date_result_first) BETWEEN %s AND %s
     GROUP BY place_id
"""
RATINGS = """
    SELECT partner_id, kind, count(*), avg(score) FROM stakeholder_rating
     WHERE company_id = 1 AND year = '2026' AND state = 'answered' AND is_scored
     GROUP BY partner_id, kind
"""
OTHERS = """
    SELECT partner_id, count(DISTINCT date_trunc('quarter', date))
      FROM stakeholder_verification
     WHERE company_id = 1 AND date BETWEEN %s AND %s GROUP BY partner_id
"""
PRAISES = """
    SELECT partner_id, count(*) FROM stakeholder_recognition
     WHERE company_id = 1 AND date BETWEEN %s AND %s GROUP BY partner_id
"""
CARDS = """
    INSERT INTO stakeholder_scorecard
           (create_uid, create_date, write_uid, write_date, name, company_id,
            partner_id, kind, period, date_from, date_to, state, edit_version)
    SELECT 1, now(), 1, now(), name, 1, id, 'year', '2026', %s, %s, 'draft', 0
      FROM res_partner WHERE id = ANY(%s)
"""
ROWS = """
    INSERT INTO stakeholder_scorecard_line
           (scorecard_id, indicator_id, sequence, verdict, figure, target, share, n,
            company_id, partner_id, date_to)
    SELECT c.id, i.id, i.sequence, 'met', 1, 1, 100, 1, 1, c.partner_id, c.date_to
      FROM stakeholder_scorecard c, stakeholder_indicator i
     WHERE c.partner_id = ANY(%s)
"""


def units_of(env):
    return env["res.partner"].search([("name", "like", "P7 unit")], order="id")


def one_pass(env, units):
    until = min(YEAR[1], NOW.date())
    decided = until.replace(day=until.day - 1)
    return (
        fetch(env, TALKS, YEAR[0], until),
        fetch(env, OPINIONS, YEAR[0], decided),
        fetch(env, RATINGS),
        fetch(env, OTHERS, *YEAR),
        fetch(env, PRAISES, *YEAR),
    )


def measured():
    """All nine of all units, with what is missing and the domain of the traces."""

    def work(env, units):
        from odoo.addons.stakeholder_relations.tools.periods import Period

        indicators = env["stakeholder.indicator"]._in_force(Period(*YEAR))
        scope = indicators._scope("unit", units)
        found = indicators._measure(scope, Period(*YEAR))
        return {one.code: measures for one, measures in found.items()}

    def check(env, units, found):
        talks, opinions, ratings, others, praises = one_pass(env, units)
        months = {unit: bin(mask or 0).count("1") for unit, mask, *_rest in talks}
        right = {
            "onsite_contact": months,
            "management_contact": {unit: count for unit, _m, count, _r in talks},
            "work_report": {unit: count for unit, _m, _c, count in talks},
            "verification": dict(others),
            "recognition": dict(praises),
        }
        right |= {
            f"{kind}_rating": {
                unit: round(average, 2)
                for unit, form, _count, average in ratings
                if form == kind
            }
            for kind in ("worker", "service", "centre")
        }
        for code, expected in right.items():
            figures = {unit: one.figure for unit, one in found[code].items()}
            wanted = {unit: expected.get(unit, 0) for unit in units.ids}
            verify(code, figures, wanted)
        shown = {u: one.n for u, one in found["complaint_time"].items() if one.n}
        counts = {unit: count for unit, count, _good in opinions}
        verify("opinions", shown, {unit: counts[unit] for unit in shown})
        verify("units with opinions", len(shown) > len(units) // 2, True)

    return Job(work, units_of, check=check, kind=KIND)


def measured_in_sql():
    return Job(one_pass, units_of, kind=KIND)


def stored(kind=KIND):
    """Scorecards and lines, in the batches of the job."""

    def work(env, units):
        from odoo.addons.stakeholder_relations.models.stakeholder_scorecard_job import (
            BATCH,
        )

        for ids in split_every(BATCH, units.ids):
            env["stakeholder.scorecard"]._make(units.browse(ids), "year", YEAR[0])
            env.flush_all()
            env.invalidate_all()

    def check(env, units, _found):
        query = (
            "SELECT count(DISTINCT c.id), count(*) FROM stakeholder_scorecard c"
            " JOIN stakeholder_scorecard_line l ON l.scorecard_id = c.id"
            " WHERE c.partner_id = ANY(%s)"
        )
        [counts] = fetch(env, query, units.ids)
        verify("scorecards", counts, (len(units), LINES * len(units)))

    return Job(work, units_of, check=check, kind=kind)


def stored_in_sql():
    def work(env, units):
        one_pass(env, units)
        env.cr.execute(CARDS, [*YEAR, units.ids])
        env.cr.execute(ROWS, [units.ids])

    return Job(work, units_of, kind=KIND)


def peak_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def run(bench):
    with bench.env(kind=KIND) as env:
        count = len(units_of(env))
    value, floor = bench.measure(measured(), measured_in_sql())
    gate = value.queries <= 50
    yield Line("p7 nine indicators", count, value, floor, MEASURED, gate)
    before = peak_mb()
    few, floor = bench.measure(stored(), stored_in_sql())
    gate = few.queries <= 50 + count / 8
    notes = [grown_since(before)]
    yield Line("p7 scorecards stored", count, few, floor, STORED, gate, notes=notes)
    many, few = bench.measure(stored(MANY), stored(), repeat=2)
    gate = many.queries <= 50 + 10 * count / 8
    notes = [grown_since(before)]
    name = "p7 ten times as many units"
    yield Line(name, 10 * count, many, few, TEN_TIMES, gate, notes=notes)


def grown_since(before):
    grown = peak_mb() - before
    return f"memory: +{grown:.0f} MB, {'flat' if grown <= FLAT_MB else 'NOT FLAT'}"
