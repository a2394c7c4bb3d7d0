from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.periods import Period, period

REPORT = "stakeholder_relations.action_report_folder"


class StakeholderFolder(models.TransientModel):
    """Whose folder for the assessment day, and of which time (U4, X3)."""

    _name = "stakeholder.folder"
    _description = "Assessment-day Folder"

    partner_ids = fields.Many2many(
        "res.partner",
        "stakeholder_folder_partner_rel",
        string="Units",
        required=True,
        domain=[("stakeholder_class", "=", "unit")],
        default=lambda self: self._chosen_units(),
    )
    date_from = fields.Date(
        "From", required=True, default=lambda self: self._this_year().first
    )
    date_to = fields.Date(
        "To", required=True, default=lambda self: self._this_year().last
    )

    _period_check = models.Constraint(
        "CHECK(date_from <= date_to)",
        "The folder would end before it begins. Correct its period.",
    )

    @api.model
    def _this_year(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return period("year", today)

    @api.model
    def _chosen_units(self):
        """The units chosen in the list the window was opened from."""
        if self.env.context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        chosen = self.env["res.partner"].browse(self.env.context.get("active_ids", ()))
        return chosen.filtered(lambda one: one.stakeholder_class == "unit")

    def _span(self):
        return Period(self.date_from, self.date_to)

    def action_print(self):
        self.ensure_one()
        if not self.partner_ids:
            raise UserError(
                self.env._(
                    "Only commissioning units have a folder. Choose at least one unit."
                )
            )
        report = self.env.ref(REPORT)
        return report.report_action(self, config=False)
