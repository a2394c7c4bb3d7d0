from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.plain_text import says
from .stakeholder_check_template import ROLES
from .stakeholder_option import offered


class StakeholderEngagement(models.Model):
    """Initial contact: source, class, first view of the need, the meeting (P1, S5)."""

    _inherit = "stakeholder.engagement"

    # where the party comes from (G3)
    source = fields.Selection(
        [
            ("party", "The party made contact"),
            ("centre", "The centre made contact"),
            ("referral", "Referral"),
        ],
        compute="_compute_source",
        store=True,
        readonly=False,
        precompute=True,
    )
    referral_by = fields.Char(
        "Referred By",
        compute="_compute_source",
        store=True,
        readonly=False,
        precompute=True,
    )
    source_type = fields.Selection(
        [("formal", "Formal"), ("informal", "Informal")],
        "Kind of Referral",
        compute="_compute_source",
        store=True,
        readonly=False,
        precompute=True,
    )
    is_class_confirmed = fields.Boolean(
        "Class Confirmed", help="Held against the definition of the class."
    )
    need = fields.Text("Need, Preliminarily Assessed")
    urgent_note = fields.Text("What Needs Help at Once")
    # how help was sought (S5.1, S5.2)
    help_sought = fields.Text("How Help Was Sought")
    help_reason = fields.Text("Why Help Is Sought")
    self_view = fields.Text("How the Recipient Sees Itself")
    own_goals = fields.Text("What the Recipient Wants to Reach")
    # the meeting (U2.2)
    date_meeting = fields.Date("Met On")
    meeting_form_id = fields.Many2one(
        "stakeholder.option",
        "Form of the Meeting",
        domain=offered("meeting_form"),
        ondelete="restrict",
    )
    meeting_note = fields.Text("Notes of the Meeting")
    # role expectations, both ways (S5.2)
    expects_of_self = fields.Text("The Recipient of Itself")
    expects_of_worker = fields.Text("The Recipient of the Worker")
    worker_expects = fields.Text("The Worker of the Recipient")
    worker_expects_of_self = fields.Text("The Worker of Itself")
    expectations_agreed = fields.Text("What Was Agreed")
    role_ids = fields.Many2many(
        "stakeholder.check.template",
        "stakeholder_engagement_role_rel",
        string="Roles of the Worker",
        domain=[("kind", "in", ROLES)],
    )
    # problems and understanding (S5.3)
    problem_ids = fields.One2many("stakeholder.problem", "engagement_id", "Problems")
    understanding = fields.Text("Understanding with the Recipient")
    date_understanding = fields.Date("Understanding Of")

    @api.depends("partner_id", "recipient_id")
    def _compute_source(self):
        """Proposed from what is known of the party; a cycle may have its own."""
        origins = {"self": "party", "outreach": "centre", "referral": "referral"}
        for engagement in self.filtered(lambda one: not one.source):
            own = engagement.with_company(engagement.company_id)
            # sudo: the team of the record is the team of the cycle
            recipient = own._readable_recipient()
            partner = own.partner_id
            if recipient:
                engagement.source = origins[recipient.source]
                engagement.referral_by = recipient.referral_by
                engagement.source_type = recipient.referral_type
            else:
                engagement.source = partner.stakeholder_source
                engagement.referral_by = partner.stakeholder_referral_by
                engagement.source_type = partner.stakeholder_referral_type

    @api.constrains("date_open", "date_meeting", "date_understanding", "date_closed")
    def _check_dates_run_forward(self):
        for engagement in self:
            for name in ("date_meeting", "date_understanding", "date_closed"):
                date = engagement[name]
                if date and date < engagement.date_open:
                    raise ValidationError(
                        self.env._(
                            "%(number)s: “%(field)s” lies before the cycle was opened "
                            "on %(opened)s. Correct one of the two dates.",
                            number=engagement.name,
                            field=self._fields[name]._description_string(self.env),
                            opened=engagement.date_open,
                        )
                    )

    @api.constrains("date_open")
    def _check_opened_in_the_past(self):
        for engagement in self:
            if engagement.date_open > engagement._today():
                raise ValidationError(
                    self.env._(
                        "%s: a cycle is opened today or was opened before.",
                        engagement.name,
                    )
                )

    @api.model
    def _missing_depends(self):
        return [
            *super()._missing_depends(),
            *("source", "referral_by", "is_class_confirmed", "need"),
        ]

    def _missing_contact(self):
        required = {
            self.env._("where the party comes from"): self.source,
            self.env._("who referred the party"): (
                self.source != "referral" or says(self.referral_by)
            ),
            self.env._("the class of the party, confirmed"): self.is_class_confirmed,
            self.env._("the need, preliminarily assessed"): says(self.need),
        }
        return [words for words, there in required.items() if not there]
