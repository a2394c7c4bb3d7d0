NOTE = "See the unit's own arrangement"
NOTE_ZH = "详见各用人单位沟通机制"
NOW = "Day to day; see the communication mechanism with the unit"
NOW_ZH = "日常对接，具体详见与用人单位的沟通机制"


def migrate(cr, version):
    """The table of who meets whom reads as in the guideline (U3.2).

    The third row ends in 等: others count as well; the remark of the fifth is letter
    for letter. What a centre has changed stays as it is.
    """
    cr.execute(
        "UPDATE stakeholder_cadence c "
        "SET note = jsonb_build_object('en_US', %s, 'zh_CN', %s) "
        "FROM ir_model_data d WHERE d.module = 'stakeholder_relations' "
        "AND d.name = 'stakeholder_cadence_unit_onsite' AND d.res_id = c.id "
        "AND c.note->>'en_US' = %s "
        "AND COALESCE(c.note->>'zh_CN', %s) IN (%s, %s, %s)",
        (NOW, NOW_ZH, NOTE, NOTE_ZH, NOTE_ZH, NOW_ZH, NOTE),
    )
    cr.execute(
        "UPDATE stakeholder_cadence c SET with_other = TRUE "
        "FROM ir_model_data d WHERE d.module = 'stakeholder_relations' "
        "AND d.name = 'stakeholder_cadence_unit_department' AND d.res_id = c.id "
        "AND c.by_department AND c.with_director AND c.with_head AND c.with_clerk "
        "AND c.with_cadre AND NOT COALESCE(c.with_committee, FALSE)"
    )
