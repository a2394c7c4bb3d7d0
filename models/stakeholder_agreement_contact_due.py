from datetime import timedelta

from odoo import api, fields, models

from .stakeholder_agreement_signature import SIGNED_WITH

DAY = timedelta(days=1)


class StakeholderAgreement(models.Model):
    """An end or a withdrawal that was none: what went with it was owed (U3.2)."""

    _inherit = "stakeholder.agreement"

    date_counted = fields.Date(
        "Counts Since",
        readonly=True,
        copy=False,
        help="The day from which it has been on file as signed with this party. Of "
        "contacts owed before nobody could know.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        agreements = super().create(vals_list)
        agreements._count_from_today()
        return agreements

    def write(self, vals):
        lasts = {one: one.date_last for one in self if one.state == "signed"}
        withdrawn = self.filtered(lambda one: one.state == "withdrawn")
        parties = {one: [one[name] for name in SIGNED_WITH] for one in self}
        result = super().write(vals)
        for agreement, party in parties.items():
            if party != [agreement[name] for name in SIGNED_WITH]:
                # With that one it never counted.
                agreement.date_counted = False
        if vals.get("state") == "signed":
            for agreement in withdrawn.filtered("date_counted"):
                begin = max(agreement.date_counted, agreement.date_start)
                agreement._bring_back_owed(begin)
            self._count_from_today()
        if vals.keys() & {"date_ended_early", "date_end"}:
            for agreement, last in lasts.items():
                if agreement.state == "signed" and agreement.date_last > last:
                    agreement._bring_back_owed(last + DAY)
        return result

    def _bring_back_owed(self, first):
        """What was missed from ``first`` on, as one knows by now."""
        due = self.env["stakeholder.contact.due"].with_company(self.company_id)
        due._bring_back_between(self.partner_id, first, self.date_last)

    def _count_from_today(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        new = self.filtered(lambda one: one.state == "signed" and not one.date_counted)
        new.date_counted = today
