from odoo import api, models
from odoo.fields import Domain

from ..tools.periods import Period


class StakeholderAgreement(models.Model):
    """From when to when a party was active within a period."""

    _inherit = "stakeholder.agreement"

    @api.model
    def _spans_in_force(self, parties, whole):
        """{party id: Period from the first to the last active day in ``whole``}.

        Between two agreements in one period the relationship is taken as running: the
        gap of a few weeks of renewal excuses nobody.
        """
        # sudo: the status is open to everybody who sees the contact; agreements are not
        groups = self.sudo()._read_group(
            Domain("company_id", "=", self.env.company.id)
            & Domain("partner_id", "in", parties.ids)
            & Domain("state", "=", "signed")
            & Domain("date_start", "<=", whole.last)
            & Domain("date_last", ">=", whole.first),
            ["partner_id"],
            ["date_start:min", "date_last:max"],
        )
        return {
            party.id: Period(max(first, whole.first), min(last, whole.last))
            for party, first, last in groups
        }
