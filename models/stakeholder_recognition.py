from odoo import api, fields, models
from odoo.exceptions import ValidationError


class StakeholderRecognition(models.Model):
    """Praise and encouragement, given and received (U4.9, O3, S11)."""

    _name = "stakeholder.recognition"
    _description = "Recognition"
    _order = "date desc, id desc"
    _rec_name = "note"

    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    direction = fields.Selection(
        [("received", "Received"), ("given", "Given")],
        required=True,
        default="received",
    )
    means_id = fields.Many2one(
        "stakeholder.option",
        "By",
        required=True,
        domain=[("kind", "=", "recognition")],
        ondelete="restrict",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    partner_id = fields.Many2one(
        "res.partner", "Party", required=True, index=True, ondelete="restrict"
    )
    honoured_ids = fields.Many2many(
        "res.partner",
        "stakeholder_recognition_honoured_rel",
        string="Honours",
        help="Colleagues; empty: the service as a whole.",
    )
    note = fields.Char("What For", required=True, size=200)
    attachment_ids = fields.Many2many(
        "ir.attachment", "stakeholder_recognition_attachment_rel", string="Evidence"
    )
    user_id = fields.Many2one(
        "res.users",
        "Recorded By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    complaint_number = fields.Char(
        "From the Opinion", readonly=True, help="Praise that came in as an opinion."
    )

    _party_idx = models.Index("(company_id, partner_id, date DESC)")
    _opinion_uniq = models.UniqueIndex(
        "(company_id, complaint_number) WHERE complaint_number IS NOT NULL",
        "This praise is on record already.",
    )

    @api.constrains("date")
    def _check_date(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for recognition in self:
            if recognition.date > today:
                raise ValidationError(
                    self.env._("“%s”: the day lies in the future.", recognition.note)
                )
