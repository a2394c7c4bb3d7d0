from odoo import api, fields, models


class StakeholderCommunication(models.Model):
    """The rules for staff, where talks with staff are recorded (I2, X8)."""

    _inherit = "stakeholder.communication"

    documents = fields.Html("Documents to Go By", compute="_compute_documents")

    @api.depends("kind")
    @api.depends_context("company", "lang")
    def _compute_documents(self):
        of_staff = self.filtered(lambda one: one.kind == "staff")
        (self - of_staff).documents = False
        if of_staff:
            rules = self.env["stakeholder.document"]
            of_staff.documents = rules._cited_html("staff")
