DIRECTIONS = {
    "given": ("publicity", "commendation"),
    "received": ("oral_praise", "letter", "certificate"),
}


def migrate(cr, version):
    """What is only given or only received is offered for that alone (O3, U4.9).

    The entries that came with the module; those of a centre stay open for both, and so
    does one that it used the other way.
    """
    for direction, codes in DIRECTIONS.items():
        cr.execute(
            """
            UPDATE stakeholder_option AS o SET direction = %s
             WHERE o.kind = 'recognition' AND o.code IN %s AND NOT EXISTS (
                SELECT 1 FROM stakeholder_recognition AS r
                 WHERE r.means_id = o.id AND r.direction != %s)
            """,
            (direction, codes, direction),
        )
