"""The data of the helpdesk beside ours: tickets with two service levels each.

As with the complaints a tenth is open, spread over the stages, and each agent has a
tenth of all.
"""

from filling import STATEMENT, clone
from filling_leads import OPEN_SHARE, PARTNERS, taken
from filling_users import make_user

AGENTS = 10
AGENT, MANAGER = "group_helpdesk_user", "group_helpdesk_manager"


def fill(name, size):
    """Lay out ``size`` tickets in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = api.Environment(cr, 1, {"tracking_disable": True})
        agents = env["res.users"].union(
            *(
                make_user(env, f"agent{n}", f"helpdesk_mgmt.{AGENT}")
                for n in range(AGENTS)
            )
        )
        make_user(env, "manager", f"helpdesk_mgmt.{MANAGER}")
        partners = env["res.partner"].create(
            [{"name": f"Customer {number}"} for number in range(PARTNERS)]
        )
        team = make_team(env, agents)
        make_tickets(env, team, agents, partners, size)


def make_team(env, agents):
    """A team whose tickets have a first answer and a solution to be in time with."""
    team = env["helpdesk.ticket.team"].create(
        {"name": "Bench", "use_sla": True, "user_ids": [(6, 0, agents.ids)]}
    )
    closing = env["helpdesk.ticket.stage"].search([("closed", "=", True)], limit=1)
    env["helpdesk.sla"].create(
        [
            {"name": name, "days": days, "stage_id": closing.id, "domain": "[]"}
            for name, days in (("Answer", 7), ("Solution", 14))
        ]
    )
    return team


def make_tickets(env, team, agents, partners, size):
    stages = env["helpdesk.ticket.stage"].search([])
    closing = stages.filtered("closed")[:1]
    opened = size // OPEN_SHARE
    open_stages = stages.filtered(lambda stage: not stage.closed)
    counts = {closing: size - opened}
    counts |= dict.fromkeys(open_stages, opened // len(open_stages))
    counts[open_stages[0]] += size - sum(counts.values())
    for stage, count in counts.items():
        ticket = env["helpdesk.ticket"].create(
            {
                "name": "The carer did not come",
                "description": STATEMENT,
                "team_id": team.id,
                "stage_id": stage.id,
                "user_id": agents[0].id,
                "partner_id": partners[0].id,
            }
        )
        env.flush_all()
        clone_ticket(env.cr, ticket, count - 1, agents, partners)
    env.cr.execute("DELETE FROM mail_mail")


def clone_ticket(cr, ticket, count, agents, partners):
    cr.execute("SELECT max(id) FROM helpdesk_ticket")
    own = f"({cr.fetchone()[0]} + n.n)"
    changes = {
        "id": own,
        "number": f"'HT' || lpad({own}::text, 7, '0')",
        "user_id": taken(agents),
        "partner_id": taken(partners),
        "commercial_partner_id": taken(partners),
    }
    clone(cr, "helpdesk_ticket", f"o.id = {ticket.id}", count, changes)
    changes = {"id": "nextval('helpdesk_ticket_sla_id_seq')", "ticket_id": own}
    where = f"o.ticket_id = {ticket.id}"
    clone(cr, "helpdesk_ticket_sla", where, count, changes)
    cr.execute("SELECT setval('helpdesk_ticket_id_seq', max(id)) FROM helpdesk_ticket")
