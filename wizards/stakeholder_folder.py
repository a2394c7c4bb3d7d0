from odoo import api, fields, models
from odoo.exceptions import UserError

REPORT = "stakeholder_relations.action_report_folder"


class StakeholderFolder(models.TransientModel):
    """Whose folder for the assessment day, and of which time (U4, X3)."""

    _name = "stakeholder.folder"
    _inherit = ["stakeholder.span.window"]
    _description = "Assessment-day Folder"

    partner_ids = fields.Many2many(
        "res.partner",
        "stakeholder_folder_partner_rel",
        string="Units",
        required=True,
        domain=[("stakeholder_class", "=", "unit")],
        default=lambda self: self._chosen_units(),
    )

    @api.model
    def _chosen_units(self):
        """The units chosen in the list the window was opened from."""
        if self.env.context.get("active_model") != "res.partner":
            return self.env["res.partner"]
        chosen = self.env["res.partner"].browse(self.env.context.get("active_ids", ()))
        return chosen.filtered(lambda one: one.stakeholder_class == "unit")

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
