from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL


class StakeholderAgreement(models.Model):
    """From when to when a party was active."""

    _inherit = "stakeholder.agreement"

    @api.model
    def _intervals(self, parties):
        """{party id: [(first, last day) of each signed agreement]}, in one query."""
        # The status is open to everybody who sees the contact; agreements are not.
        query = self._search(
            Domain("company_id", "=", self.env.company.id)
            & Domain("partner_id", "in", parties.ids)
            & Domain("state", "=", "signed"),
            bypass_access=True,
        )
        found = {}
        if query.is_empty():
            return found
        columns = (
            SQL.identifier(query.table, name, to_flush=self._fields[name])
            for name in ("partner_id", "date_start", "date_last")
        )
        for party_id, first, last in self.env.execute_query(query.select(*columns)):
            found.setdefault(party_id, []).append((first, last))
        return found
