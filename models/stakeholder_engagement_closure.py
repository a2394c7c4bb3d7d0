from odoo import api, fields, models
from odoo.exceptions import UserError

from .stakeholder_option import offered

LISTS = ("meeting_form_id", "collecting_ids", "closure_type_id")


class StakeholderEngagement(models.Model):
    """Evaluation and closure: each goal, what was learned, the type (P6, S9, S10)."""

    _inherit = "stakeholder.engagement"

    effect = fields.Text("Effect of the Service")
    progress = fields.Text("Progress of the Party")
    own_view = fields.Text("The Party's Own View")
    lessons = fields.Text("What Was Learned")
    consolidated = fields.Text("How What Was Achieved Is Consolidated")
    closure_type_id = fields.Many2one(
        "stakeholder.option",
        "Type of Closure",
        domain=offered("closure_type"),
        ondelete="restrict",
        copy=False,
    )
    closure_note = fields.Text("About the Closure")
    date_closed = fields.Date("Closed Since", readonly=True, copy=False)

    @api.constrains(*LISTS, "party_class")
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, *LISTS)

    @api.model
    def _missing_depends(self):
        return [
            *super()._missing_depends(),
            *("goal_ids.attainment", "closure_type_id"),
        ]

    def _missing_evaluation(self):
        # What came into the plan since the execution is carried out as well (P5).
        missing = self._missing_execution()
        # sudo: the gate looks at all goals, whoever moves the cycle
        missing += [
            self.env._("how far the goal “%s” was reached", goal.name)
            for goal in self.sudo().goal_ids
            if not goal.attainment
        ]
        if not self.closure_type_id:
            missing.append(self.env._("the type of closure"))
        return missing

    def _enter_follow_up(self):
        """Closed with the day; the visits begin to run (P7).

        Taken up again where it stood, it goes on with the visits there are.
        """
        if self.date_closed and self.follow_up_ids:
            return
        if not self.date_closed:
            self._write_course({"date_closed": self._today()})
        self._schedule_follow_ups()

    # ------------------------------------------------------------
    # IT STAYS ON FILE
    # ------------------------------------------------------------

    def copy_data(self, default=None):
        raise UserError(
            self.env._("A cycle cannot be duplicated. Open a new cycle from it.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_only_slips(self):
        for engagement in self:
            begun = engagement.stage != "contact" or engagement.move_ids
            # With one that goes on from another its need and its visits would go.
            if begun or engagement.previous_id:
                raise UserError(
                    self.env._(
                        "%s stays on file. End it with its reason instead.",
                        engagement.name,
                    )
                )
