from odoo import SUPERUSER_ID, api, models
from odoo.fields import Command


class StakeholderComplaint(models.Model):
    """From whoever received it into the hands of the person in charge (C3.2)."""

    _inherit = "stakeholder.complaint"

    @api.model
    def _is_nameless(self, vals):
        commands = vals.get("identity_ids") or ()
        return not any(command[2].get("name") for command in commands)

    @api.model
    def _take_in(self, vals_list):
        """Take in what ``self.env.user`` received; returns the receipts.

        Everybody on the staff may and must (C3.2); afterwards they see the receipt.
        ``vals_list``: values of complaints, with ``complainant_name``, ``_contact``,
        ``_email`` and ``attachment_ids`` (ids) beside them.
        """
        prepared, attachments = [], []
        for vals in vals_list:
            vals = dict(vals)
            attachments.append(vals.pop("attachment_ids", []))
            identity = {
                name: vals.pop(f"complainant_{name}", False)
                for name in ("name", "contact", "email")
            }
            prepared.append({**vals, "identity_ids": [Command.create(identity)]})
        # Nobody slips in a file of somebody else's.
        self.env["ir.attachment"].browse(sum(attachments, [])).check_access("write")
        # sudo: write-only door; the receiver gets no access to what is created
        complaints = self.sudo().create(prepared)
        for complaint, ids in zip(complaints, attachments, strict=True):
            self.env["ir.attachment"].sudo().browse(ids).write(
                {"res_model": self._name, "res_id": complaint.id}
            )
        return complaints.sudo(False)._make_receipts()

    def _make_receipts(self):
        # sudo: nobody writes receipts but this method
        receipts = self.env["stakeholder.complaint.receipt"].sudo()
        return receipts.create(
            [
                {
                    "complaint_id": complaint.id,
                    "name": complaint.name,
                    "user_id": self.env.uid,
                    "handed_over_at": complaint.handed_over_at,
                }
                for complaint in self.sudo()
            ]
        ).sudo(False)

    def _take_addendum(self, text, sender):
        """What ``sender`` adds to what they handed in: a note, and a task."""
        # As nobody in particular: whoever writes a note may read it for ever.
        self.with_user(SUPERUSER_ID).message_post(
            body=self.env._("Added by %(name)s: %(text)s", name=sender.name, text=text)
        )
        self.env["stakeholder.complaint.trail"]._append(self, "addendum")
        self._notify_addendum()

    def _hand_over(self):
        Trail = self.env["stakeholder.complaint.trail"]
        received = {one.id: {"received_at": one.received_at} for one in self}
        Trail._append(self, "received", by_id=received)
        Trail._append(self, "handed_over")
        self._notify_handed_over()

    @api.model
    def _draw_numbers(self, vals_list):
        """A number for each, without gaps, drawn at once for the whole batch."""
        company = self.env["res.company"].browse(vals_list[0]["company_id"])
        policy = self.env["stakeholder.policy"]._current(company)
        today = policy.calendar_id._stakeholder_today()
        # sudo: whoever registers needs a number, not the sequence
        sequences = self.env["ir.sequence"].sudo()
        return sequences._stakeholder_draw(
            "stakeholder.complaint", len(vals_list), today
        )
