RULE = "stakeholder_communication_rule_officer"
BEFORE = "[('kind', '=', 'party'), ('department_id.member_ids.user_id', '=', user.id)]"
NOW = (
    "[('kind', '=', 'party'), ('department_id.member_ids', 'any', "
    "[('user_id', '=', user.id), ('active', '=', True)])]"
)


def migrate(cr, version):
    """Whoever has left a department reads its contacts no longer.

    A centre's own wording of the rule stays as it is.
    """
    cr.execute(
        "UPDATE ir_rule SET domain_force = %s FROM ir_model_data d "
        "WHERE d.module = 'stakeholder_relations' AND d.name = %s "
        "AND d.model = 'ir.rule' AND d.res_id = ir_rule.id AND domain_force = %s",
        (NOW, RULE, BEFORE),
    )
