from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Cycles under way are in the department their responsible person works in now.

    They kept the one of the day they were opened.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    running = env["stakeholder.engagement"].search([("state", "=", "open")])
    env["hr.employee"]._stakeholder_follow_cycles(running.user_id)
