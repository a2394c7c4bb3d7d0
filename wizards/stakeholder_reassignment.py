from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..models.res_partner_engagement import WORKER_GROUP
from ..models.stakeholder_complaint_secrecy import DIRECTOR_GROUP
from ..models.stakeholder_engagement_secrecy import TEAM


class StakeholderReassignment(models.TransientModel):
    """A recipient's case whose whole team has left, to be given to a new one (X6).

    Nobody is left who may read it. The person in charge sees that it is there, by the
    numbers of its cycles and no more, and names who takes over.
    """

    _name = "stakeholder.reassignment"
    _description = "Case without a Team"
    _rec_name = "cycles"

    case_id = fields.Integer(required=True, readonly=True)
    cycles = fields.Char("Cycles of the Case", readonly=True)
    open_count = fields.Integer("Under Way", readonly=True)
    left = fields.Char("Who Has Left", readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Responsible Worker",
        domain=[("share", "=", False), ("stakeholder_has_left", "=", False)],
    )
    supervisor_id = fields.Many2one(
        "res.users",
        "Named Supervisor",
        domain=[("share", "=", False), ("stakeholder_has_left", "=", False)],
    )

    # ------------------------------------------------------------
    # WHICH CASES
    # ------------------------------------------------------------

    @api.model
    def _orphans(self):
        """The records of recipients of whose team nobody is left, at this centre.

        Left have those without a role, too: they could not open the case.
        """
        # sudo: that there are some is shown, nothing of what they say
        records = self.env["stakeholder.recipient"].sudo()
        users = self.env.ref(WORKER_GROUP).sudo().all_user_ids
        domain = Domain("company_id", "=", self.env.company.id)
        for name in TEAM:
            domain &= Domain(f"{name}.stakeholder_has_left", "=", True) | Domain(
                name, "not in", users.ids
            )
        return records.search(domain)

    @api.model
    def action_list(self):
        """Those there are today, as lines of the reader's own."""
        self._check_in_charge()
        # sudo: which cases there are is the machine's to say
        lines = self.sudo().create([self._line(one) for one in self._orphans()])
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_reassignment_action"
        )
        return {**action, "domain": [("id", "in", lines.ids)]}

    @api.model
    def _line(self, recipient):
        cycles = recipient.engagement_ids.sorted("id")
        team = recipient.user_id | recipient.supervisor_id
        return {
            "case_id": recipient.id,
            "cycles": ", ".join(cycles.mapped("name")) or self.env._("No cycle yet"),
            "open_count": len(cycles.filtered(lambda one: one.state == "open")),
            "left": ", ".join(team.mapped("name")),
        }

    def _check_in_charge(self):
        if not self.env.user.has_group(DIRECTOR_GROUP):
            raise AccessError(
                self.env._(
                    "Cases without a team are passed on by the person in charge."
                )
            )

    # ------------------------------------------------------------
    # PASSING ON
    # ------------------------------------------------------------

    def action_confirm(self):
        """Name the new team; the case goes over whole, and says who passed it on."""
        self.ensure_one()
        self._check_in_charge()
        recipient = self._orphans().filtered(lambda one: one.id == self.case_id)
        if not recipient:
            raise UserError(
                self.env._("This case has a team again. Close the window, list anew.")
            )
        team = self.user_id | self.supervisor_id
        if not self.user_id or any(team.mapped("stakeholder_has_left")):
            raise UserError(
                self.env._("Choose who takes over among those who still work here.")
            )
        cycles = recipient.engagement_ids
        recipient.write(
            {"user_id": self.user_id.id, "supervisor_id": self.supervisor_id.id}
        )
        note = self.env._(
            "Nobody of the team was left: passed on to %(team)s by %(user)s.",
            team=", ".join(team.mapped("name")),
            user=self.env.user.name,
        )
        for cycle in cycles:
            cycle.message_post(body=note)
        # sudo: nothing of the window stays
        self.sudo().unlink()
        return self.action_list()


class StakeholderDay(models.AbstractModel):
    """The person in charge is told that there are cases without a team."""

    _inherit = "stakeholder.day"

    @api.model
    def _watchdog(self):
        warning = super()._watchdog()
        if not self.env.user.has_group(DIRECTOR_GROUP):
            return warning
        count = len(self.env["stakeholder.reassignment"]._orphans())
        if not count:
            return warning
        words = self.env._(
            "Cases of service recipients of whose team nobody is left: %s. Pass them "
            "on under Cycles, Cases without a Team.",
            count,
        )
        return f"{warning} {words}" if warning else words
