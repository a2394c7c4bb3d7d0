def migrate(cr, version):
    """Since when agreements count: not known of those there are, but not before this.

    A signature that was withdrawn and is given again brings back what was owed since.
    """
    cr.execute(
        "UPDATE stakeholder_agreement SET date_counted = (create_date AT TIME ZONE "
        "'UTC' AT TIME ZONE 'Asia/Shanghai')::date WHERE state != 'draft'"
    )
