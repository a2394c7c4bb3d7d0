from odoo import fields, models

ENDING = {
    "channel": "cascade",
    "maintenance": "cascade",
    "staff_topic": "cascade",
    "recognition": "cascade",
}


class StakeholderOption(models.Model):
    """The open lists of contacts and recognition (U3.1, U3.3, O3, I2)."""

    _inherit = "stakeholder.option"

    kind = fields.Selection(
        selection_add=[
            ("channel", "Channel of Communication"),
            ("maintenance", "Maintenance Action"),
            ("staff_topic", "Topic with Staff"),
            ("recognition", "Way of Recognition"),
        ],
        ondelete=ENDING,
    )
    note = fields.Char(
        string="Note or Plain Word",
        help="For words to avoid: the plain word. For channels: what they are for.",
    )
