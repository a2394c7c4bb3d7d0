from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

RESULT_BASES = [
    ("receipt", "Receipt of the opinion"),
    ("notice", "Notice that it is not resolved"),
]


class StakeholderPolicy(models.Model):
    """Terms, thresholds and public words of the centre from a date on (X7).

    A record keeps the policy that was in force on the day it came in.
    """

    _name = "stakeholder.policy"
    _description = "Dated Policy"
    _order = "date_from desc, id desc"
    _rec_name = "date_from"

    company_id = fields.Many2one(
        "res.company", "Centre", index=True, help="Empty: for every centre."
    )
    date_from = fields.Date(
        "In Force From", required=True, default=fields.Date.context_today
    )
    # who answers
    director_user_id = fields.Many2one(
        "res.users",
        "Person in Charge",
        domain=[("share", "=", False)],
        help="Receives every opinion and complaint at once (guideline 3.4.3).",
    )
    council_user_id = fields.Many2one(
        "res.users",
        "Council Member for Complaints about the Head",
        domain=[("share", "=", False)],
    )
    # by when
    calendar_id = fields.Many2one("resource.calendar", required=True)
    response_days = fields.Integer(
        "Answer Within (Working Days)", required=True, default=7
    )
    result_days = fields.Integer(
        "Result Within (Working Days)", required=True, default=14
    )
    result_basis = fields.Selection(
        RESULT_BASES,
        "Result Counts From",
        required=True,
        default="receipt",
        help="The guideline names no day to count from; receipt is the stricter one.",
    )
    warning_days = fields.Integer(
        "Warn Before (Working Days)", required=True, default=2
    )
    expiry_warning_days = fields.Integer(
        "Warn of an Ending Agreement (Days)", required=True, default=60
    )
    # how it goes on
    reopen_days = fields.Integer(
        "Reopen Within (Days)",
        required=True,
        default=30,
        help="After closing; later a new one that continues it is handed in.",
    )
    recurrence_months = fields.Integer(
        "Came Back Within (Months)",
        required=True,
        default=12,
        help="The same cause at the same place after a finished improvement.",
    )
    confidential_team_max = fields.Integer(
        "Most People on a Strictly Confidential Case", required=True, default=5
    )
    personnel_definition = fields.Text(
        "What a Personnel Matter Is",
        translate=True,
        help="An anonymous complaint about such a matter is not handled (guideline "
        "3.6.3).",
    )
    # the centre's ways in, shown on forms, letters and pages (C2.1)
    phone = fields.Char("Telephone")
    street = fields.Char("Address")
    zip = fields.Char("Postcode")
    email = fields.Char("E-mail")
    wechat = fields.Char("WeChat Official Account")
    # public rules (C1)
    public_rules = fields.Html("Rules and Rights", translate=True)

    _date_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), date_from)",
        "A policy of this centre begins on that date already. Edit it instead.",
    )

    @api.depends("date_from", "company_id")
    def _compute_display_name(self):
        for policy in self:
            name = self.env._("Policy from %s", policy.date_from)
            centre = policy.company_id.name
            policy.display_name = f"{centre}: {name}" if centre else name

    @api.constrains("response_days", "result_days", "warning_days")
    def _check_terms_fit_each_other(self):
        for policy in self:
            if not 0 < policy.response_days <= policy.result_days <= 250:
                raise ValidationError(
                    self.env._(
                        "%s: the answer is due before the result, both within 1 to "
                        "250 working days.",
                        policy.display_name,
                    )
                )
            if not 0 <= policy.warning_days < policy.response_days:
                raise ValidationError(
                    self.env._(
                        "%s: the warning has to come after receipt and not later "
                        "than the last day in time.",
                        policy.display_name,
                    )
                )

    @api.model
    def _current(self, company, day=None):
        """The policy of ``company`` on ``day`` (default: today where the centre is).

        Before the first dated one the earliest applies. Raises UserError without any.
        """
        # sudo: whoever registers a complaint needs the terms, not the policy screen
        policies = self.sudo().search(Domain("company_id", "in", [False, company.id]))
        if not policies:
            raise UserError(
                self.env._(
                    "There is no policy for %s. Create one under Configuration.",
                    company.display_name,
                )
            )
        day = day or policies[0].calendar_id._stakeholder_today()
        in_force = policies.filtered(lambda policy: policy.date_from <= day)
        return in_force.filtered("company_id")[:1] or in_force[:1] or policies[-1]

    def _revise(self, vals):
        """Bring in new values from today on, leaving the past as it was."""
        self.ensure_one()
        company = self.env.company
        today = self.calendar_id._stakeholder_today()
        if self.company_id == company and self.date_from == today:
            self.write(vals)
            return self
        return self.copy({**vals, "company_id": company.id, "date_from": today})

    def _directors(self):
        """Who stands for the centre: the person in charge, else the whole group."""
        group = "stakeholder_relations.stakeholder_group_director"
        return self._named_or_group(self.director_user_id, group)

    def _council(self):
        """Who acts where the person in charge may not."""
        group = "stakeholder_relations.stakeholder_group_council"
        return self._named_or_group(self.council_user_id, group)

    def _named_or_group(self, user, xmlid):
        if user.active and not user.share:
            return user
        members = self.env.ref(xmlid).all_user_ids
        return members.filtered(lambda member: member.active and not member.share)
