from odoo import api, fields, models
from odoo.exceptions import UserError

from .ir_actions import MEETING


class StakeholderCommunication(models.Model):
    """From a meeting of the calendar, which need not be installed, to its record."""

    _inherit = "stakeholder.communication"

    @api.model
    def _record_meeting(self):
        """The form of a contact, filled in from the meeting that is open."""
        context = self.env.context
        if context.get("active_model") != MEETING or MEETING not in self.env:
            raise UserError(self.env._("Open the meeting that is to be recorded."))
        meeting = self.env[MEETING].browse(context.get("active_id")).exists()
        meeting.check_access("read")
        mine = meeting.activity_ids.filtered(lambda one: one.user_id == self.env.user)
        if activity := mine.filtered("stakeholder_is_contact")[:1]:
            return activity.action_stakeholder_record()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Contact"),
            "res_model": self._name,
            "views": [[False, "form"]],
            "context": self._meeting_defaults(meeting),
        }

    @api.model
    def _meeting_defaults(self, meeting, party=None):
        """Context of the form: when, where, what about, and who was there.

        Colleagues and the council are our side; of the others those count who belong
        to ``party``, or to whoever comes first.
        """
        people = meeting.partner_ids
        ours = people.filtered(
            lambda one: not one.partner_share or one.stakeholder_tier
        )
        theirs = people - ours
        if not party and theirs:
            party = self._party_of(theirs[0])
        theirs = theirs.filtered(lambda one: party in one | self._party_of(one))
        return {
            "default_partner_id": party.id if party else False,
            "default_at": min(meeting.start, fields.Datetime.now()),
            "default_place": meeting.location,
            "default_summary": meeting.name,
            "default_their_ids": theirs.ids,
            "default_our_ids": (ours | self.env.user.partner_id).ids,
        }
