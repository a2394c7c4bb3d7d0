from odoo import api, fields, models
from odoo.exceptions import AccessError, RedirectWarning, UserError

from .stakeholder_check_template import STAGES

ORDER = [stage for stage, _label in STAGES]
SUPERVISOR_GROUP = "stakeholder_relations.stakeholder_group_supervisor"


class StakeholderEngagement(models.Model):
    """The seven stages and the gates between them (P8).

    Each stage says in ``_missing_<stage>`` what it is for and not there yet. Every
    door leads through ``write`` and so through ``_move_to``.
    """

    _inherit = "stakeholder.engagement"

    date_stage = fields.Date(
        "In the Stage Since",
        required=True,
        readonly=True,
        default=lambda self: self._centre_today(),
        copy=False,
    )
    days_in_stage = fields.Integer("Days Here", compute="_compute_days_in_stage")
    missing = fields.Text("Still Missing", compute="_compute_missing")
    next_stage = fields.Selection(STAGES, compute="_compute_next_stage")
    may_go_around = fields.Boolean(compute="_compute_may_go_around")
    move_ids = fields.One2many(
        "stakeholder.engagement.move", "engagement_id", "Moves", readonly=True
    )

    # ------------------------------------------------------------
    # COMPUTE
    # ------------------------------------------------------------

    @api.depends("date_stage", "date_ended")
    def _compute_days_in_stage(self):
        today = self._centre_today()
        for engagement in self:
            until = engagement.date_ended or today
            engagement.days_in_stage = (until - engagement.date_stage).days

    @api.depends("stage", "state")
    def _compute_next_stage(self):
        for engagement in self:
            following = ORDER[ORDER.index(engagement.stage) + 1 :]
            running = engagement.state == "open"
            engagement.next_stage = following[0] if running and following else False

    @api.depends(lambda self: self._missing_depends())
    @api.depends_context("lang")
    def _compute_missing(self):
        for engagement in self:
            engagement.missing = (
                "\n".join(engagement._missing(engagement.stage))
                if engagement.state == "open" and engagement._origin
                else False
            )

    @api.model
    def _missing_depends(self):
        """What the gates look at; each stage adds its own."""
        return ["stage", "state"]

    @api.depends_context("uid")
    @api.depends("user_id", "supervisor_id")
    def _compute_may_go_around(self):
        for engagement in self:
            engagement.may_go_around = engagement._may_go_around(self.env.user)

    def _may_go_around(self, user):
        """A manager who may read the cycle; of a recipient's the named supervisor."""
        return user.has_group(SUPERVISOR_GROUP) and self._may_read(user)

    # ------------------------------------------------------------
    # GATES
    # ------------------------------------------------------------

    def _missing(self, stage):
        """What ``stage`` is for and is not there yet, in the user's words."""
        self.ensure_one()
        return getattr(self, f"_missing_{stage}")()

    def _move_to(self, stage):
        """On to ``stage`` through every gate on the way; refused as a whole."""
        for engagement in self:
            if engagement.state != "open":
                raise UserError(
                    self.env._(
                        "%s has ended and is not moved any more. A manager can take "
                        "it up again with a reason.",
                        engagement.name,
                    )
                )
            start, target = ORDER.index(engagement.stage), ORDER.index(stage)
            if target < start:
                engagement._refuse_going_back(stage)
            for step in ORDER[start:target]:
                if missing := engagement._missing(step):
                    engagement._refuse(step, missing)
                engagement._step_to(ORDER[ORDER.index(step) + 1], "forward")

    def _refuse(self, stage, missing):
        """Say what is missing and open it, in a window of its own."""
        labels = dict(self._fields["stage"]._description_selection(self.env))
        message = self.env._(
            "%(number)s cannot leave “%(stage)s” yet. Still missing:\n%(missing)s",
            number=self.name,
            stage=labels[stage],
            missing="\n".join(f"· {words}" for words in missing),
        )
        if self.env.context.get("import_file"):
            raise UserError(message)
        raise RedirectWarning(
            message, self._gate_window(stage), self.env._("Fill In What Is Missing")
        )

    def _gate_window(self, stage):
        view = self.env.ref("stakeholder_relations.stakeholder_engagement_view_gate")
        name = self.env._("Before %s Moves On", self.name)
        if self.stage == "follow_up":
            name = self.env._("Follow-up Visits of %s", self.name)
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": self._name,
            "res_id": self.id,
            "views": [(view.id, "form")],
            "target": "new",
            "context": {"stakeholder_gate": stage},
        }

    def _refuse_going_back(self, stage):
        message = self.env._(
            "%s goes back, or past a stage, by a manager alone and with a reason that "
            "stays on record.",
            self.name,
        )
        if self.env.context.get("import_file") or not self.may_go_around:
            raise UserError(message)
        raise RedirectWarning(
            message, self._around_window(stage), self.env._("Give the Reason")
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_next(self):
        """The one button: on to the next stage, or the end of the follow-up."""
        self.ensure_one()
        self.check_access("write")
        if self.next_stage:
            self._move_to(self.next_stage)
        else:
            self._complete()
        if self.env.context.get("stakeholder_gate"):
            return {"type": "ir.actions.client", "tag": "soft_reload"}
        return None

    def action_fill_in(self):
        self.ensure_one()
        return self._gate_window(self.stage)

    def action_go_around(self):
        self.ensure_one()
        return self._around_window(self.next_stage or self.stage)

    def _around_window(self, stage):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Move %s with a Reason", self.name),
            "res_model": "stakeholder.engagement.override",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_engagement_id": self.id, "default_stage": stage},
        }

    def _go_around(self, stage, reason):
        """A manager's way past a gate, back, or out of an end; on the record."""
        self.check_access("write")
        if not self._may_go_around(self.env.user):
            raise AccessError(
                self.env._(
                    "%s is moved past its gates by a manager who may read it.",
                    self.name,
                )
            )
        self._step_to(stage, "around", reason)
        self._drop_settled_activities()

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _step_to(self, stage, kind, reason=False, **vals):
        """One move, recorded; what begins with the stage begins."""
        self.ensure_one()
        self._record_move(stage, kind, reason)
        opened = kind != "end"
        steps = {"stage": stage, "date_stage": self._today(), **vals}
        if opened and self.state != "open":
            steps |= self._taken_up_again()
        self._write_course(steps)
        if opened:
            self._land_checks()
            enter = getattr(self, f"_enter_{stage}", None)
            if enter:
                enter()

    def _record_move(self, stage, kind, reason):
        # sudo: the moves are the machine's; nobody writes them
        self.env["stakeholder.engagement.move"].sudo().create(
            {
                "engagement_id": self.id,
                "company_id": self.company_id.id,
                "party_class": self.party_class,
                "kind": kind,
                "stage_from": self.stage,
                "stage_to": stage,
                "moved_at": fields.Datetime.now(),
                "user_id": self.env.uid,
                "days": self.days_in_stage,
                "reason": reason,
            }
        )

    def _write_course(self, vals):
        """Write what only the course may write, under the user's name."""
        self.check_access("write")
        # sudo: the fields of the course are closed to typing, whoever is at work
        self.sudo()._write_plain(vals)

    def _taken_up_again(self):
        """What an end set, taken back."""
        return {"state": "open", "date_ended": False}
