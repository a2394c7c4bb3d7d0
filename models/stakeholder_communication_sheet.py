from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.periods import period

SIGNERS = "stakeholder_relations.stakeholder_group_officer"


class StakeholderCommunicationSheet(models.Model):
    """The everyday contacts with one unit in one month, filed together (U3.3).

    Signed once at month's end; each line stays a trace of its own.
    """

    _name = "stakeholder.communication.sheet"
    _description = "Monthly Communication Sheet"
    _order = "month desc, partner_id"
    _rec_name = "month"

    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner", "Unit", required=True, index=True, ondelete="restrict"
    )
    month = fields.Date("First Day of the Month", required=True)
    line_ids = fields.One2many("stakeholder.communication", "sheet_id", "Contacts")
    note = fields.Text("Reviewed: What Has to Be Followed Up")
    signed_by_id = fields.Many2one("res.users", readonly=True)
    date_signed = fields.Date(readonly=True)

    _month_uniq = models.UniqueIndex(
        "(company_id, partner_id, month)",
        "There is a sheet of this unit and month already.",
    )

    @api.depends("partner_id", "month")
    def _compute_display_name(self):
        for sheet in self:
            month = sheet.month and f"{sheet.month.year}/{sheet.month.month:02}"
            sheet.display_name = f"{sheet.partner_id.name} {month}"

    @api.model
    def _collect(self, parties, month):
        """The sheets of ``parties`` and a month, with the unfiled everyday contacts."""
        whole = period("month", month)
        lines = self.env["stakeholder.communication"].search(
            [
                ("partner_id", "in", parties.ids),
                ("date", ">=", whole.first),
                ("date", "<=", whole.last),
                ("channel_id.code", "=", "informal"),
                ("state", "=", "draft"),
                ("sheet_id", "=", False),
            ]
        )
        by_party = lines.grouped("partner_id")
        known = self.search(
            [("partner_id", "in", parties.ids), ("month", "=", whole.first)]
        ).grouped("partner_id")
        sheets = self.browse()
        for party, own in by_party.items():
            sheet = known.get(party) or self.create(
                {"partner_id": party.id, "month": whole.first}
            )
            if not sheet.signed_by_id:
                own.write({"sheet_id": sheet.id})
            sheets |= sheet
        return sheets

    def write(self, vals):
        if not self.env.su:
            self._check_open()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_open(self):
        self._check_open()

    def _check_open(self):
        for sheet in self.filtered("signed_by_id"):
            raise UserError(
                self.env._(
                    "%s is signed and stays as it is. What came later goes into an "
                    "addendum of the contact.",
                    sheet.display_name,
                )
            )

    def action_sign(self):
        """Reviewed and signed by site lead or department; its lines are filed."""
        for sheet in self:
            sheet._check_open()
            lead = sheet.with_company(sheet.company_id).partner_id.stakeholder_user_id
            if self.env.user != lead and not self.env.user.has_group(SIGNERS):
                raise AccessError(
                    self.env._(
                        "%s is signed by whoever is responsible for the unit, or by "
                        "the department.",
                        sheet.display_name,
                    )
                )
            if not sheet.line_ids:
                raise UserError(
                    self.env._("%s has no contact to sign for.", sheet.display_name)
                )
            # sudo: signing is closed to typing
            sheet.sudo().write(
                {"signed_by_id": self.env.uid, "date_signed": sheet._today()}
            )
            sheet.line_ids._filed()

    def _today(self):
        return self.env["resource.calendar"]._stakeholder_centre_today()

    def action_print(self):
        report = self.env.ref("stakeholder_relations.action_report_communication_sheet")
        return report.report_action(self)
