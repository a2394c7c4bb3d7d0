from odoo import fields, models
from odoo.tools import SQL

from ..tools.small_groups import SMALLEST
from .stakeholder_action import STATES
from .stakeholder_complaint import NATURES
from .stakeholder_complaint_finding import FINDINGS
from .stakeholder_complaint_outcome import OUTCOMES
from .stakeholder_goal import ATTAINMENTS
from .stakeholder_option import PARTY_CLASSES
from .stakeholder_rating import KINDS

TOPICS = [
    ("nature", "Opinions by Nature"),
    ("opinion_class", "Opinions by Class of Party"),
    ("way_in", "Opinions by Way In"),
    ("subject", "Opinions by Subject"),
    ("cause", "Opinions by Cause"),
    ("finding", "Opinions by Finding"),
    ("outcome", "Opinions in Time or Late"),
    ("improvement", "Improvements by State"),
    ("rating", "Ratings by Units"),
    ("closure", "Recipients' Cycles by Type of Closure"),
    ("attainment", "Goals by How Far Reached"),
]
OF_OPTIONS = ("way_in", "subject", "cause", "closure")
UNDECIDED = ("undecided", "Not decided yet")


class StakeholderOverviewFigure(models.Model):
    """Figures of a year from what is confidential: never of fewer than five (G4, C7).

    One question at a time and by the year, as the yearly review: no crossing of two
    breakdowns, no sum or difference tells of a small group. Those left out are together
    five or more and never one alone (``tools/small_groups``). Averages of ratings stand
    on the scorecards of units, too: so number and average are rounded here, and no
    answers of one unit are left over when those of the others are taken off.
    """

    _name = "stakeholder.overview.figure"
    _description = "Figures of the Year"
    _auto = False
    _order = "year DESC, topic, count DESC"
    _rec_name = "topic"
    _depends = {
        "stakeholder.complaint": [
            *("cause_id", "company_id", "date_received", "finding", "nature"),
            *("party_class", "response_outcome", "subject_id", "way_in_id"),
        ],
        "stakeholder.action": ["company_id", "date_due", "kind", "state"],
        "stakeholder.rating": [
            "company_id",
            "is_scored",
            "kind",
            "score",
            "state",
            "year",
        ],
        "stakeholder.engagement": [
            *("closure_type_id", "company_id", "date_closed", "party_class"),
        ],
        "stakeholder.goal": ["attainment", "engagement_id"],
    }

    company_id = fields.Many2one("res.company", "Centre", readonly=True)
    year = fields.Char(readonly=True)
    topic = fields.Selection(TOPICS, "What Is Counted", readonly=True)
    nature = fields.Selection(NATURES, readonly=True)
    party_class = fields.Selection(PARTY_CLASSES, "Class of Party", readonly=True)
    finding = fields.Selection([*FINDINGS, UNDECIDED], readonly=True)
    outcome = fields.Selection([*OUTCOMES, UNDECIDED], "Answer Clock", readonly=True)
    state = fields.Selection(STATES, readonly=True)
    rating_kind = fields.Selection(KINDS, "Rating Form", readonly=True)
    attainment = fields.Selection(ATTAINMENTS, "How Far Reached", readonly=True)
    option_id = fields.Many2one("stakeholder.option", "List Entry", readonly=True)
    count = fields.Integer("How Many", readonly=True)
    score = fields.Float("Average (%)", readonly=True, aggregator="avg", digits=(5, 1))

    @property
    def _table_query(self):
        """All questions at once; what is too small is left out in the last step."""
        return SQL(
            """
            SELECT row_number() OVER (ORDER BY company_id, year, topic, value)::int
                       AS id,
                   company_id, year, topic, count, score,
                   CASE WHEN topic = 'nature' THEN value END AS nature,
                   CASE WHEN topic = 'opinion_class' THEN value END AS party_class,
                   CASE WHEN topic = 'finding' THEN value END AS finding,
                   CASE WHEN topic = 'outcome' THEN value END AS outcome,
                   CASE WHEN topic = 'improvement' THEN value END AS state,
                   CASE WHEN topic = 'rating' THEN value END AS rating_kind,
                   CASE WHEN topic = 'attainment' THEN value END AS attainment,
                   CASE WHEN topic IN %(of_options)s THEN value::int END AS option_id
              FROM (
                SELECT f.*,
                       min(count) OVER same AS least,
                       COALESCE(sum(count) OVER (same ORDER BY count, value
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                           AS smaller
                  FROM (%(facts)s) AS f
                WINDOW same AS (PARTITION BY company_id, year, topic)
              ) AS figures
             WHERE count >= %(smallest)s
               AND (least >= %(smallest)s OR smaller >= %(smallest)s)
            """,
            smallest=SMALLEST,
            of_options=OF_OPTIONS,
            facts=SQL(" UNION ALL ").join([self._opinions(), *self._others()]),
        )

    def _opinions(self):
        return SQL(
            """
            SELECT c.company_id, to_char(c.date_received, 'YYYY') AS year, v.topic,
                   v.value, count(*)::int AS count, NULL::numeric AS score
              FROM stakeholder_complaint c
             CROSS JOIN LATERAL (VALUES
                    ('nature', c.nature), ('opinion_class', c.party_class),
                    ('way_in', c.way_in_id::text), ('subject', c.subject_id::text),
                    ('cause', c.cause_id::text),
                    ('finding', COALESCE(c.finding, %(undecided)s)),
                    ('outcome', COALESCE(c.response_outcome, %(undecided)s))
                   ) AS v(topic, value)
             GROUP BY 1, 2, 3, 4
            """,
            undecided=UNDECIDED[0],
        )

    def _others(self):
        yield SQL(
            """
            SELECT company_id, to_char(date_due, 'YYYY'), 'improvement', state,
                   count(*)::int, NULL
              FROM stakeholder_action
             WHERE kind = 'improvement'
             GROUP BY 1, 2, 4
            """
        )
        yield SQL(
            """
            SELECT company_id, year, 'rating', kind,
                   (count(*) / %(smallest)s * %(smallest)s)::int,
                   round(avg(score)::numeric)
              FROM stakeholder_rating
             WHERE state = 'answered' AND is_scored
             GROUP BY 1, 2, 4
            """,
            smallest=SMALLEST,
        )
        yield SQL(
            """
            SELECT company_id, to_char(date_closed, 'YYYY'), 'closure',
                   closure_type_id::text, count(*)::int, NULL
              FROM stakeholder_engagement
             WHERE party_class = 'recipient' AND date_closed IS NOT NULL
             GROUP BY 1, 2, 4
            """
        )
        yield SQL(
            """
            SELECT e.company_id, to_char(e.date_closed, 'YYYY'), 'attainment',
                   g.attainment, count(*)::int, NULL
              FROM stakeholder_goal g
              JOIN stakeholder_engagement e ON e.id = g.engagement_id
             WHERE e.date_closed IS NOT NULL
             GROUP BY 1, 2, 4
            """
        )
