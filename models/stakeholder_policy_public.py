from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import email_normalize


class StakeholderPolicy(models.Model):
    """How the doors to the outside behave: page, receipt, e-mail (C1, C2.1)."""

    _inherit = "stakeholder.policy"

    reports_per_hour = fields.Integer(
        "Submissions an Hour from One Source", required=True, default=5
    )
    operations_per_hour = fields.Integer(
        "Look-ups an Hour from One Source", required=True, default=30
    )
    wrong_codes_delay = fields.Integer(
        "Wrong Codes Until One Has to Wait",
        required=True,
        default=5,
        help="Within ten minutes; from then on one try a minute.",
    )
    wrong_codes_block = fields.Integer(
        "Wrong Codes Until It Is Closed",
        required=True,
        default=20,
        help="Within an hour; the source is then shut out for an hour.",
    )
    is_receipt_mailed = fields.Boolean(
        "Answer E-mails with a Receipt Code",
        default=True,
        help="Never to automatic or bulk mail, and once a day to one address.",
    )
    forwarders = fields.Text(
        "Trusted Forwarders",
        help="Addresses, one a line, from which e-mails are taken even when they are "
        "marked as bulk, such as the hotline's.",
    )
    privacy_notice = fields.Html(translate=True)

    @api.constrains(
        "reports_per_hour",
        "operations_per_hour",
        "wrong_codes_delay",
        "wrong_codes_block",
    )
    def _check_limits(self):
        for policy in self:
            limits = policy.reports_per_hour, policy.operations_per_hour
            delay, block = policy.wrong_codes_delay, policy.wrong_codes_block
            if min(limits) < 1 or not 0 < delay < block <= 100:
                raise ValidationError(
                    self.env._(
                        "%s: at least one submission and one look-up an hour; waiting "
                        "begins after fewer wrong codes than closing, at most 100.",
                        policy.display_name,
                    )
                )

    def _trusts(self, address):
        lines = (self.forwarders or "").splitlines()
        return email_normalize(address) in filter(None, map(email_normalize, lines))
