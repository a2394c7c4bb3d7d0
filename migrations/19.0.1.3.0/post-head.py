from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Cases that came in under an earlier policy follow whoever is in charge today."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["stakeholder.policy"]._follow_people()
