"""The data of the claims beside ours: they have no board, so only creating counts."""

from filling import STATEMENT, clone
from filling_leads import PARTNERS, taken
from filling_users import make_user

SELLERS = 10


def fill(name, size):
    """Lay out ``size`` claims in the database ``name``."""
    claim = {"name": "The carer did not come", "description": STATEMENT}
    lay_out(name, size, "crm.claim", claim)


def lay_out(name, size, model, values):
    """``size`` records of a peer with ``values``, among its sellers and customers."""
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
        record = env[model].create(
            {**values, "user_id": sellers[0].id, "partner_id": partners[0].id}
        )
        env.flush_all()
        changes = {
            "id": f"nextval('{record._table}_id_seq')",
            "user_id": taken(sellers),
            "partner_id": taken(partners),
        }
        clone(cr, record._table, f"o.id = {record.id}", size - 1, changes)
        cr.execute("DELETE FROM mail_mail")
