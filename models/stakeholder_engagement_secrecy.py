from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

TEAM = ("user_id", "supervisor_id")


class StakeholderEngagement(models.Model):
    """Who reads a cycle: by own columns, so that the board stays fast (X6, U2).

    A recipient's: the social worker and the named supervisor, nobody else in any role.
    Others: whoever is responsible, their department and the management.
    """

    _inherit = "stakeholder.engagement"

    user_id = fields.Many2one(
        "res.users",
        "Responsible Worker",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        required=True,
        index=True,
        tracking=True,
        domain=[("share", "=", False)],
    )
    supervisor_id = fields.Many2one(
        "res.users",
        "Named Supervisor",
        compute="_compute_user_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
        tracking=True,
        domain=[("share", "=", False)],
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    reader_ids = fields.Many2many(relation="stakeholder_engagement_reader_rel")
    denied_ids = fields.Many2many(relation="stakeholder_engagement_denied_rel")

    @api.depends("recipient_id", "party_class")
    def _compute_user_id(self):
        """The team of a recipient's record, else whoever opens the cycle."""
        for engagement in self:
            # sudo: whoever may open the cycle is on that team or gets refused
            recipient = engagement._readable_recipient()
            if recipient:
                engagement.user_id = recipient.user_id.sudo(False)
                engagement.supervisor_id = recipient.supervisor_id.sudo(False)
            else:
                engagement.user_id = engagement.user_id or self.env.user
                engagement.supervisor_id = engagement.supervisor_id

    @api.depends("user_id", "company_id")
    def _compute_department_id(self):
        # sudo: in which department somebody works is no secret; the employee is.
        # Of those who left, the last one.
        staff = self.env["hr.employee"].sudo().with_context(active_test=False)
        employees = staff.search(
            [("user_id", "in", self.user_id.ids)], order="active DESC, id"
        )
        for engagement in self:
            own = employees.filtered(
                lambda one, own=engagement: (
                    one.user_id == own.user_id and one.company_id == own.company_id
                )
            )
            engagement.department_id = own[:1].department_id.sudo(False)

    @api.depends("user_id", "supervisor_id")
    def _compute_reader_ids(self):
        return super()._compute_reader_ids()

    @api.depends("party_class")
    def _compute_denied_ids(self):
        return super()._compute_denied_ids()

    def _reader_users(self):
        return self.user_id | self.supervisor_id

    @api.model
    def _named_domain(self):
        """Nobody is named to be shut out: the rule itself shuts them out."""
        return Domain.FALSE

    def _action_readers(self):
        """Who reads the actions of the plan; of a recipient's the team alone."""
        if self.party_class == "recipient":
            return self.reader_ids
        return self.reader_ids | self._management()

    def _management(self):
        # sudo: the terms name the person in charge, whoever is at work
        policies = self.env["stakeholder.policy"].sudo()
        head = self.sudo().department_id.manager_id.user_id.sudo(False)
        return head | policies._current(self.company_id)._directors()

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("user_id", "supervisor_id")
    def _check_supervisor_is_somebody_else(self):
        for engagement in self:
            if engagement.user_id == engagement.supervisor_id:
                raise ValidationError(
                    self.env._(
                        "%s: nobody supervises their own work. Choose another "
                        "supervisor.",
                        engagement.name,
                    )
                )

    # ------------------------------------------------------------
    # HANDING OVER
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """A recipient's cycle is opened by the team of the record, for that team."""
        records = self.env["stakeholder.recipient"].browse(
            {vals["recipient_id"] for vals in vals_list if vals.get("recipient_id")}
        )
        records.check_access("read")
        engagements = super().create(vals_list)
        for engagement in engagements.filtered("recipient_id"):
            record = engagement.sudo().recipient_id
            if (record.user_id, record.supervisor_id) != (
                engagement.user_id,
                engagement.supervisor_id,
            ):
                raise ValidationError(
                    self.env._(
                        "%s: a recipient's cycle is opened for the team of the "
                        "recipient's record. Hand it over afterwards.",
                        engagement.name,
                    )
                )
        return engagements

    def _write_plain(self, vals):
        if vals.get("recipient_id"):
            record = self.env["stakeholder.recipient"].browse(vals["recipient_id"])
            record.check_access("read")
        result = super()._write_plain(vals)
        team = {name: vals[name] for name in TEAM if name in vals}
        follows = self.env.su and self.env.context.get("stakeholder_team_follows")
        if team and not follows:
            # sudo: the case goes over whole, its record and all its cycles with it
            records = self.sudo().recipient_id
            if records:
                records.write(team)
        return result

    def action_hand_over(self):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Hand Over %s", self.name),
            "res_model": "stakeholder.engagement.handover",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_engagement_id": self.id},
        }


class StakeholderRecipient(models.Model):
    """Whoever takes over the record of a recipient takes over all of its cycles."""

    _inherit = "stakeholder.recipient"

    def write(self, vals):
        result = super().write(vals)
        if team := {name: vals[name] for name in TEAM if name in vals}:
            # sudo: record and cycles have one team
            cycles = self.env["stakeholder.engagement"].sudo()
            behind = cycles.search([("recipient_id", "in", self.ids)]).filtered(
                lambda one: any(one[name].id != team[name] for name in team)
            )
            behind.with_context(stakeholder_team_follows=True).write(team)
        return result
