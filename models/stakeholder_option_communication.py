from odoo import fields, models

DIRECTIONS = [("received", "Received from Them"), ("given", "Given to Them")]
ENDING = {
    "channel": "cascade",
    "maintenance": "cascade",
    "staff_topic": "cascade",
    "recognition": "cascade",
}


class StakeholderOption(models.Model):
    """The open lists of contacts and recognition (U3.1, U3.3, O3, I2)."""

    _inherit = "stakeholder.option"

    direction = fields.Selection(
        DIRECTIONS,
        help="Of a way of recognition: whether it is given or received. Empty: both.",
    )
    kind = fields.Selection(
        selection_add=[
            ("channel", "Channel of Communication"),
            ("maintenance", "Maintenance Action"),
            ("staff_topic", "Topic with Staff"),
            ("recognition", "Way of Recognition"),
        ],
        ondelete=ENDING,
    )

    def _going(self, direction):
        """Those that are for what is given, or received; most are for both."""
        return self.filtered(lambda one: one.direction in (False, direction))
