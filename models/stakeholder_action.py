from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..tools.plain_text import says

KINDS = [
    ("improvement", "Improvement"),
    ("promise", "Promise"),
    ("plan", "Part of a Plan"),
]
STATES = [("open", "To Do"), ("done", "Done"), ("dropped", "Dropped")]
CHECK_RESULTS = [("worked", "It Worked"), ("failed", "It Did Not Work")]

ACTION_DUE = "stakeholder_relations.mail_activity_type_action"
# Of a date somebody chose by hand; a weekend leaves a working day.
WARNING = timedelta(days=3)
CHECK_AFTER = timedelta(days=90)

OWNER_FIELDS = {"result"}
STEERING_FIELDS = {"name", "user_id", "checker_id", "partner_id", "date_due"} | {
    "date_check",
    "drop_reason",
    "check_note",
    "kind",
}
# Written by the buttons, and by whoever it comes from.
COURSE_FIELDS = {"state", "author_id", "date_done", "done_by_id", "sheet_id"} | {
    "date_noticed",
    "date_checked",
    "check_result",
    "reader_ids",
    "denied_ids",
}


class StakeholderAction(models.Model):
    """Who does what until when, and whether it worked (C3.5, U4.10).

    It comes from a complaint, a contact or a plan; readers and denied are copied from
    there, so that nothing of a confidential record gets out by what follows from it.
    """

    _name = "stakeholder.action"
    _description = "Agreed Action"
    _inherit = [
        "stakeholder.confidential.mixin",
        "mail.thread",
        "mail.activity.mixin",
        "stakeholder.duty.mixin",
        "stakeholder.urgency.mixin",
    ]
    _order = "date_due, id"

    name = fields.Char("What to Do", required=True, tracking=True)
    kind = fields.Selection(KINDS, "Sort", required=True, default="improvement")
    state = fields.Selection(
        STATES, required=True, default="open", readonly=True, tracking=True, copy=False
    )
    user_id = fields.Many2one(
        "res.users",
        "To Be Done By",
        required=True,
        index=True,
        tracking=True,
        default=lambda self: self.env.user,
        domain=[("share", "=", False)],
    )
    author_id = fields.Many2one(
        "res.users",
        "Set By",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    partner_id = fields.Many2one("res.partner", "Concerns", index="btree_not_null")
    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.company,
    )
    complaint_id = fields.Many2one(
        "stakeholder.complaint",
        "From the Opinion",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    date_due = fields.Date("Do Until", required=True, index=True, tracking=True)
    date_done = fields.Date("Done On", readonly=True, copy=False)
    done_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    result = fields.Text("What Was Done", copy=False)
    drop_reason = fields.Char("Dropped Because", copy=False)
    # whether it helped
    date_check = fields.Date(
        "Check On",
        compute="_compute_date_check",
        store=True,
        readonly=False,
        help="When somebody other than who did it looks whether it worked.",
    )
    checker_id = fields.Many2one(
        "res.users",
        "Checked By",
        compute="_compute_checker_id",
        store=True,
        readonly=False,
        domain=[("share", "=", False)],
    )
    date_checked = fields.Date(readonly=True, copy=False)
    check_result = fields.Selection(CHECK_RESULTS, readonly=True, copy=False)
    check_note = fields.Text("What the Check Showed", copy=False)

    reader_ids = fields.Many2many(relation="stakeholder_action_reader_rel")
    denied_ids = fields.Many2many(relation="stakeholder_action_denied_rel")
    may_steer = fields.Boolean(compute="_compute_may_steer")
    may_settle = fields.Boolean(compute="_compute_may_settle")

    _open_idx = models.Index("(user_id, date_due) WHERE state = 'open'")

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("kind", "date_due")
    def _compute_date_check(self):
        for action in self:
            if action.kind != "improvement":
                action.date_check = False
            elif not action.date_check and action.date_due:
                action.date_check = action.date_due + CHECK_AFTER

    @api.depends("kind", "user_id")
    def _compute_checker_id(self):
        """Whoever set it; where they do it themselves, the person in charge."""
        for action in self:
            if action.kind != "improvement":
                action.checker_id = False
            elif not action.checker_id or action.checker_id == action.user_id:
                others = (action.author_id | action._management()) - action.user_id
                action.checker_id = others[:1]

    def _management(self):
        """Whoever decides the matter it comes from, else the person in charge."""
        # sudo: who decides is asked, whoever is at work
        if complaint := self.complaint_id.sudo():
            if not self.id:
                # An unsaved one does not tell who decides a case of others.
                complaint._origin.sudo(False).check_access("read")
            return complaint._deciders().sudo(False)
        # sudo: the terms name the person in charge, whoever is at work
        policies = self.env["stakeholder.policy"].sudo()
        return policies._current(self.company_id or self.env.company)._directors()

    @api.depends_context("uid")
    @api.depends("author_id", "checker_id", "user_id")
    def _compute_may_steer(self):
        for action in self:
            action.may_steer = action._may_steer(self.env.user)

    @api.depends_context("uid")
    @api.depends("reader_ids")
    def _compute_may_settle(self):
        """Whoever reads it as part of a plan only does not settle it."""
        own = self._origin._filtered_access("write")
        for action in self:
            action.may_settle = action._origin in own

    def _may_steer(self, user):
        """Who changes what was agreed: not whoever has to do it."""
        above = self.user_id._stakeholder_managers()[self.user_id.id]
        return user in self.author_id | self.checker_id | self._management() | above

    # ------------------------------------------------------------
    # SECRECY
    # ------------------------------------------------------------

    def _source(self):
        """The record it comes from, or an empty one; each source adds its own."""
        return self.complaint_id

    @api.model
    def _source_names(self):
        """The fields that lead to a source."""
        return ["complaint_id"]

    @api.depends(
        lambda self: [
            "user_id",
            "author_id",
            "checker_id",
            *(f"{name}.reader_ids" for name in self._source_names()),
        ]
    )
    def _compute_reader_ids(self):
        above = self.user_id._stakeholder_managers()
        for action in self:
            source = action._source()
            # sudo: who reads the source is asked, not what it says
            others = (
                source.sudo()._action_readers()
                if source
                else above[action.user_id.id] | action._management()
            )
            own = action.user_id | action.author_id | action.checker_id
            action.reader_ids = own | others

    @api.depends(
        lambda self: [f"{name}.denied_ids" for name in self._source_names()],
    )
    def _compute_denied_ids(self):
        for action in self:
            # sudo: whoever is shut out there is shut out here
            action.denied_ids = action._source().sudo().denied_ids

    @api.model
    def _named_domain(self):
        """They follow their source by themselves."""
        return [(0, "=", 1)]

    @api.model
    def _managed_domain(self):
        return [("state", "=", "open")]

    @api.constrains("name")
    def _check_says_what(self):
        for action in self:
            if not says(action.name):
                raise ValidationError(
                    self.env._(
                        "An action for %s is left blank. Write down what is to be "
                        "done.",
                        action.user_id.name,
                    )
                )

    @api.constrains("user_id", "checker_id")
    def _check_people(self):
        for action in self:
            if action.kind == "improvement" and action.checker_id == action.user_id:
                raise ValidationError(
                    self.env._(
                        "“%s”: nobody checks their own work. Choose another person "
                        "to check it.",
                        action.name,
                    )
                )
            team = action.user_id | action.checker_id
            # sudo: who is shut out is compared, not shown
            if shut_out := team & action.sudo().denied_ids:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” cannot be given to %(people)s: shut out of the "
                        "matter it comes from.",
                        action=action.name,
                        people=", ".join(shut_out.mapped("name")),
                    )
                )

    @api.constrains("date_due", "date_check")
    def _check_dates(self):
        for action in self.filtered("date_check"):
            if action.date_check < action.date_due:
                raise ValidationError(
                    self.env._(
                        "“%s”: whether it worked is checked after it is done. Choose "
                        "a later day for the check.",
                        action.name,
                    )
                )
