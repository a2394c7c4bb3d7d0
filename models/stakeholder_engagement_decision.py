from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.plain_text import says

DECISIONS = [
    ("go_on", "Go On to the Plan"),
    ("refer", "Refer"),
    ("end", "End: No Service"),
]
REFERRALS = [
    ("asked", "Not Known Yet"),
    ("accepted", "Accepted"),
    ("declined", "Not Accepted"),
]


class StakeholderEngagement(models.Model):
    """Go on, refer or end, and what is offered instead (P3, U2.5, S5.4, O2)."""

    _inherit = "stakeholder.engagement"

    decision = fields.Selection(
        DECISIONS, "Course of the Relationship", tracking=True, copy=False
    )
    decision_reason = fields.Text("Reason for the Decision")
    has_common_view = fields.Boolean("Common View of the Need")
    has_will = fields.Boolean("The Party Wants the Centre's Help")
    # ended or referred
    date_ended = fields.Date("Ended On", readonly=True, copy=False)
    end_reason_id = fields.Many2one(
        "stakeholder.option", "Reason to End", readonly=True, ondelete="restrict"
    )
    end_note = fields.Text("About the End", readonly=True)
    help_offered = fields.Text("What Was Offered Instead", readonly=True)
    referral_type = fields.Selection(
        [("formal", "Formal"), ("informal", "Informal")],
        "Formal or Informal",
        readonly=True,
    )
    referral_to = fields.Char("Referred To", readonly=True)
    referral_accepted = fields.Selection(REFERRALS, "Referral Accepted?")
    referral_note = fields.Text("What Became of the Referral")
    date_referral_ask = fields.Date("Ask Again On")

    @api.constrains("date_referral_ask", "date_ended")
    def _check_asked_after_referring(self):
        for engagement in self.filtered("date_referral_ask"):
            ended = engagement.date_ended
            if ended and engagement.date_referral_ask < ended:
                raise ValidationError(
                    self.env._(
                        "%s: what became of the referral is asked after it was made.",
                        engagement.name,
                    )
                )

    @api.model
    def _missing_depends(self):
        return [
            *super()._missing_depends(),
            *("decision", "decision_reason", "has_common_view", "has_will"),
        ]

    def _missing_decision(self):
        if self.decision in ("refer", "end"):
            return [
                self.env._(
                    "a decision to go on: it is to refer or to end. Press “Refer” or "
                    "“End”"
                )
            ]
        required = {
            self.env._("the decision to go on"): self.decision,
            self.env._("the reason for the decision"): says(self.decision_reason),
            self.env._("a common view of the need"): self.has_common_view,
            self.env._("the party's will to be helped by the centre"): self.has_will,
        }
        return [words for words, there in required.items() if not there]

    # ------------------------------------------------------------
    # ENDING AND REFERRING
    # ------------------------------------------------------------

    def action_refer(self):
        return self._ending_window("refer", self.env._("Refer %s", self.name))

    def action_end(self):
        return self._ending_window("end", self.env._("End %s", self.name))

    def _ending_window(self, kind, title):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "stakeholder.engagement.ending",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_engagement_id": self.id, "default_kind": kind},
        }

    def _end(self, decision, vals):
        """Refer or end from any stage on: no skipping, but with its reason (P8)."""
        self.ensure_one()
        self._check_running()
        state = "referred" if decision == "refer" else "ended"
        self._step_to(
            self.stage,
            "end",
            decision=decision,
            state=state,
            date_ended=self._today(),
            date_stage=self.date_stage,
            **vals,
        )
        self._drop_open_actions()
        self._drop_settled_activities()
