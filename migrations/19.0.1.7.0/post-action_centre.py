from odoo.tools import SQL

SOURCES = {
    "complaint_id": "stakeholder_complaint",
    "communication_id": "stakeholder_communication",
    "engagement_id": "stakeholder_engagement",
    "scorecard_line_id": "stakeholder_scorecard_line",
}


def migrate(cr, version):
    """An action belongs to the centre of what it comes from.

    One set by somebody at work in another of their centres was kept under that one, out
    of sight of the team it is for.
    """
    for column, table in SOURCES.items():
        cr.execute(
            SQL(
                """
                UPDATE stakeholder_action AS a SET company_id = s.company_id
                  FROM %s AS s
                 WHERE s.id = %s AND a.company_id != s.company_id
                """,
                SQL.identifier(table),
                SQL.identifier("a", column),
            )
        )
