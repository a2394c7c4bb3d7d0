from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ..tools.plain_text import says
from ..tools.typed import without_defaults
from .stakeholder_option import offered

# Follows from what is written down, by whoever does.
COURSE_FIELDS = {"state", "user_id"}
STATES = [("open", "To Visit"), ("done", "Visited"), ("dropped", "Dropped")]


class StakeholderFollowUp(models.Model):
    """One follow-up visit after closure: due, made, what was found (P7)."""

    _name = "stakeholder.follow.up"
    _description = "Follow-up Visit"
    _inherit = ["stakeholder.engagement.part", "stakeholder.urgency.mixin"]
    _order = "date_due, id"
    _rec_name = "date_due"

    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "Cycle",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="engagement_id.partner_id", related_sudo=False)
    party_class = fields.Selection(
        related="engagement_id.party_class", related_sudo=False
    )
    responsible_id = fields.Many2one(
        related="engagement_id.user_id", related_sudo=False
    )
    date_due = fields.Date("Visit Until", required=True)
    date_done = fields.Date("Visited On")
    form_id = fields.Many2one(
        "stakeholder.option",
        "Form of the Visit",
        domain=offered("visit_form"),
        ondelete="restrict",
    )
    user_id = fields.Many2one("res.users", "Visited By", readonly=True)
    finding = fields.Text("What Was Found")
    has_new_need = fields.Boolean("New or Changed Need")
    drop_reason = fields.Char("Dropped Because")
    state = fields.Selection(STATES, compute="_compute_state", store=True)

    @api.depends("date_done", "drop_reason")
    def _compute_state(self):
        for visit in self:
            dropped = "dropped" if says(visit.drop_reason) else "open"
            visit.state = "done" if visit.date_done else dropped

    def _urgency_centre(self):
        return self.engagement_id.company_id

    @api.onchange("finding")
    def _onchange_finding(self):
        """Whoever writes down what was found was there, today if not otherwise."""
        if self.finding and self.state == "open" and not self.date_done:
            self.date_done = self.engagement_id._today()

    @api.constrains("form_id")
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, "form_id")

    @api.constrains("date_due", "date_done")
    def _check_after_the_closure(self):
        for visit in self:
            engagement = visit.engagement_id
            closed, today = engagement.date_closed, engagement._today()
            name = engagement.name
            if closed and min(visit.date_due, visit.date_done or today) < closed:
                raise ValidationError(
                    self.env._(
                        "%(number)s was closed on %(date)s; a follow-up visit comes "
                        "after that.",
                        number=name,
                        date=closed,
                    )
                )
            if visit.date_done and visit.date_done > today:
                raise ValidationError(
                    self.env._("%s: the visit lies in the future.", name)
                )

    @api.constrains("date_done", "finding")
    def _check_says_what_it_found(self):
        for visit in self.filtered("date_done"):
            if not says(visit.finding):
                raise ValidationError(
                    self.env._(
                        "%s: write down what the visit found.", visit.engagement_id.name
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        own = self
        if not self.env.su:
            own = without_defaults(self, COURSE_FIELDS)
            for vals in vals_list:
                self._check_typed(vals)
            # Nobody visits in another's name.
            vals_list = [
                {**vals, "user_id": self.env.uid if vals.get("date_done") else False}
                for vals in vals_list
            ]
        visits = super(StakeholderFollowUp, own).create(vals_list)
        visits._check_running()
        visits._check_closed()
        return visits

    def write(self, vals):
        if not self.env.su:
            self._check_typed(vals)
        self._check_running()
        if vals.get("date_done"):
            vals = {**vals, "user_id": self.env.uid}
        result = super().write(vals)
        if vals.keys() & {"date_done", "drop_reason"}:
            self.engagement_id._drop_settled_activities()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        for visit in self:
            raise UserError(
                self.env._(
                    "%(number)s: the follow-up visit due on %(date)s stays on record. "
                    "If it is not made, write down why it is dropped.",
                    number=visit.engagement_id.name,
                    date=format_date(self.env, visit.date_due),
                )
            )

    @api.model
    def _check_typed(self, vals):
        if closed := COURSE_FIELDS & vals.keys():
            labels = (self._fields[name] for name in sorted(closed))
            raise AccessError(
                self.env._(
                    "%s of a visit cannot be typed in. Write down when it was made and "
                    "what it found, or why it is dropped.",
                    ", ".join(one._description_string(self.env) for one in labels),
                )
            )

    def _check_closed(self):
        """One from before would stand for those that the closure lays out (P7)."""
        # sudo: where the cycle stands is asked, whoever is at work
        for engagement in self.sudo().engagement_id:
            if engagement.stage != "follow_up":
                raise UserError(
                    self.env._(
                        "%s is not closed yet; its follow-up visits are laid out when "
                        "it is. Record what takes place before as a communication.",
                        engagement.name,
                    )
                )

    def _check_running(self):
        # sudo: whether the cycle has ended is asked, whoever is at work
        self.sudo().engagement_id._check_running()

    def action_write_down(self):
        """Straight to where the visits of its cycle are written down."""
        self.ensure_one()
        return self.engagement_id.action_fill_in()

    def action_done(self):
        """Made today; what was found is written down first."""
        for visit in self:
            visit.date_done = visit.engagement_id._today()
