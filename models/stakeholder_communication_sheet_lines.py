from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..tools.periods import period


class StakeholderCommunicationSheet(models.Model):
    """The contacts that stand on it, as the reader may read them (U3.3)."""

    _inherit = "stakeholder.communication.sheet"

    line_ids = fields.Many2many(
        "stakeholder.communication", string="Contacts", compute="_compute_line_ids"
    )
    line_count = fields.Integer("Number of Contacts", compute="_compute_line_count")

    @api.depends("partner_id", "month", "state")
    @api.depends_context("uid")
    def _compute_line_ids(self):
        for sheet in self:
            lines = self.env["stakeholder.communication"]
            if sheet.partner_id and sheet.month:
                lines = lines.search(sheet._line_domain(), order="at, id")
            sheet.line_ids = lines

    @api.depends("partner_id", "month", "state")
    @api.depends_context("uid")
    def _compute_line_count(self):
        """In two queries, however many sheets."""
        talks = self.env["stakeholder.communication"]
        signed = self.filtered(lambda one: one.state == "signed")
        on_sheet = dict(
            talks._read_group(
                [("sheet_id", "in", signed._origin.ids)], ["sheet_id"], ["__count"]
            )
        )
        open_ones = (self - signed).filtered(lambda one: one.partner_id and one.month)
        in_month = {
            (company, party, month): count
            for company, party, month, count in talks._read_group(
                Domain.OR(one._line_domain() for one in open_ones),
                ["company_id", "partner_id", "date:month"],
                ["__count"],
            )
        }
        for sheet in self:
            if sheet in signed:
                count = on_sheet.get(sheet._origin)
            else:
                first = sheet.month and period("month", sheet.month).first
                key = sheet.company_id, sheet.partner_id._origin, first
                count = in_month.get(key)
            sheet.line_count = count or 0

    def _line_domain(self):
        """What is on the sheet once signed; before, what would be."""
        if self.state == "signed":
            return Domain("sheet_id", "=", self._origin.id)
        month = period("month", self.month)
        return (
            Domain("company_id", "=", self.company_id.id)
            & Domain("partner_id", "=", self.partner_id._origin.id)
            & Domain("date", ">=", month.first)
            & Domain("date", "<=", month.last)
            & Domain("filing", "=", "monthly")
            & Domain("state", "=", "draft")
        )

    def _all_lines(self):
        """The lines; nobody signs or prints part of a month for the whole."""
        lines = self.env["stakeholder.communication"].search(
            self._line_domain(), order="at, id"
        )
        # sudo: how many there are is compared, not what they say
        if len(lines) != lines.sudo().search_count(self._line_domain()):
            raise AccessError(
                self.env._(
                    "%s holds contacts of another department, which you cannot read. "
                    "Whoever is responsible for the unit signs and prints it.",
                    self.display_name,
                )
            )
        return lines
