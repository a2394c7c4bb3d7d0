from odoo import api, fields, models
from odoo.exceptions import UserError

from ..models.stakeholder_engagement_decision import REFERRALS
from ..models.stakeholder_option import offered
from ..tools.plain_text import says


class StakeholderEngagementEnding(models.TransientModel):
    """End a cycle or refer the party, with the reason and what is offered (P3, U2.5).

    An end is no break: units and external stakeholders stay on as potential.
    """

    _name = "stakeholder.engagement.ending"
    _description = "End or Refer"
    _rec_name = "engagement_id"

    engagement_id = fields.Many2one(
        "stakeholder.engagement", required=True, ondelete="cascade"
    )
    party_class = fields.Selection(
        related="engagement_id.party_class", related_sudo=False
    )
    kind = fields.Selection(
        [("refer", "Refer"), ("end", "End: No Service")], required=True, readonly=True
    )
    end_reason_id = fields.Many2one(
        "stakeholder.option",
        "Reason to End",
        domain=offered("end_reason"),
    )
    note = fields.Text("In Your Own Words")
    help_offered = fields.Text("What Was Offered Instead", required=True)
    referral_type = fields.Selection(
        [("formal", "Formal"), ("informal", "Informal")], "Formal or Informal"
    )
    referral_to = fields.Char("Referred To")
    referral_accepted = fields.Selection(
        REFERRALS, "Referral Accepted?", default="asked"
    )
    date_referral_ask = fields.Date("Ask Again On")
    prospect = fields.Selection(
        [("yes", "Prospect or wish of cooperation"), ("none", "None")],
        default="yes",
        help="A unit or stakeholder with a prospect stays on as potential and is kept "
        "in touch with.",
    )

    @api.onchange("kind")
    def _onchange_kind(self):
        """What became of a referral is asked after a month, unless known."""
        if self.kind == "refer" and not self.date_referral_ask:
            today = self.env["resource.calendar"]._stakeholder_centre_today()
            self.date_referral_ask = fields.Date.add(today, months=1)

    def action_confirm(self):
        self.ensure_one()
        engagement = self.engagement_id
        engagement.check_access("write")
        self._check_complete()
        vals = {
            "decision_reason": self.note or engagement.decision_reason,
            "end_note": self.note,
            "help_offered": self.help_offered,
        }
        if self.kind == "end":
            vals["end_reason_id"] = self.end_reason_id.id
        else:
            vals |= {
                "referral_type": self.referral_type,
                "referral_to": self.referral_to,
                "referral_accepted": self.referral_accepted,
                "date_referral_ask": self.date_referral_ask,
                "end_reason_id": self.end_reason_id.id,
            }
        engagement._end(self.kind, vals)
        self._note_prospect()
        self.sudo().unlink()
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _check_complete(self):
        name = self.engagement_id.name
        if self.kind == "end" and not self.end_reason_id:
            raise UserError(self.env._("%s: choose the reason to end.", name))
        self.env["stakeholder.option"]._check_fits(self, "end_reason_id")
        if self.kind == "refer" and not (says(self.referral_to) and self.referral_type):
            raise UserError(
                self.env._(
                    "%s: say to whom the party is referred, and whether formally.", name
                )
            )
        if not says(self.help_offered):
            raise UserError(
                self.env._(
                    "%s: write down what other help the party was offered.", name
                )
            )

    def _note_prospect(self):
        """Recorded with its day; "none" means that no maintenance is owed (U1.1)."""
        engagement = self.engagement_id
        if self.party_class == "recipient" or not self.prospect:
            return
        partner = engagement.partner_id.with_company(engagement.company_id)
        partner.write(
            {
                "stakeholder_prospect": self.prospect,
                "stakeholder_date_prospect": engagement._today(),
            }
        )
