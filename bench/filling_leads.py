"""The data of core's board: as many opportunities as there are complaints.

As with the complaints a tenth is open, spread over the stages, and each sales person
has a tenth of all.
"""

from filling import clone
from filling_users import make_user
from harness import NOW

OPEN_SHARE = 10
SELLERS = 10
PARTNERS = 1000


def fill(name, size):
    """Lay out ``size`` opportunities in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = api.Environment(cr, 1, {"tracking_disable": True})
        own, every = "sales_team.group_sale_salesman", "sales_team.group_sale_manager"
        sellers = env["res.users"].union(
            *(make_user(env, f"seller{n}", own) for n in range(SELLERS))
        )
        make_user(env, "manager", every)
        partners = env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(PARTNERS)]
        )
        make_leads(env, sellers, partners, size)


def make_leads(env, sellers, partners, size):
    stages = env["crm.stage"].search([])
    won = stages.filtered("is_won")[:1]
    open_stages = stages - won
    opened = size // OPEN_SHARE
    counts = {won: size - opened}
    counts |= dict.fromkeys(open_stages, opened // len(open_stages))
    # What does not divide goes to the first stage.
    counts[open_stages[0]] += size - sum(counts.values())
    for stage, count in counts.items():
        lead = env["crm.lead"].create(
            {
                "name": "Home care for a family",
                "type": "opportunity",
                "stage_id": stage.id,
                "user_id": sellers[0].id,
                "partner_id": partners[0].id,
                "expected_revenue": 1000,
                "date_deadline": NOW.date(),
            }
        )
        env.flush_all()
        changes = {
            "id": "nextval('crm_lead_id_seq')",
            "user_id": taken(sellers),
            "partner_id": taken(partners),
        }
        clone(env.cr, "crm_lead", f"o.id = {lead.id}", count - 1, changes)
    env.cr.execute("DELETE FROM mail_mail")
    env.cr.execute("DELETE FROM mail_activity")


def taken(records):
    """SQL that goes through the records in turn."""
    return f"(ARRAY{records.ids}::int[])[1 + mod(n.n, {len(records)})]"
