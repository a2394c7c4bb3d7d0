from odoo import api, models
from odoo.exceptions import UserError


class StakeholderRecognition(models.Model):
    """What came in as an opinion links back there, and stands once (U4.9)."""

    _inherit = "stakeholder.recognition"

    # One opinion is one recognition, however often the button is pressed.
    _source_uniq = models.UniqueIndex(
        "(company_id, source_number) WHERE source_number IS NOT NULL",
        "This opinion is a recognition already. Open that one.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        found = super().create(vals_list)
        if not self.env.su:
            for recognition in found.filtered("source_number"):
                complaint = self.env["stakeholder.complaint"]._praised(
                    recognition.source_number
                )
                complaint._note_recognition(recognition)
        return found

    def write(self, vals):
        if "source_number" in vals and not self.env.su:
            raise UserError(
                self.env._("From which opinion a recognition comes is not typed in.")
            )
        return super().write(vals)
