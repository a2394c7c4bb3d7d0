from odoo import fields, models


class StakeholderOption(models.Model):
    """The open lists of a cycle: forms of meeting, reasons to end, types of closure."""

    _inherit = "stakeholder.option"

    kind = fields.Selection(
        selection_add=[
            ("meeting_form", "Form of a Meeting"),
            ("end_reason", "Reason to End"),
            ("collecting", "Way of Collecting Information"),
            ("closure_type", "Type of Closure"),
            ("visit_form", "Form of a Follow-up Visit"),
        ],
        ondelete={
            "meeting_form": "cascade",
            "end_reason": "cascade",
            "collecting": "cascade",
            "closure_type": "cascade",
            "visit_form": "cascade",
        },
    )
