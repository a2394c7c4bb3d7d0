from odoo import api, fields, models


class StakeholderReview(models.TransientModel):
    """Which year is to be reviewed (C7); prints counts, of nobody in particular."""

    _name = "stakeholder.review"
    _description = "Yearly Review of Opinions and Complaints"

    year = fields.Char(required=True, size=4, default=lambda self: self._last_year())

    @api.model
    def _last_year(self):
        calendar = self.env["resource.calendar"]
        return str(calendar._stakeholder_centre_today().year)

    def action_print(self):
        self.ensure_one()
        report = self.env.ref("stakeholder_relations.action_report_review")
        return report.report_action(self, config=False)
