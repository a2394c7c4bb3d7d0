from odoo import api, models
from odoo.exceptions import AccessError, UserError

from .stakeholder_complaint import ENDED

# What the case team writes while handling; the rest is for whoever decides.
HANDLER_FIELDS = {
    "cause_id",
    "finding",
    "is_confidential",
    "lesson",
    "needs_follow_up",
    "outcome",
    "reaction",
}
DECIDER_FIELDS = {
    "alleges_harm",
    "date_form",
    "date_statement",
    "director_opinion",
    "form_type",
    "nature",
    "party_class",
    "place_id",
    "related_ids",
    "respondent_ids",
    "subject_id",
    "team_ids",
    "team_reason",
    "topic",
    "user_id",
    "way_in_id",
    "collection",
    "withheld_ids",
    "received_at",
}
# The only ways back from an end: a new round, a name given later (C5.3).
REOPENING = ("reopened", "named")


class StakeholderComplaint(models.Model):
    """Who writes what, and what nobody does: closed is closed, none disappears (C4)."""

    _inherit = "stakeholder.complaint"

    def _check_may_write(self, vals):
        names = {name for name in vals if not self._is_chatter(name)}
        names.discard("edit_version")
        if names - HANDLER_FIELDS - DECIDER_FIELDS:
            raise AccessError(
                self.env._(
                    "%(number)s: %(fields)s cannot be typed in. Use the buttons of "
                    "the form.",
                    number=", ".join(self.mapped("name")),
                    fields=", ".join(sorted(names - HANDLER_FIELDS - DECIDER_FIELDS)),
                )
            )
        if names & DECIDER_FIELDS:
            self._check_decider()
        if vals.get("reaction") == "dissatisfied" and not all(
            self.mapped("date_notice")
        ):
            raise UserError(
                self.env._(
                    "%s: use the button “Not Satisfied”. What the complainant says "
                    "opens the next round.",
                    ", ".join(self.mapped("name")),
                )
            )

    def _check_not_ended(self):
        if self.env.su and self.env.context.get("stakeholder_event") in REOPENING:
            return
        for complaint in self.filtered(lambda one: one.state in ENDED):
            raise UserError(
                self.env._(
                    "%s is closed. What was closed stays as it is.", complaint.name
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("An opinion or complaint is kept on file; it is never deleted.")
        )

    def copy_data(self, default=None):
        raise UserError(
            self.env._("An opinion or complaint cannot be duplicated. Register it.")
        )
