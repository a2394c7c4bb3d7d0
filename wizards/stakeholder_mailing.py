from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import plaintext2html


class StakeholderMailing(models.TransientModel):
    """A greeting or information by e-mail to chosen parties, looked at before sending.

    One greeting a party and festival across all workers; what was sent is on record as
    a communication of each party (U3.1, O3).
    """

    _name = "stakeholder.mailing"
    _description = "Greeting or Information by E-mail"

    partner_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_partner_rel",
        string="To",
        default=lambda self: self.env.context.get("active_ids"),
    )
    maintenance_id = fields.Many2one(
        "stakeholder.option",
        "As",
        required=True,
        domain="[('kind', '=', 'maintenance')]",
    )
    festival_id = fields.Many2one("stakeholder.festival")
    is_greeting = fields.Boolean(compute="_compute_is_greeting")
    subject = fields.Char(required=True, size=200)
    body = fields.Text("Words", required=True)
    greeted_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_greeted_rel",
        string="Greeted Already",
        compute="_compute_sorted",
    )
    unreachable_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_unreachable_rel",
        string="Without E-mail",
        compute="_compute_sorted",
    )
    recipient_ids = fields.Many2many(
        "res.partner",
        "stakeholder_mailing_recipient_rel",
        string="Will Be Sent To",
        compute="_compute_sorted",
    )

    @api.depends("maintenance_id")
    def _compute_is_greeting(self):
        for mailing in self:
            mailing.is_greeting = mailing.maintenance_id.code == "festival"

    @api.depends("partner_ids", "festival_id", "maintenance_id")
    def _compute_sorted(self):
        for mailing in self:
            parties = mailing.partner_ids
            greeted = mailing._greeted()
            mailing.greeted_ids = greeted
            mailing.unreachable_ids = (parties - greeted).filtered(
                lambda one: not one.email
            )
            mailing.recipient_ids = parties - greeted - mailing.unreachable_ids

    def _greeted(self):
        """Who was greeted on this festival this year, by whomever (U3.1)."""
        if not (self.is_greeting and self.festival_id):
            return self.env["res.partner"]
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        # sudo: that a colleague greeted is enough; what they wrote is not shown
        found = (
            self.env["stakeholder.communication"]
            .sudo()
            .search(
                [
                    ("partner_id", "in", self.partner_ids.ids),
                    ("festival_id", "=", self.festival_id.id),
                    ("date", ">=", fields.Date.subtract(today, months=6)),
                    ("company_id", "=", self.env.company.id),
                ]
            )
        )
        return found.partner_id.sudo(False)

    def action_send(self):
        """Send it, and put it on record for each."""
        self.ensure_one()
        if self.is_greeting and not self.festival_id:
            raise UserError(self.env._("Choose the festival on which you greet."))
        if not self.recipient_ids:
            raise UserError(
                self.env._(
                    "Nobody is left to write to: greeted already, or without an e-mail "
                    "address."
                )
            )
        self.recipient_ids.check_access("read")
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        sender = policy.email or self.env.company.email_formatted
        # sudo: the letters leave in the name of the centre
        self.env["mail.mail"].sudo().create(
            [
                {
                    "subject": self.subject,
                    "body_html": plaintext2html(self.body),
                    "email_to": party.email_formatted,
                    "email_from": sender,
                    "reply_to": self.env.user.email_formatted or sender,
                }
                for party in self.recipient_ids
            ]
        )
        self.env["stakeholder.communication"].create(
            [self._communication(party) for party in self.recipient_ids]
        )
        return {"type": "ir.actions.act_window_close"}

    def _communication(self, party):
        return {
            "partner_id": party.id,
            "maintenance_id": self.maintenance_id.id,
            "festival_id": self.festival_id.id,
            "form": "email",
            "initiated_by": "centre",
            "their_ids": party.ids,
            "summary": self.subject,
            "said": self.body,
        }
