from odoo import fields, models
from odoo.exceptions import AccessError

DIRECTOR = "stakeholder_relations.stakeholder_group_director"


class StakeholderPartyErasure(models.TransientModel):
    """What is to be erased of a contact or recipient; it cannot be brought back.

    By the person in charge, or for a recipient by the named supervisor: not by whoever
    wrote it.
    """

    _name = "stakeholder.party.erasure"
    _description = "Erase a Party's Personal Data"

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    part = fields.Selection(
        [
            ("contact", "Name and ways to reach them"),
            ("recipient", "These, and all that was written about a recipient"),
        ],
        "What Is Erased",
        required=True,
        default="contact",
    )

    def action_confirm(self):
        self.ensure_one()
        partner = self.partner_id
        if not self.env.user.has_group(DIRECTOR):
            # sudo: only whether they are the named supervisor is asked
            recipients = self.env["stakeholder.recipient"].sudo()
            own = [
                ("partner_id", "=", partner.id),
                ("supervisor_id", "=", self.env.uid),
            ]
            if not recipients.search_count(own, limit=1):
                raise AccessError(
                    self.env._(
                        "%s: the person in charge erases, or the named supervisor of "
                        "a recipient.",
                        partner.display_name,
                    )
                )
        partner.check_access("read")
        partner._stakeholder_erase(self.part)
        return {"type": "ir.actions.client", "tag": "soft_reload"}
