def migrate(cr, version):
    """Others begin with the same column: fewer to keep up with each line stored."""
    for column in ("scorecard_id", "indicator_id"):
        cr.execute(f"DROP INDEX IF EXISTS stakeholder_scorecard_line__{column}_index")
