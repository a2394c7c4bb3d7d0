from odoo import SUPERUSER_ID, api


def migrate(cr, version):
    """Cycles that went back from follow-up before are no longer closed (P6, P7).

    They kept their closing day, and would have laid out no visits when closed again.
    """
    env = api.Environment(cr, SUPERUSER_ID, {"lang": "zh_CN"})
    gone_back = env["stakeholder.engagement"].search(
        [
            ("state", "=", "open"),
            ("stage", "!=", "follow_up"),
            ("date_closed", "!=", False),
        ]
    )
    for engagement in gone_back:
        engagement._take_closing_back()
