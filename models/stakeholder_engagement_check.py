from odoo import api, fields, models
from odoo.exceptions import AccessError, ValidationError

from ..tools.plain_text import says
from .stakeholder_check_template import (
    CHECK_KINDS,
    CYCLE_CLASSES,
    REFERENCE_KINDS,
    STAGES,
)

# All that is entered: who ticked it and when is stamped, the rest is the list's.
ENTERED = {"is_done", "result", "skip_reason"}
# The newest stage first; in it one list after the other, as the guideline has them.
STAGE_ORDER = [stage for stage, _label in reversed(STAGES)]
ORDER = [kind for kind, _label in CHECK_KINDS]


class StakeholderEngagementCheck(models.Model):
    """An item of the guideline's lists on one cycle: by whom, when, or why not (U2.1).

    A task of the meeting is ticked with its result (U2.2).
    """

    _name = "stakeholder.engagement.check"
    _description = "Check of a Cycle"
    _inherit = ["stakeholder.engagement.part"]
    _order = "engagement_id, rank, id"
    _rec_name = "template_id"

    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "Cycle",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    template_id = fields.Many2one(
        "stakeholder.check.template",
        "Item",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    stage = fields.Selection(STAGES, required=True, readonly=True)
    kind = fields.Selection(CHECK_KINDS, "Checklist", required=True, readonly=True)
    party_class = fields.Selection(CYCLE_CLASSES, required=True, readonly=True)
    rank = fields.Integer(readonly=True)
    name = fields.Char("Wording", related="template_id.name")
    is_done = fields.Boolean("Ticked")
    done_by_id = fields.Many2one("res.users", "Ticked By", readonly=True)
    done_at = fields.Datetime("Ticked At", readonly=True)
    result = fields.Text("Result or Note")
    skip_reason = fields.Char("Not Applicable Because")
    is_settled = fields.Boolean(
        compute="_compute_is_settled", store=True, string="Settled"
    )

    _line_uniq = models.UniqueIndex("(engagement_id, template_id)")

    @api.depends("is_done", "skip_reason")
    def _compute_is_settled(self):
        for check in self:
            check.is_settled = check.is_done or says(check.skip_reason)

    @api.constrains("is_done", "skip_reason", "result")
    def _check_ticked_or_skipped(self):
        for check in self:
            if check.is_done and says(check.skip_reason):
                raise ValidationError(
                    self.env._(
                        "“%s” is either ticked or not applicable, not both.", check.name
                    )
                )
            if check.is_done and check.kind == "task" and not says(check.result):
                raise ValidationError(
                    self.env._(
                        "“%s” is a task of the meeting: write down its result before "
                        "you tick it.",
                        check.name,
                    )
                )

    def write(self, vals):
        if not self.env.su and vals.keys() - ENTERED - {"engagement_id"}:
            raise AccessError(
                self.env._(
                    "An item of a list is ticked or not applicable; who ticked it and "
                    "when is set by ticking it. The rest stays as the list has it."
                )
            )
        # sudo: whether the cycle has ended is asked, whoever is at work
        self.sudo().engagement_id._check_running()
        if "is_done" in vals:
            stamps = {"done_by_id": False, "done_at": False}
            if vals["is_done"]:
                stamps = {"done_by_id": self.env.uid, "done_at": fields.Datetime.now()}
            vals = {**vals, **stamps}
        return super().write(vals)


class StakeholderEngagement(models.Model):
    """The lists land when a stage is entered, and are counted for the card."""

    _inherit = "stakeholder.engagement"

    check_ids = fields.One2many(
        "stakeholder.engagement.check", "engagement_id", "Checks"
    )
    check_count = fields.Integer(
        "Items in the Stage", compute="_compute_check_count", store=True
    )
    check_done_count = fields.Integer(
        "Items Settled", compute="_compute_check_count", store=True
    )
    reference_ids = fields.Many2many(
        "stakeholder.check.template",
        string="To Look Up",
        compute="_compute_reference_ids",
    )

    @api.depends("stage", "check_ids.is_settled", "check_ids.stage")
    def _compute_check_count(self):
        for engagement in self:
            lines = engagement.check_ids.filtered(
                lambda one, own=engagement: one.stage == own.stage
            )
            engagement.check_count = len(lines)
            engagement.check_done_count = len(lines.filtered("is_settled"))

    @api.depends("party_class", "date_open")
    def _compute_reference_ids(self):
        """Techniques and roles, as they were when the cycle was opened (S4, S5.2)."""
        templates = self.env["stakeholder.check.template"]
        kinds = [kind for kind, _label in REFERENCE_KINDS]
        stages = [stage for stage, _label in STAGES]
        for party_class, engagements in self.grouped("party_class").items():
            day = self._centre_today()
            found = templates._valid(party_class, stages, day)
            engagements.reference_ids = found.filtered(lambda one: one.kind in kinds)

    def _land_checks(self):
        """The items of class and stage that are in force, each once."""
        templates = self.env["stakeholder.check.template"]
        values = []
        for (party_class, stage), engagements in self.grouped(
            lambda one: (one.party_class, one.stage)
        ).items():
            found = templates._valid(party_class, [stage], self._centre_today())
            for engagement in engagements:
                landed = engagement.check_ids.template_id
                values += [
                    engagement._check_values(template)
                    for template in found - landed
                    if template.kind in ORDER
                ]
        # sudo: the lists land by themselves, whoever moves the cycle
        self.env["stakeholder.engagement.check"].sudo().create(values)

    def _write_plain(self, vals):
        result = super()._write_plain(vals)
        if "party_class" in vals:
            self._lists_follow_class()
        return result

    def _lists_follow_class(self):
        """Another class was chosen: its lists land, what was used of others stays."""
        for engagement in self:
            # sudo: the lists land and go by themselves, whoever chose the class
            engagement.sudo().check_ids.filtered(
                lambda one, own=engagement: (
                    one.party_class != own.party_class
                    and not (one.is_settled or one.result)
                )
            ).unlink()
        self._land_checks()

    def _check_values(self, template):
        return {
            "engagement_id": self.id,
            "template_id": template.id,
            "party_class": self.party_class,
            "stage": template.stage,
            "kind": template.kind,
            "rank": STAGE_ORDER.index(template.stage) * 100_000
            + ORDER.index(template.kind) * 1000
            + template.sequence,
        }
