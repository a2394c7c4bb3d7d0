from odoo import api, models


class StakeholderComplaintTrail(models.Model):
    """What the codes of the trail mean, in words."""

    _inherit = "stakeholder.complaint.trail"

    @api.model
    def _event_labels(self):
        return {
            "received": self.env._("Received at the centre"),
            "handed_over": self.env._("Handed over to the person in charge"),
            "changed": self.env._("Changed"),
            "acknowledged": self.env._("Acknowledged"),
            "assigned": self.env._("Handler assigned"),
            "answered": self.env._("Answered"),
            "result_set": self.env._("Date for the result set"),
            "result_reported": self.env._("Result reported"),
            "action_set": self.env._("Action agreed"),
            "closed": self.env._("Closed"),
            "not_handled": self.env._("Not handled"),
            "deadline_moved": self.env._("Deadlines moved with the calendar"),
            "investigated": self.env._("Looked into"),
            "dissatisfied": self.env._("Complainant not satisfied"),
            "reopened": self.env._("Reopened"),
            "merged": self.env._("Merged into another"),
            "merged_in": self.env._("A duplicate was merged in"),
            "named": self.env._("A name was given"),
            "addendum": self.env._("Addendum received"),
            "confidentiality_lifted": self.env._("Confidentiality lifted"),
            "identity_opened": self.env._("Name and contact opened"),
            "printed": self.env._("Printed"),
            "exported": self.env._("Exported in a register"),
        }
