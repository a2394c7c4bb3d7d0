from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .stakeholder_complaint import ENDED, STATES


class StakeholderComplaintReceipt(models.Model):
    """All that whoever handed in a complaint sees of it: number, state, dates (C3.2).

    The values are copies: nothing of the confidential record can be reached from here.
    Whoever is responsible for the place, and the heads above the handler, see as much
    of a plain case, nothing of a strictly confidential one.
    """

    _name = "stakeholder.complaint.receipt"
    _description = "Receipt of an Opinion or Complaint"
    _order = "id desc"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, readonly=True, ondelete="restrict"
    )
    name = fields.Char("Number", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users", "Handed in by", required=True, readonly=True, index=True
    )
    handed_over_at = fields.Datetime("Handed Over", required=True, readonly=True)
    date_response_due = fields.Date("Answer Due", compute="_compute_copies", store=True)
    state = fields.Selection(STATES, compute="_compute_copies", store=True)
    viewer_ids = fields.Many2many(
        "res.users",
        "stakeholder_complaint_receipt_viewer_rel",
        compute="_compute_viewer_ids",
        store=True,
    )
    addendum = fields.Text(readonly=True, groups=fields.NO_ACCESS)
    own_addendum = fields.Text(
        "Added Later",
        compute="_compute_own_addendum",
        help="What you handed in afterwards.",
    )
    is_own = fields.Boolean(compute="_compute_is_own")

    _complaint_uniq = models.UniqueIndex("(complaint_id)")

    @api.depends("complaint_id.state", "complaint_id.date_response_due")
    def _compute_copies(self):
        for receipt in self:
            receipt.state = receipt.complaint_id.state
            receipt.date_response_due = receipt.complaint_id.date_response_due

    @api.depends(
        "user_id",
        "complaint_id.place_id",
        "complaint_id.user_id",
        "complaint_id.is_confidential",
        "complaint_id.denied_ids",
    )
    def _compute_viewer_ids(self):
        above = self.complaint_id.user_id._stakeholder_managers()
        alike = {}
        for receipt in self:
            case = receipt.complaint_id
            others = self.env["res.users"]
            if not case.is_confidential:
                place = case.with_company(case.company_id).place_id
                others = place.stakeholder_user_id | above.get(case.user_id.id, others)
            viewers = receipt.user_id | (others - case.denied_ids)
            alike.setdefault(viewers, []).append(receipt._ids[0])
        # One statement for all that have the same viewers.
        for viewers, ids in alike.items():
            self.browse(ids).viewer_ids = viewers

    @api.model
    def _follow_organisation(self):
        """Of open cases: those above the handler changed."""
        self._follow_viewers([("state", "not in", ENDED)])

    @api.model
    def _follow_viewers(self, domain):
        """Somebody else is responsible, or above the handler: they see it from now on.

        Whoever was before them sees it no longer.
        """
        # sudo: who sees a receipt follows whoever changed the organisation
        receipts = self.sudo().search(domain)
        self.env.add_to_compute(self._fields["viewer_ids"], receipts)
        receipts._recompute_recordset(["viewer_ids"])

    @api.depends_context("uid")
    @api.depends("user_id")
    def _compute_is_own(self):
        for receipt in self:
            receipt.is_own = receipt.user_id == self.env.user

    @api.depends_context("uid")
    @api.depends("addendum", "user_id")
    def _compute_own_addendum(self):
        """Others see number and state alone."""
        for receipt in self:
            # sudo: one's own words
            words = receipt.is_own and receipt.sudo().addendum
            receipt.own_addendum = words

    def action_add(self):
        """Open the window for what came up later."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Addendum to %s", self.name),
            "res_model": "stakeholder.complaint.addendum",
            "view_mode": "form",
            "target": "new",
            "context": {"default_receipt_id": self.id},
        }

    def _add(self, text):
        """Put ``text`` on record, and before whoever handles the case."""
        self.ensure_one()
        if self.user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%s was handed in by somebody else. Hand in your own.", self.name
                )
            )
        # sudo: write-only door, as handing in is
        case = self.sudo().complaint_id
        while case.merged_into_id:
            case = case.merged_into_id
        if case.state in ENDED:
            raise UserError(
                self.env._(
                    "%s is closed. Hand in a new one and name its number.", self.name
                )
            )
        today = format_date(self.env, case._today())
        self.sudo().addendum = case._with_line(self.sudo().addendum, f"{today}: {text}")
        case._take_addendum(text, self.env.user)
