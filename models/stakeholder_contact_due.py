from datetime import timedelta

from odoo import api, fields, models

from ..tools.clock import Clock

CONTACT_DUE = "stakeholder_relations.mail_activity_type_contact"
PLANNED = "stakeholder_relations.mail_activity_type_visit"
# How many days before the last one somebody is reminded.
REMINDED = {"month": 7, "quarter": 21}


class StakeholderContactDue(models.Model):
    """What is still owed to a party in a period: there only while it is short (U3.2).

    Made by the nightly job, gone as soon as a contact that fits is on record; what was
    missed stays to be seen.
    """

    _name = "stakeholder.contact.due"
    _description = "Contact Owed"
    _inherit = [
        "mail.thread",
        "mail.activity.mixin",
        "stakeholder.duty.mixin",
        "stakeholder.urgency.mixin",
    ]
    _order = "date_due, id"
    # Whoever sees what is owed may plan it.
    _mail_post_access = "read"

    company_id = fields.Many2one(
        "res.company", "Centre", required=True, readonly=True, index=True
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Party",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    cadence_id = fields.Many2one(
        "stakeholder.cadence", required=True, readonly=True, ondelete="cascade"
    )
    festival_id = fields.Many2one("stakeholder.festival", readonly=True)
    user_id = fields.Many2one("res.users", "Owed By", readonly=True, index=True)
    department_id = fields.Many2one(
        "hr.department", readonly=True, index="btree_not_null"
    )
    date_start = fields.Date("Counts From", required=True, readonly=True)
    date_due = fields.Date("Owed Until", required=True, readonly=True, index=True)
    required = fields.Integer(readonly=True)
    done = fields.Integer("Took Place", readonly=True)
    state = fields.Selection(
        [("open", "Still Owed"), ("missed", "Missed")],
        required=True,
        readonly=True,
        default="open",
        index=True,
    )

    _owed_uniq = models.UniqueIndex(
        "(company_id, cadence_id, partner_id, date_start, COALESCE(festival_id, 0))"
    )

    @api.depends("partner_id", "cadence_id", "festival_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for due in self:
            parts = (due.partner_id.name, due.cadence_id.name, due.festival_id.name)
            due.display_name = " · ".join(filter(None, parts))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_record(self):
        """It took place: open the record of it, filled in as far as is known."""
        self.ensure_one()
        if self.cadence_id.what == "verification":
            own = self.partner_id.with_company(self.company_id)
            return own.action_stakeholder_verify()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Record a Contact"),
            "res_model": "stakeholder.communication",
            "views": [[False, "form"]],
            "target": "current",
            "context": self._stakeholder_contact(),
        }

    def _stakeholder_contact(self):
        found = self.cadence_id._contact_of(self.partner_id, self.festival_id)
        return {**found, "default_company_id": self.company_id.id}

    def action_plan(self):
        """Choose a day and a person for it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Put in the Diary"),
            "res_model": "mail.activity.schedule",
            "views": [[False, "form"]],
            "target": "new",
            "context": {
                "active_model": self._name,
                "active_ids": self.ids,
                "default_activity_type_id": self._planned_type().id,
                "default_activity_user_id": self.env.uid,
                "default_summary": self.festival_id.name or self.cadence_id.name,
                "default_date_deadline": self.date_due,
            },
        }

    @api.model
    def _planned_type(self):
        return (
            self.env.ref(PLANNED, raise_if_not_found=False)
            or self.env["mail.activity.type"].browse()
        )

    def _planned(self):
        """What somebody has in the diary for it; reminders are not plans."""
        return self.activity_ids.filtered(lambda one: not one.automated)

    # ------------------------------------------------------------
    # REMINDERS
    # ------------------------------------------------------------

    @api.depends("date_start", "date_due", "date_noticed", "cadence_id.period")
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    def _running_clocks(self):
        """What was missed is said once, whichever job is first after the last day."""
        days = REMINDED.get(self.cadence_id._length(), 30)
        warning = max(self.date_due - timedelta(days=days), self.date_start)
        return {"contact": Clock(warning, self.date_due)}

    def _notice_users(self, kind):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        return self.user_id | policy._directors()[:1]

    def _notice_values(self, kind, deadline):
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(CONTACT_DUE)
        }

    @api.model
    def _notice_summary(self, kind):
        return {
            "contact_warning": self.env._("A contact is still owed"),
            "contact_due": self.env._("Last day for a contact owed"),
            "contact_late": self.env._("A contact was missed"),
        }[kind]
