from odoo import fields, models


class StakeholderPolicy(models.Model):
    """What is read out before a recipient agrees, and where that is asked (P23)."""

    _inherit = "stakeholder.policy"

    consent_notice = fields.Text(
        "What a Recipient Agrees to",
        translate=True,
        help="Read out or handed over before a consent is recorded; each consent keeps "
        "the wording of its day.",
    )
    is_print_shared = fields.Boolean(
        "Printing Counts as Handing On",
        default=True,
        help="The assessment report, the closure record and the talks of a recipient "
        "with sensitive data, or under fourteen, then need a consent to be printed; "
        "the form of an opinion prints without the name.",
    )
