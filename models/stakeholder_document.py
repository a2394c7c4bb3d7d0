from odoo import api, fields, models, tools
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

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    def unlink(self):
        self.env.registry.clear_cache()
        return super().unlink()

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
    def _cited_html(self, place):
        """The documents shown at ``place`` today, in this centre, in one line."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return self._cited_on(place, today)

    @api.model
    @tools.ormcache("place", "today", "self.env.company.id", "self.env.lang")
    def _cited_on(self, place, today):
        """Changed once in a year, and shown whenever a party is opened: remembered."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", today)
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", today)
        own = Domain("company_id", "in", [False, self.env.company.id])
        # sudo: what is shown are names and links that every employee may read
        shown = own & begun & running & Domain("place", "=", place)
        return self.sudo().search(shown)._html()

    def _html(self):
        """The links in one line."""
        links = [(one.name, one.url) for one in self]
        if not links:
            return ""
        return self.env["ir.qweb"]._render(
            "stakeholder_relations.document_links", {"links": links}
        )
