from odoo import api, fields, models
from odoo.exceptions import ValidationError

MONTHS = "1,3,6"


class StakeholderPolicy(models.Model):
    """After how many months a closed cycle is followed up, for each class (P7).

    The guideline says "at regular intervals" and no more.
    """

    _inherit = "stakeholder.policy"

    follow_up_months_unit = fields.Char(
        "Follow-up of Units (Months)", required=True, default=MONTHS
    )
    follow_up_months_recipient = fields.Char(
        "Follow-up of Recipients (Months)", required=True, default=MONTHS
    )
    follow_up_months_external = fields.Char(
        "Follow-up of External Stakeholders (Months)", required=True, default=MONTHS
    )
    follow_up_warning_days = fields.Integer(
        "Warn of a Follow-up Visit (Days)", required=True, default=7
    )

    @api.constrains(
        "follow_up_months_unit",
        "follow_up_months_recipient",
        "follow_up_months_external",
        "follow_up_warning_days",
    )
    def _check_follow_up_months(self):
        for policy in self:
            for party_class in ("unit", "recipient", "external"):
                try:
                    months = policy._follow_up_months(party_class)
                except ValueError:
                    months = []
                if not months or not all(0 < one <= 60 for one in months):
                    raise ValidationError(
                        self.env._(
                            "%s: write the months of the follow-up visits as numbers "
                            "from 1 to 60, with commas between them, such as 1,3,6.",
                            policy.display_name,
                        )
                    )
            if not 0 <= policy.follow_up_warning_days <= 60:
                raise ValidationError(
                    self.env._(
                        "%s: warn of a follow-up visit 0 to 60 days before.",
                        policy.display_name,
                    )
                )

    def _follow_up_months(self, party_class):
        """[1, 3, 6]; both commas and the Chinese ones are read."""
        text = self[f"follow_up_months_{party_class}"] or ""
        parts = text.replace("，", ",").replace("、", ",").split(",")
        return sorted({int(part) for part in parts if part.strip()})
