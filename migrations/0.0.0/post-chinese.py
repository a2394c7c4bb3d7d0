from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Labels, menus and states say in Chinese what they say in a new database.

    With every version: an update of itself keeps the Chinese that stands there, also
    of a term whose English has changed. What a centre may edit ("noupdate") stays as it
    worded it.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    env["ir.module.module"]._load_module_terms(
        ["stakeholder_relations"], ["zh_CN"], overwrite=True
    )
