"""The data of the telephone calls beside our communications: only creating counts."""

from filling import clone
from filling_leads import PARTNERS, taken
from filling_users import make_user

SELLERS = 10


def fill(name, size):
    """Lay out ``size`` calls in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = api.Environment(cr, 1, {"tracking_disable": True})
        group = "sales_team.group_sale_salesman_all_leads"
        sellers = env["res.users"].union(
            *(make_user(env, f"seller{number}", group) for number in range(SELLERS))
        )
        partners = env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(PARTNERS)]
        )
        call = env["crm.phonecall"].create(
            {
                "name": "Call",
                "user_id": sellers[0].id,
                "partner_id": partners[0].id,
            }
        )
        env.flush_all()
        changes = {
            "id": "nextval('crm_phonecall_id_seq')",
            "user_id": taken(sellers),
            "partner_id": taken(partners),
        }
        clone(cr, "crm_phonecall", f"o.id = {call.id}", size - 1, changes)
