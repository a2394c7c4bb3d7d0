from odoo import SUPERUSER_ID, api, fields, models


class StakeholderComplaintTrail(models.Model):
    """What the codes of the trail mean, in words, and who is behind a log-in."""

    _inherit = "stakeholder.complaint.trail"

    actor_label = fields.Char("Who", compute="_compute_actor_label")

    @api.depends("actor_id", "actor_login")
    @api.depends_context("lang")
    def _compute_actor_label(self):
        """Name and log-in as it was; of somebody deleted the log-in is left."""
        # sudo: who did what is what the trail is for
        users = self.env["res.users"].sudo().with_context(active_test=False)
        known = users.search([("id", "in", self.mapped("actor_id"))])
        names = dict(known.mapped(lambda user: (user.id, user.name)))
        for row in self:
            name = names.get(row.actor_id)
            if row.actor_id == SUPERUSER_ID:
                row.actor_label = self.env._("System")
            elif name and name != row.actor_login:
                row.actor_label = f"{name} ({row.actor_login})"
            else:
                row.actor_label = row.actor_login

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
            "deadline_moved": self.env._("Deadlines moved"),
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
