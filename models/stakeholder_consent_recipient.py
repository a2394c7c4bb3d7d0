from dateutil.relativedelta import relativedelta

from odoo import api, fields, models

OF_AGE = 14


class StakeholderRecipient(models.Model):
    """What may leave the house about a recipient, and what has to be agreed to (P23).

    Sensitive is what the law calls so: health, orders of a court, and everything about
    a child under fourteen (Personal Information Protection Law, art. 28 to 31).
    """

    _inherit = "stakeholder.recipient"

    consent_ids = fields.One2many("stakeholder.consent", "recipient_id", "Consents")
    is_minor = fields.Boolean("Under Fourteen", compute="_compute_is_sensitive")
    is_sensitive = fields.Boolean("Sensitive Data", compute="_compute_is_sensitive")
    consent_warning = fields.Char(compute="_compute_consent_warning")

    @api.depends("birthday", "health", "care_note", "willingness_ids.kind")
    def _compute_is_sensitive(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for one in self:
            grown = one.birthday and one.birthday + relativedelta(years=OF_AGE)
            one.is_minor = bool(grown) and grown > today
            ordered = "mandated" in one.willingness_ids.mapped("kind")
            one.is_sensitive = bool(
                one.is_minor or one.health or one.care_note or ordered
            )

    @api.depends(
        "is_minor",
        "is_sensitive",
        "consent_ids.purpose",
        "consent_ids.given_by",
        "consent_ids.is_separate",
        "consent_ids.withdrawn_at",
    )
    def _compute_consent_warning(self):
        for one in self:
            one.consent_warning = one._consent_lacking("keep")

    def _consent_lacking(self, purpose):
        """Which consent to ``purpose`` is missing, in words; False where none is."""
        self.ensure_one()
        given = self.consent_ids.filtered(
            lambda one: one.purpose == purpose and not one.withdrawn_at
        )
        if self.is_minor:
            if given.filtered(lambda one: one.given_by == "guardian"):
                return False
            return self.env._("the consent of a parent or guardian (under fourteen)")
        if self.is_sensitive and not given.filtered("is_separate"):
            return self.env._("a consent given apart, for sensitive data")
        return False

    def action_record_consent(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Consent"),
            "res_model": "stakeholder.consent",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_recipient_id": self.id,
                "default_given_by": "guardian" if self.is_minor else "self",
                "default_guardian": self.guardian if self.is_minor else False,
                "default_is_separate": self.is_sensitive,
            },
        }
