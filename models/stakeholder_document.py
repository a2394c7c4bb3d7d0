from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

PLACES = [
    ("unit", "Units and External Stakeholders"),
    ("recipient", "Service Recipients"),
    ("staff", "Internal Staff"),
]
SCHEMES = ("http://", "https://")


class StakeholderDocument(models.Model):
    """A document the guideline refers to: a link the centre sets (X8)."""

    _name = "stakeholder.document"
    _description = "Document of the Centre"
    _order = "sequence, id"

    name = fields.Char("Document", required=True, translate=True)
    url = fields.Char("Link", help="Where it can be read; empty: named without a link.")
    place = fields.Selection(PLACES, "Shown With")
    sequence = fields.Integer(default=10)
    date_from = fields.Date("In Force From")
    date_to = fields.Date("In Force Until")
    company_id = fields.Many2one(
        "res.company", "Centre", help="Empty: for every centre."
    )
    clause_ids = fields.Many2many(
        "stakeholder.clause", "stakeholder_document_clause_rel", string="Cited In"
    )

    @api.constrains("url")
    def _check_url(self):
        for document in self.filtered("url"):
            self._check_link(document.url, document.name)

    @api.model
    def _check_link(self, url, name):
        if not url.lower().startswith(SCHEMES):
            raise ValidationError(
                self.env._(
                    "%s: a link begins with http:// or https://. Copy it from the "
                    "browser.",
                    name,
                )
            )

    @api.model
    def _cited(self, place):
        """The documents shown at ``place`` today, in this centre."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", today)
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        own = Domain("company_id", "in", [False, self.env.company.id])
        # sudo: what is shown are names and links that every employee may read
        return self.sudo().search(own & begun & running & Domain("place", "=", place))

    def _html(self, more=()):
        """The links in one line; ``more``: [(name, url)] that go before."""
        links = [*more, *((one.name, one.url) for one in self)]
        if not links:
            return ""
        return self.env["ir.qweb"]._render(
            "stakeholder_relations.document_links", {"links": links}
        )
