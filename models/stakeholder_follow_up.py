from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .stakeholder_option import offered

STATES = [("open", "To Visit"), ("done", "Visited"), ("dropped", "Dropped")]


class StakeholderFollowUp(models.Model):
    """One follow-up visit after closure: due, made, what was found (P7)."""

    _name = "stakeholder.follow.up"
    _description = "Follow-up Visit"
    _order = "date_due, id"
    _rec_name = "date_due"

    engagement_id = fields.Many2one(
        "stakeholder.engagement",
        "Cycle",
        required=True,
        index=True,
        ondelete="cascade",
    )
    partner_id = fields.Many2one(related="engagement_id.partner_id")
    party_class = fields.Selection(related="engagement_id.party_class")
    responsible_id = fields.Many2one(related="engagement_id.user_id")
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
            dropped = "dropped" if visit.drop_reason else "open"
            visit.state = "done" if visit.date_done else dropped

    @api.onchange("finding")
    def _onchange_finding(self):
        """Whoever writes down what was found was there, today if not otherwise."""
        if self.finding and self.state == "open" and not self.date_done:
            self.date_done = self.engagement_id._today()

    @api.constrains("form_id")
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, "form_id")

    @api.constrains("date_due", "date_done", "finding")
    def _check_visit(self):
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
            if visit.date_done and not visit.finding:
                raise ValidationError(
                    self.env._("%s: write down what the visit found.", name)
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            # Nobody visits in another's name.
            vals_list = [
                {**vals, "user_id": self.env.uid if vals.get("date_done") else False}
                for vals in vals_list
            ]
        visits = super().create(vals_list)
        visits._check_running()
        return visits

    def write(self, vals):
        self._check_running()
        if vals.get("date_done"):
            vals = {**vals, "user_id": self.env.uid}
        result = super().write(vals)
        if vals.keys() & {"date_done", "drop_reason"}:
            self.engagement_id._drop_settled_activities()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_open_ones(self):
        self._check_running()
        for visit in self.filtered(lambda one: one.state != "open"):
            raise UserError(
                self.env._(
                    "%s: a visit that was made or dropped stays on record.",
                    visit.engagement_id.name,
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
