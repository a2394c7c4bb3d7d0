from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_split

KINDS = [
    ("dissatisfied", "Not Satisfied"),
    ("reopened", "Reopen"),
    ("merge", "Merge into Another"),
    ("personnel", "Anonymous Personnel Matter"),
    ("named", "A Name Was Given"),
    ("lift", "Lift the Confidentiality"),
]


class StakeholderComplaintTurn(models.TransientModel):
    """A turn in the course of a complaint that needs a word of why (C3.4, C5.2, C5.3).

    The rules are the complaint's own; this is the window that asks.
    """

    _name = "stakeholder.complaint.turn"
    _description = "Turn in the Course of an Opinion"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True, readonly=True)
    date = fields.Date(
        "Said On",
        required=True,
        compute="_compute_date",
        store=True,
        precompute=True,
        readonly=False,
    )
    words = fields.Text()
    main_id = fields.Many2one(
        "stakeholder.complaint",
        "Merge Into",
        domain="[('id', '!=', complaint_id), "
        "('state', 'not in', ('closed', 'not_handled', 'merged'))]",
    )
    personnel_definition = fields.Text(compute="_compute_personnel_definition")
    alleges_harm = fields.Selection(
        [("no", "No"), ("yes", "Yes")], "Is Harm to a Recipient Alleged?"
    )
    complainant_name = fields.Char("Name")
    complainant_contact = fields.Char("Contact")

    @api.depends("complaint_id")
    def _compute_date(self):
        for turn in self:
            turn.date = turn.complaint_id and turn.complaint_id._today()

    @api.depends("complaint_id")
    def _compute_personnel_definition(self):
        for turn in self:
            policy = turn.complaint_id.sudo().policy_id
            turn.personnel_definition = policy.personnel_definition

    @api.constrains("complaint_id", "main_id")
    def _check_reader(self):
        """Not even the number of a case is told to whoever may not read it."""
        (self.complaint_id | self.main_id).sudo(False).check_access("read")

    def action_confirm(self):
        """Take the turn, and forget what was typed here."""
        self.ensure_one()
        self.complaint_id.check_access("write")
        getattr(self, f"_confirm_{self.kind}")()
        self.sudo().unlink()
        return {"type": "ir.actions.act_window_close"}

    def _confirm_dissatisfied(self):
        self.complaint_id._dissatisfied(self._said_on(), self._said())

    def _confirm_reopened(self):
        self.complaint_id._reopen(self._said_on(), self._said())

    def _confirm_merge(self):
        if not self.main_id:
            raise UserError(self.env._("Choose the one that remains."))
        self.main_id.check_access("write")
        self.complaint_id._merge_into(self.main_id)

    def _confirm_personnel(self):
        if self.alleges_harm == "no":
            self.complaint_id._set_not_handled()
            return
        raise UserError(
            self.env._(
                "%s: whether harm to a recipient is alleged has to be answered, and "
                "with “Yes” it is handled.",
                self.complaint_id.name,
            )
        )

    def _confirm_named(self):
        if not self.complainant_name:
            raise UserError(self.env._("Enter the name that was given."))
        emails = email_split(self.complainant_contact or "")
        self.complaint_id._give_name(
            self.complainant_name,
            self.complainant_contact,
            emails[0] if emails else False,
        )

    def _confirm_lift(self):
        self.complaint_id._lift_confidentiality(self._said())

    def _said(self):
        if not (self.words or "").strip():
            raise UserError(
                self.env._(
                    "%s: write down what the complainant said.", self.complaint_id.name
                )
            )
        return self.words

    def _said_on(self):
        complaint = self.complaint_id
        if not complaint.date_received <= self.date <= complaint._today():
            raise UserError(
                self.env._(
                    "%s: the complainant spoke between the receipt and today.",
                    complaint.name,
                )
            )
        return self.date
