from odoo import SUPERUSER_ID, api

RULE = "stakeholder_relations.stakeholder_communication_sheet_rule_officer"
OWN = (
    "[('party_user_id.employee_ids.department_id.member_ids', 'any', "
    "[('user_id', '=', user.id), ('active', '=', True)])]"
)


def migrate(cr, version):
    """Officers read the monthly sheets of their own department; management all.

    The rule is the centre's own: it is left alone where it was changed by hand.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    rule = env.ref(RULE, raise_if_not_found=False)
    if rule and rule.domain_force == "[(1, '=', 1)]":
        officers = env.ref("stakeholder_relations.stakeholder_group_officer")
        rule.write(
            {
                "name": "Monthly sheets: of the units of one's own department",
                "domain_force": OWN,
                "groups": [(6, 0, officers.ids)],
            }
        )
