from odoo import api, fields, models

from .res_partner import SELDOM


class ResPartner(models.Model):
    """The documents that bind us with a party, where it is kept (X8)."""

    _inherit = "res.partner"

    stakeholder_mechanism = fields.Char(
        "Communication Mechanism",
        company_dependent=True,
        prefetch=SELDOM,
        groups="stakeholder_relations.stakeholder_group_worker",
        help="Link to what was agreed with this unit about communication.",
    )
    stakeholder_documents = fields.Html(
        "Documents to Go By",
        compute="_compute_stakeholder_documents",
        # From a template of the module; names and links are escaped there.
        sanitize=False,
    )

    @api.depends("stakeholder_party_class")
    @api.depends_context("company", "lang")
    def _compute_stakeholder_documents(self):
        Document = self.env["stakeholder.document"]
        for partner in self:
            party_class = partner.stakeholder_party_class
            place = "unit" if party_class == "external" else party_class
            partner.stakeholder_documents = place and Document._cited_html(place)

    @api.constrains("stakeholder_mechanism")
    def _check_stakeholder_mechanism(self):
        for partner in self.filtered("stakeholder_mechanism"):
            self.env["stakeholder.document"]._check_link(
                partner.stakeholder_mechanism, partner.name
            )
