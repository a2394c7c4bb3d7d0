from datetime import timedelta

from odoo import models

DAY = timedelta(days=1)


class StakeholderAgreement(models.Model):
    """An end that was none: what was closed with it was owed after all (U3.2)."""

    _inherit = "stakeholder.agreement"

    def write(self, vals):
        before = {one: one.date_last for one in self if one.state == "signed"}
        result = super().write(vals)
        if vals.keys() & {"date_ended_early", "date_end"}:
            for agreement, last in before.items():
                if agreement.state == "signed" and agreement.date_last > last:
                    due = self.env["stakeholder.contact.due"]
                    due = due.with_company(agreement.company_id)
                    due._bring_back_between(
                        agreement.partner_id, last + DAY, agreement.date_last
                    )
        return result
