def migrate(cr, version):
    """Lines of scorecards no longer copy what their scorecard and indicator say."""
    columns = ("create_uid", "create_date", "write_uid", "write_date")
    columns += ("dimension", "shown_as", "kind", "period")
    for column in columns:
        cr.execute(
            f"ALTER TABLE stakeholder_scorecard_line DROP COLUMN IF EXISTS {column}"
        )
