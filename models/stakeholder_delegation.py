from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import ormcache

from .stakeholder_complaint import ENDED
from .stakeholder_complaint_secrecy import DIRECTOR_GROUP

WORKER_GROUP = "stakeholder_relations.stakeholder_group_worker"


class StakeholderDelegation(models.Model):
    """The person in charge is away: a deputy decides in their place, for some days.

    Who reads is stored on each case; a job follows when a delegation begins or ends.
    Whether somebody may decide is asked for the day itself. Clause C5.1.
    """

    _name = "stakeholder.delegation"
    _description = "Delegation to a Deputy"
    _order = "date_from desc, id desc"
    _rec_name = "deputy_id"

    company_id = fields.Many2one(
        "res.company",
        "Centre",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    user_id = fields.Many2one(
        "res.users",
        "Person in Charge",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
    )
    deputy_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        domain=[("share", "=", False)],
    )
    date_from = fields.Date("From", required=True, default=fields.Date.context_today)
    date_to = fields.Date("Until", required=True)
    is_applied = fields.Boolean(
        readonly=True, help="The open cases follow: the deputy reads them."
    )

    _period_check = models.Constraint(
        "CHECK(date_from <= date_to)",
        "The delegation would end before it begins. Correct its dates.",
    )

    @api.constrains("user_id", "deputy_id")
    def _check_people(self):
        for delegation in self:
            deputy = delegation.deputy_id
            if deputy == delegation.user_id or not deputy.has_group(WORKER_GROUP):
                raise ValidationError(
                    self.env._(
                        "%s cannot be the deputy: choose another person who has a role "
                        "in public relations.",
                        deputy.name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su and not self.env.user.has_group(DIRECTOR_GROUP):
            raise AccessError(
                self.env._("Only the person in charge delegates, and for themselves.")
            )
        delegations = super().create(
            vals_list
            if self.env.su
            else [{**vals, "user_id": self.env.uid} for vals in vals_list]
        )
        delegations._follow("delegated")
        return delegations

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() - {"is_applied"}:
            self._follow("delegated")
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("A delegation stays on record. End it by its last day.")
        )

    def action_end(self):
        """Back at work: the delegation ends with yesterday, at once."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        for delegation in self:
            yesterday = fields.Date.subtract(today, days=1)
            first = min(delegation.date_from, yesterday)
            delegation.write({"date_from": first, "date_to": yesterday})

    # ------------------------------------------------------------
    # WHO STANDS IN
    # ------------------------------------------------------------

    @api.model
    def _running_domain(self):
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return Domain("date_from", "<=", today) & Domain("date_to", ">=", today)

    @api.model
    def _deputies(self, company):
        """Who decides today in the place of the person in charge of ``company``."""
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        return self.env["res.users"].browse(self._deputy_ids(company.id, today))

    @api.model
    @ormcache("company_id", "today")
    def _deputy_ids(self, company_id, today):
        """Asked for every case, so kept until a delegation or a day changes."""
        # sudo: who stands in is asked, not shown
        running = self.sudo().search(
            Domain("company_id", "=", company_id)
            & Domain("date_from", "<=", today)
            & Domain("date_to", ">=", today)
        )
        return tuple(running.deputy_id.filtered("active").ids)

    def _follow(self, event):
        self.env.registry.clear_cache()
        for delegation in self:
            self.env["stakeholder.complaint.trail"]._append_house(
                event,
                {
                    "delegation": delegation.id,
                    "deputy": delegation.deputy_id.id,
                    "from": delegation.date_from,
                    "to": delegation.date_to,
                },
            )
        self._apply()

    def _apply(self):
        """Let the open cases of these centres follow who stands in today."""
        running = self.filtered_domain(self._running_domain())
        # sudo: the readers of a case follow, whoever starts the job
        complaints = self.env["stakeholder.complaint"].sudo()
        complaints.search(
            [("company_id", "in", self.company_id.ids), ("state", "not in", ENDED)]
        )._follow_in("reader_ids")
        running.filtered(lambda one: not one.is_applied).write({"is_applied": True})
        (self - running).filtered("is_applied").write({"is_applied": False})

    @api.model
    def _cron_apply(self):
        """Begin and end what begins and ends today; nothing to do costs a look."""
        begun = self._running_domain() & Domain("is_applied", "=", False)
        ended = ~self._running_domain() & Domain("is_applied", "=", True)
        if changed := self.search(begun | ended):
            changed._apply()
        # A policy made for a later day brings its people on that day.
        self.env["stakeholder.policy"]._follow_people()
