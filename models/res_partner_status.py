from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

STATUSES = [("potential", "Potential"), ("active", "Active")]


class ResPartner(models.Model):
    """Where the centre stands with a party: by the agreements alone (U1.1, O1).

    Read from them by date, so that it is right at midnight; nobody sets it by hand.
    """

    _inherit = "res.partner"

    stakeholder_status = fields.Selection(
        STATUSES,
        "Party Status",
        compute="_compute_stakeholder_status",
        search="_search_stakeholder_status",
        help="Follows the agreements by date; nobody sets it by hand.",
    )
    stakeholder_status_group = fields.Selection(
        STATUSES,
        "Status for Grouping",
        company_dependent=True,
        readonly=True,
        copy=False,
        help="A copy of the status that boards group by; followed at once and daily.",
    )
    stakeholder_status_label = fields.Char(
        "Where We Stand", compute="_compute_stakeholder_status_label"
    )

    def _stakeholder_copy_status(self):
        """Bring the copy for grouping up to the status; writes what differs only."""
        # sudo: the copy follows whoever changes class or agreement
        partners = self.sudo()
        for status in ("potential", "active", False):
            stale = partners.filtered(
                lambda one, status=status: (
                    one.stakeholder_status == status
                    and one.stakeholder_status_group != status
                )
            )
            if stale:
                stale.write({"stakeholder_status_group": status})

    @api.model
    def _cron_stakeholder_copy_status(self):
        """Agreements begin and end at midnight, whoever is at work (U1.1)."""
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            parties = self.with_company(company)
            for status in ("potential", "active"):
                parties.search(
                    Domain("stakeholder_status", "=", status)
                    & Domain("stakeholder_status_group", "!=", status)
                )._stakeholder_copy_status()

    @api.depends(
        "stakeholder_class",
        "stakeholder_agreement_ids.date_start",
        "stakeholder_agreement_ids.date_last",
        "stakeholder_agreement_ids.state",
    )
    @api.depends_context("company")
    def _compute_stakeholder_status(self):
        parties = self.filtered("stakeholder_class")
        if len(self) == 1:
            # A contact is opened: it is told in one query with the traces.
            active = parties.filtered("stakeholder_in_force")._origin
        else:
            today = self.env["resource.calendar"]._stakeholder_centre_today()
            active = parties._stakeholder_active_on(today)
        for partner in self:
            if not partner.stakeholder_class:
                partner.stakeholder_status = False
            else:
                is_active = partner._origin in active
                partner.stakeholder_status = "active" if is_active else "potential"

    @api.depends("stakeholder_status")
    @api.depends_context("company", "lang")
    def _compute_stakeholder_status_label(self):
        """The status in the words of the class: 显在 for units, 现有 for others."""
        labels = {
            ("unit", "potential"): self.env._("Potential unit"),
            ("unit", "active"): self.env._("Active unit"),
            ("external", "potential"): self.env._("Potential stakeholder"),
            ("external", "active"): self.env._("Existing stakeholder"),
        }
        for partner in self:
            partner.stakeholder_status_label = labels.get(
                (partner.stakeholder_class, partner.stakeholder_status), False
            )

    def _stakeholder_active_on(self, day):
        """Those of ``self`` with an agreement in force on ``day``; both ends count."""
        if not self.ids:
            return self.browse()
        rows = self.env.execute_query(
            SQL(
                "SELECT party FROM (%s) AS in_force WHERE party IN %s",
                *(self._stakeholder_in_force_query(day), tuple(self.ids)),
            )
        )
        return self.browse([id_ for (id_,) in rows])

    def _search_stakeholder_status(self, operator, value):
        if operator not in ("in", "not in"):
            return NotImplemented
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        found = Domain.OR(self._stakeholder_status_on(one, today) for one in value)
        return found if operator == "in" else ~found

    @api.model
    def _stakeholder_status_on(self, status, day):
        """The parties of ``status`` on ``day``; False: whoever is no party."""
        # sudo: the status is open to whoever sees the contact; agreements are not
        agreements = self.env["stakeholder.agreement"].sudo()
        in_force = agreements._search(agreements._in_force_domain(day))
        active = Domain("id", "in", in_force.subselect("partner_id"))
        party = Domain("stakeholder_class", "!=", False)
        parts = {"active": party & active, "potential": party & ~active, False: ~party}
        return parts.get(status, Domain.FALSE)

    @api.model_create_multi
    def create(self, vals_list):
        partners = super().create(vals_list)
        if any("stakeholder_class" in vals for vals in vals_list):
            partners._stakeholder_copy_status()
        return partners

    def write(self, vals):
        result = super().write(vals)
        if "stakeholder_class" in vals:
            self._stakeholder_copy_status()
        return result
