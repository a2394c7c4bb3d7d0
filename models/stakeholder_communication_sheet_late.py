from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class StakeholderCommunicationSheet(models.Model):
    """What is recorded after a month was signed comes onto an addendum (U3.3).

    The signed sheet stays as it was signed and says that there is more.
    """

    _inherit = "stakeholder.communication.sheet"

    late_count = fields.Integer("Recorded After Signing", compute="_compute_late_count")
    month_name = fields.Char("Month of It", compute="_compute_month_name")

    @api.depends("month")
    def _compute_month_name(self):
        for sheet in self:
            sheet.month_name = sheet.month and f"{sheet.month:%Y-%m}"

    @api.depends("state", "partner_id", "month", "company_id")
    @api.depends_context("uid")
    def _compute_late_count(self):
        """Contacts of a signed month that wait for an addendum, as far as one reads."""
        signed = self.filtered(lambda one: one.state == "signed")
        self.late_count = 0
        if not signed:
            return
        groups = self.env["stakeholder.communication"]._read_group(
            Domain("company_id", "in", signed.company_id.ids)
            & Domain("partner_id", "in", signed.partner_id.ids)
            & Domain("date", ">=", min(signed.mapped("month")))
            & Domain("filing", "=", "monthly")
            & Domain("state", "=", "draft"),
            ["company_id", "partner_id", "date:month"],
            ["__count"],
        )
        counts = {
            (company, partner, fields.Date.to_date(month)): count
            for company, partner, month, count in groups
        }
        for sheet in signed:
            key = (sheet.company_id, sheet.partner_id, sheet.month)
            sheet.late_count = counts.get(key, 0)

    @api.model
    def _numbered(self, vals_list):
        """``vals_list`` with the number of the addendum: 0 for the first of a month."""
        months = [vals["month"] for vals in vals_list if vals.get("month")]
        numbers = defaultdict(int)
        if months:
            # sudo: whether a month is signed is asked, not what stands on it
            signed = self.sudo()._read_group(
                Domain("partner_id", "in", [one.get("partner_id") for one in vals_list])
                & Domain("month", "in", months)
                & Domain("state", "=", "signed"),
                ["company_id", "partner_id", "month:day"],
                ["addendum:max"],
            )
            for company, partner, month, last in signed:
                key = (company.id, partner.id, fields.Date.to_date(month))
                numbers[key] = last + 1
        return [
            {
                **vals,
                "addendum": numbers[
                    (
                        vals.get("company_id") or self.env.company.id,
                        vals.get("partner_id"),
                        fields.Date.to_date(vals.get("month")),
                    )
                ],
            }
            for vals in vals_list
        ]

    def action_open_addendum(self):
        """The sheet on which what came later is signed."""
        self.ensure_one()
        # Of the centre of the sheet, whichever one is at work in.
        sheets = self.with_company(self.company_id)
        sheet = sheets._collect(
            sheets._open_domain(self.month + relativedelta(months=1))
            & Domain("partner_id", "=", self.partner_id.id)
            & Domain("date", ">=", self.month)
        )
        if not sheet:
            raise UserError(
                self.env._(
                    "%s: nothing waits for an addendum any more.", self.display_name
                )
            )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": sheet[:1].id,
            "views": [(False, "form")],
        }

    def _join(self):
        """Sheets of one month that are about to be of one party."""
        signed = self.filtered(lambda one: one.state == "signed")
        drafts = self - signed
        kept = drafts[:1]
        others = drafts - kept
        if others:
            kept.note = "\n".join(filter(None, drafts.mapped("note"))) or False
            actions = self.env["stakeholder.action"]
            tasks = actions.search([("sheet_id", "in", others.ids)])
            tasks._drop_filing(self.env._("The contacts were merged."))
            tasks.write({"sheet_id": False})
            others.unlink()
        # Past each other first: the numbers are unique.
        for offset in (len(self) + max((signed | kept).mapped("addendum")), 0):
            for number, sheet in enumerate(signed | kept):
                sheet.addendum = number + offset
            self.flush_recordset(["addendum"])
