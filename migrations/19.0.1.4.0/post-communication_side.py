from odoo import SUPERUSER_ID, api

RULE = "stakeholder_communication_rule_staff"
BEFORE = "[('kind', '=', 'staff'), ('party_user_id', '=', user.id)]"
NOW = (
    "[('kind', '=', 'staff'), '|', ('party_user_id', '=', user.id), "
    "('is_on_side', '=', True)]"
)


def migrate(cr, version):
    """Both sides of a talk with staff read it, with their managers.

    A centre's own wording of the rule stays as it is.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["stakeholder.communication"].search([("kind", "=", "staff")])._work_out_side()
    cr.execute(
        "UPDATE ir_rule SET domain_force = %s FROM ir_model_data d "
        "WHERE d.module = 'stakeholder_relations' AND d.name = %s "
        "AND d.model = 'ir.rule' AND d.res_id = ir_rule.id AND domain_force = %s",
        (NOW, RULE, BEFORE),
    )
    env.registry.clear_cache()
