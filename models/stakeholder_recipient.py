from odoo import api, fields, models

WILLINGNESS = [
    ("voluntary", "Voluntary"),
    ("involuntary", "Involuntary"),
    ("mandated", "Mandated"),
]


class StakeholderRecipient(models.Model):
    """What is personal about a service recipient, apart from the contact (S1-S3, X6).

    Read by whoever is in charge of the case and the named supervisor alone.
    """

    _name = "stakeholder.recipient"
    _description = "Service Recipient"
    _rec_name = "partner_id"
    _order = "id desc"

    partner_id = fields.Many2one(
        "res.partner",
        "Service Recipient",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        "Social Worker",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    supervisor_id = fields.Many2one(
        "res.users", "Named Supervisor", index=True, domain=[("share", "=", False)]
    )
    kind = fields.Selection(
        [
            ("individual", "Individual"),
            ("family", "Family"),
            ("group", "Group"),
            ("organisation", "Organisation"),
            ("community", "Community"),
        ],
        required=True,
        default="individual",
    )
    source = fields.Selection(
        [
            ("self", "Sought help itself"),
            ("referral", "Referred by another"),
            ("outreach", "Reached out to by a social worker"),
        ],
        required=True,
        default="self",
    )
    referral_by = fields.Char("Referred By")
    referral_type = fields.Selection(
        [("formal", "Formal"), ("informal", "Informal")], "Kind of Referral"
    )
    willingness_ids = fields.One2many(
        "stakeholder.willingness", "recipient_id", "Willingness over Time"
    )
    willingness = fields.Selection(
        WILLINGNESS, compute="_compute_willingness", store=True
    )
    phone = fields.Char("Telephone")
    street = fields.Char("Address")
    birthday = fields.Date()
    gender = fields.Selection(
        [("female", "Female"), ("male", "Male"), ("other", "Other")]
    )
    guardian = fields.Char()
    health = fields.Text()
    care_note = fields.Text("Handle with Care")

    _partner_uniq = models.UniqueIndex(
        "(partner_id, company_id)", "This person has a record at the centre already."
    )

    @api.depends("willingness_ids.date", "willingness_ids.kind")
    def _compute_willingness(self):
        for recipient in self:
            lines = recipient.willingness_ids.sorted(lambda one: (one.date, one.id))
            recipient.willingness = lines[-1:].kind

    @api.model_create_multi
    def create(self, vals_list):
        recipients = super().create(vals_list)
        # sudo: the name stays the same, and is told for what it is
        recipients.sudo().partner_id._stakeholder_mark_names()
        return recipients
