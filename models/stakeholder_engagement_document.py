from odoo import api, fields, models


class StakeholderEngagement(models.Model):
    """The guide to the service procedure, where recipients are served (S, X8)."""

    _inherit = "stakeholder.engagement"

    documents = fields.Html("Documents to Go By", compute="_compute_documents")

    @api.depends("party_class")
    @api.depends_context("company", "lang")
    def _compute_documents(self):
        Document = self.env["stakeholder.document"]
        for party_class, own in self.grouped("party_class").items():
            place = "unit" if party_class == "external" else party_class
            own.documents = Document._cited_html(place)
