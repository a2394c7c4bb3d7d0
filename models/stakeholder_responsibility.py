from odoo import api, fields, models
from odoo.fields import Domain


class StakeholderResponsibility(models.Model):
    """Who was responsible for a unit until when: past figures are theirs (U4.10).

    Only what is over is kept here; who is responsible today stands on the unit.
    """

    _name = "stakeholder.responsibility"
    _description = "Former Responsibility for a Unit"
    _order = "partner_id, date_last"
    _rec_name = "date_last"

    partner_id = fields.Many2one(
        "res.partner", "Unit", required=True, readonly=True, ondelete="cascade"
    )
    company_id = fields.Many2one("res.company", "Centre", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Responsible", readonly=True, help="Empty: nobody was."
    )
    date_last = fields.Date("Last Day", required=True, readonly=True)

    _unit_idx = models.Index("(company_id, partner_id, date_last)")

    @api.model
    def _keep(self, before, day):
        """``before``: {unit: who was responsible}; ``day``: the last day they were.

        A second change on one day is a correction. Where nobody was known before,
        whoever comes first is taken for the time before as well.
        """
        # sudo: kept by whoever changes the unit, written by nobody
        own = self.sudo()
        units = self.env["res.partner"].union(*before)
        rows = own._of(units)
        known = {(row.partner_id.id, row.date_last) for row in rows}
        begun = set(rows.partner_id.ids)
        own.create(
            [
                {
                    "partner_id": unit.id,
                    "company_id": self.env.company.id,
                    "user_id": user.id,
                    "date_last": day,
                }
                for unit, user in before.items()
                if (user or unit.id in begun) and (unit.id, day) not in known
            ]
        )

    @api.model
    def _of(self, units, domain=Domain.TRUE):
        return self.search(
            Domain("company_id", "=", self.env.company.id)
            & Domain("partner_id", "in", units.ids)
            & domain
        )
