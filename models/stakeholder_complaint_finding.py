from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from .stakeholder_option import offered

FINDINGS = [
    ("founded", "Founded"),
    ("partly", "Partly Founded"),
    ("unfounded", "Not Founded"),
    ("withdrawn", "Withdrawn"),
]
# Praise and suggestions are thanked for; there is nothing to find.
TO_BE_FOUND = ("dissatisfied", "complaint", "appeal")


class StakeholderComplaint(models.Model):
    """What was found out, why it happened and what is changed (C3.3, C3.5)."""

    _inherit = "stakeholder.complaint"

    place_id = fields.Many2one(
        "res.partner",
        "Unit or Service It Is About",
        index="btree_not_null",
        domain=[("stakeholder_class", "in", ("unit", "external"))],
        help="Where it happened. The same cause at the same place shows when it comes "
        "back.",
    )
    alleges_harm = fields.Boolean(
        "Harm to a Recipient Alleged",
        help="Is always handled, with or without a name.",
    )
    step_ids = fields.One2many(
        "stakeholder.complaint.step", "complaint_id", "Investigation"
    )
    finding = fields.Selection(FINDINGS)
    cause_id = fields.Many2one(
        "stakeholder.option",
        domain=offered("cause"),
        ondelete="restrict",
        index="btree_not_null",
    )
    lesson = fields.Text(
        "What Was Learned or Changed",
        help="Founded or not, each is a chance to improve (guideline 3.4.6).",
    )
    action_ids = fields.One2many("stakeholder.action", "complaint_id", "Improvements")
    recurrence_of_id = fields.Many2one(
        "stakeholder.complaint",
        "Came Back After",
        compute="_compute_recurrence_of_id",
        store=True,
        help="An earlier one with the same cause at the same place, after which an "
        "improvement was finished within the last months (see the policy).",
    )

    @api.constrains("way_in_id", "subject_id", "cause_id")
    def _check_entries(self):
        names = ("way_in_id", "subject_id", "cause_id")
        self.env["stakeholder.option"]._check_fits(self, *names)

    @api.depends("cause_id", "place_id", "date_received")
    def _compute_recurrence_of_id(self):
        """The improvement did not hold: same cause and place within the period."""
        concerned = self.filtered(
            lambda one: one.cause_id and one.place_id and one.date_received
        )
        done = concerned._improvements_before()
        for complaint in self:
            found = done.filtered(complaint._is_same_before)
            complaint.recurrence_of_id = found[:1].complaint_id

    def _improvements_before(self):
        """Finished improvements at these places for these causes, the last first."""
        # sudo: that it came back is known to whoever handles this one, nothing else
        actions = self.env["stakeholder.action"].sudo()
        if not self:
            return actions
        return actions.search(
            Domain("state", "=", "done")
            & Domain("kind", "=", "improvement")
            & Domain("company_id", "in", self.company_id.ids)
            & Domain("complaint_id.cause_id", "in", self.cause_id.ids)
            & Domain("complaint_id.place_id", "in", self.place_id.ids),
            order="date_done desc, id desc",
        )

    def _is_same_before(self, action):
        months = self.policy_id.sudo().recurrence_months
        earlier = action.complaint_id
        return (
            bool(self.cause_id and self.place_id)
            and (earlier.cause_id, earlier.place_id) == (self.cause_id, self.place_id)
            and earlier != self._origin
            and action.date_done <= self.date_received
            and action.date_done >= self.date_received - relativedelta(months=months)
        )

    def action_add_improvement(self):
        """A new action out of this one; the window leads back here."""
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Improvement after %s", self.name),
            "res_model": "stakeholder.action",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_complaint_id": self.id,
                "default_partner_id": self.place_id.id,
                "default_kind": "improvement",
            },
        }

    def _missing_to_close(self):
        """{what is missing: what stands there}; the form and the guideline ask it."""
        required = {
            self.env._("the answer to the complainant"): self.date_answered,
            self.env._("the opinion of the person in charge"): self.director_opinion,
            self.env._(
                "whether the complainant is satisfied with the answer"
            ): self.reaction,
        }
        if self.nature in TO_BE_FOUND:
            lesson = self.lesson or self.action_ids
            required |= {
                self.env._("the finding"): self.finding,
                self.env._("what was learned or changed"): lesson,
            }
            if self.finding in ("founded", "partly"):
                required[self.env._("the cause")] = self.cause_id
        return [name for name, value in required.items() if not value]

    def _check_ready_to_close(self):
        self._check_state("answered", "pending")
        self._check_result_is_reported()
        if missing := self._missing_to_close():
            raise UserError(
                self.env._(
                    "%(number)s cannot be closed yet. Still missing: %(missing)s.",
                    number=self.name,
                    missing=", ".join(missing),
                )
            )
        if self.reaction == "dissatisfied" and not self.date_notice:
            raise UserError(
                self.env._(
                    "%s: the complainant is not satisfied. Set a date for the result "
                    "and report it before closing (guideline 3.4.5).",
                    self.name,
                )
            )

    def _check_result_is_reported(self):
        """A result that was promised is told before the case is signed (C3.4)."""
        if self.state == "pending":
            raise UserError(
                self.env._(
                    "%s: the complainant still waits for the result. Report it "
                    "first; if nobody can be reached, by the notice board "
                    "(guideline 3.4.5).",
                    self.name,
                )
            )
