from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain


class StakeholderCommunication(models.Model):
    """One of a month that is signed already says so, and where it goes (U3.3)."""

    _inherit = "stakeholder.communication"

    # What waits for a monthly sheet, however many are on file.
    _monthly_idx = models.Index(
        "(company_id, date, partner_id) WHERE filing = 'monthly' AND state = 'draft'"
    )

    @api.depends("partner_id", "at", "filing")
    @api.depends_context("uid")
    def _compute_warning(self):
        result = super()._compute_warning()
        for talk, day in self._signed_months().items():
            words = self.env._(
                "The contacts of this month were signed on %s: this one comes onto an "
                "addendum to the sheet.",
                day,
            )
            talk.warning = "\n".join(filter(None, [talk.warning, words]))
        return result

    def _signed_months(self):
        """{contact: day} of those whose month is signed while they are not."""
        late = self.filtered(
            lambda one: one.filing == "monthly" and one.state == "draft" and one.date
        )
        if not late:
            return {}
        # sudo: whether the month is signed is asked, not what stands on the sheet
        groups = (
            self.env["stakeholder.communication.sheet"]
            .sudo()
            ._read_group(
                Domain("partner_id", "in", late.partner_id.ids)
                & Domain("month", "in", [one.date.replace(day=1) for one in late])
                & Domain("state", "=", "signed"),
                ["company_id", "partner_id", "month:day"],
                ["date_signed:max"],
            )
        )
        signed = defaultdict(lambda: False)
        for company, partner, month, day in groups:
            signed[company.id, partner.id, fields.Date.to_date(month)] = day
        found = {
            one: signed[one.company_id.id, one.partner_id.id, one.date.replace(day=1)]
            for one in late
        }
        return {talk: day for talk, day in found.items() if day}
