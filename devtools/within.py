"""Steps inside Odoo, run by the environment's Python: within.py STEP DATABASE …"""

import sys

MODULE = "stakeholder_relations"


def store(env):
    """Keep the attachments in the database, so that its copies are complete."""
    env["ir.config_parameter"].set_param("ir_attachment.location", "db")
    env["ir.attachment"].force_storage()


def demo(env):
    """Load the manifest's demo files in their order; any failure is fatal.

    Ours alone: Odoo's own switch would load the demonstration of every app.
    """
    from odoo.modules import Manifest
    from odoo.tools.convert import convert_file

    for name in Manifest.for_addon(MODULE)["demo"]:
        print(f"loading {name}", flush=True)
        convert_file(env, MODULE, name, {}, mode="init", noupdate=True)
    if "odoobot_state" in env["res.users"]._fields:
        # Its greeting would cover the screen of a phone.
        env["res.users"].search([]).odoobot_state = "disabled"


def terms(env, target):
    """Write all terms of the module, not translated, as a template."""
    from odoo.tools.translate import trans_export

    with open(target, "wb") as output:
        if not trans_export(None, [MODULE], output, "po", env):
            sys.exit("The module has no terms.")


def main(step, database, *arguments):
    from odoo import SUPERUSER_ID, api
    from odoo.modules.registry import Registry
    from odoo.tools import config

    config.parse_config(["-d", database, "--no-http"], setup_logging=True)
    steps = {"store": store, "demo": demo, "terms": terms}
    with Registry(database).cursor() as cursor:
        steps[step](api.Environment(cursor, SUPERUSER_ID, {}), *arguments)


if __name__ == "__main__":
    # The folder of this file is no place to import from.
    sys.path.pop(0)
    main(*sys.argv[1:])
