from odoo import fields, models
from odoo.exceptions import UserError

PARTY_OF = {"res.partner": "id", "stakeholder.agreement": "partner_id"}


class MailActivity(models.Model):
    """“Done and Record”: a planned contact becomes a recorded one."""

    _inherit = "mail.activity"

    def action_stakeholder_record(self):
        """The form of a communication; the activity is done when that is saved."""
        self.ensure_one()
        if self.res_model not in PARTY_OF:
            raise UserError(
                self.env._("Communications are recorded from parties and agreements.")
            )
        record = self.env[self.res_model].browse(self.res_id)
        partner = record if self.res_model == "res.partner" else record.partner_id
        return partner.with_context(
            **self._stakeholder_meeting(partner),
            stakeholder_activity_id=self.id,
            default_summary=self.summary,
        ).stakeholder_record_communication()

    def _stakeholder_meeting(self, partner):
        """When, where and with whom, if the calendar app is there and has it."""
        meeting = "calendar_event_id" in self._fields and self.calendar_event_id
        if not meeting:
            return {}
        people = meeting.partner_ids
        theirs = people.filtered(lambda one: partner in one | one.parent_id)
        ours = people.filtered(lambda one: one.user_ids)
        return {
            "default_at": min(meeting.start, fields.Datetime.now()),
            "default_place": meeting.location,
            "default_their_ids": theirs.ids,
            "default_our_ids": (ours - theirs | self.env.user.partner_id).ids,
        }
