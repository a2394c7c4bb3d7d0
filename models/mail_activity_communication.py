from odoo import api, fields, models
from odoo.exceptions import UserError


class MailActivity(models.Model):
    """“Done and Record”: a planned contact becomes a recorded one."""

    _inherit = "mail.activity"

    stakeholder_is_contact = fields.Boolean(
        "Can Be Recorded", compute="_compute_stakeholder_is_contact"
    )

    @api.depends("res_model")
    def _compute_stakeholder_is_contact(self):
        """Hangs on somebody one has contact with, or on what is owed to them."""
        for activity in self:
            model = activity.res_model in self.env and self.env[activity.res_model]
            activity.stakeholder_is_contact = hasattr(model, "_stakeholder_contact")

    def _to_store_defaults(self, target):
        """The chatter offers it beside “Mark Done”, to whoever records contacts."""
        names = super()._to_store_defaults(target)
        if self.env.user.has_group("stakeholder_relations.stakeholder_group_worker"):
            names = [*names, "stakeholder_is_contact"]
        return names

    def action_stakeholder_record(self):
        """The form of a communication; the activity is done when that is saved."""
        self.ensure_one()
        if not self.stakeholder_is_contact:
            raise UserError(
                self.env._(
                    "Communications are recorded from parties, agreements, cycles and "
                    "contacts owed."
                )
            )
        record = self.env[self.res_model].browse(self.res_id)
        defaults = record._stakeholder_contact()
        partner = self.env["res.partner"].browse(defaults["default_partner_id"])
        return partner.with_context(
            default_summary=self.summary,
            **self._stakeholder_meeting(partner),
            **defaults,
            stakeholder_activity_id=self.id,
        ).stakeholder_record_communication()

    def _stakeholder_meeting(self, partner):
        """When, where and with whom, if the calendar app is there and has it."""
        meeting = "calendar_event_id" in self._fields and self.calendar_event_id
        if not meeting:
            return {}
        found = self.env["stakeholder.communication"]._meeting_defaults(
            meeting, partner
        )
        return {
            name: value
            for name, value in found.items()
            if name not in ("default_partner_id", "default_summary")
        }
