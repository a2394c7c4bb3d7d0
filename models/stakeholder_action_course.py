from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from ..tools.clock import Clock
from ..tools.plain_text import says
from ..tools.typed import without_defaults
from .stakeholder_action import (
    ACTION_DUE,
    COURSE_FIELDS,
    OWNER_FIELDS,
    STEERING_FIELDS,
    WARNING,
)
from .stakeholder_duty_mixin import DAY_LIMIT


class StakeholderAction(models.Model):
    """From agreed to done to checked, and who is reminded on the way."""

    _inherit = "stakeholder.action"

    @api.model_create_multi
    def create(self, vals_list):
        own = self
        if not self.env.su:
            own = without_defaults(self, COURSE_FIELDS)
            vals_list = [self._typed(vals) for vals in vals_list]
        actions = super(StakeholderAction, own).create(vals_list)
        for action in actions:
            action._source()._action_added(action)
        return actions

    @api.model
    def _typed(self, vals):
        """Nobody sets one in another's name; none is born done, or checked."""
        self._check_kind(vals)
        typed = {name: one for name, one in vals.items() if name not in COURSE_FIELDS}
        return typed | {
            "author_id": self.env.uid,
            "company_id": self._centre_of(vals).id,
        }

    @api.model
    def _centre_of(self, vals):
        """That of what it comes from, wherever whoever sets it is at work."""
        for name in self._source_names():
            if vals.get(name):
                # sudo: at which centre it was is no secret of it
                sources = self.env[self._fields[name].comodel_name].sudo()
                return sources.browse(vals[name]).company_id.sudo(False)
        return self.env.company

    @api.model
    def _check_kind(self, vals):
        """What is to be filed is asked for by the record itself, and settled there."""
        if vals.get("kind") == "filing":
            raise UserError(
                self.env._(
                    "That a record has to be filed is set by the record itself. "
                    "Choose another sort of action."
                )
            )

    def write(self, vals):
        if not self.env.su:
            self._check_kind(vals)
            self._check_may_write(vals.keys())
        return super().write(vals)

    def _check_may_write(self, names):
        names = {
            name for name in names if not name.startswith(("activity_", "message_"))
        }
        closed = names - OWNER_FIELDS - STEERING_FIELDS
        for action in self:
            own = self.env.user == action.user_id
            if closed or not (
                action._may_steer(self.env.user) or (own and names <= OWNER_FIELDS)
            ):
                raise AccessError(
                    self.env._(
                        "“%(action)s”: %(fields)s cannot be changed by you. Whoever "
                        "set the action or checks it can, and the buttons of the form.",
                        action=action.name,
                        fields=action._labels(closed or names),
                    )
                )

    def _labels(self, names):
        described = (self._fields[name] for name in sorted(names))
        return ", ".join(field._description_string(self.env) for field in described)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("What was agreed stays on record. Drop it with a reason.")
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_done(self):
        """Done; an improvement says what was done, and is checked later."""
        for action in self:
            action._check_open()
            if action.kind == "improvement" and not says(action.result):
                raise UserError(
                    self.env._("“%s”: write down what was done first.", action.name)
                )
            action._settle(
                {
                    "state": "done",
                    "date_done": action._notice_today(action.company_id),
                    "done_by_id": self.env.uid,
                }
            )

    def action_drop(self):
        for action in self:
            action._check_open()
            if not says(action.drop_reason):
                raise UserError(
                    self.env._("“%s”: write down why it is dropped first.", action.name)
                )
            action._check_may_write({"drop_reason"})
            action._settle({"state": "dropped"})

    def action_worked(self):
        self._check_off("worked")

    def action_failed(self):
        """It did not help: the check says why, and a new action is proposed."""
        self._check_off("failed")
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "view_mode": "form",
            "context": {
                "default_name": self[:1].name,
                "default_kind": "improvement",
                "default_complaint_id": self[:1].complaint_id.id,
                "default_partner_id": self[:1].partner_id.id,
            },
        }

    def _check_off(self, result):
        for action in self:
            if action.state != "done" or action.date_checked:
                raise UserError(
                    self.env._("“%s” is checked once, after it is done.", action.name)
                )
            doers = action.user_id | action.done_by_id
            if self.env.user in doers or not action._may_steer(self.env.user):
                raise AccessError(
                    self.env._(
                        "“%(action)s” is checked by %(checker)s.",
                        action=action.name,
                        checker=action.checker_id.name,
                    )
                )
            if not says(action.check_note):
                raise UserError(
                    self.env._(
                        "“%s”: write down what the check showed first.", action.name
                    )
                )
            today = action._notice_today(action.company_id)
            action._settle({"check_result": result, "date_checked": today})

    def _check_open(self):
        for action in self.filtered(lambda one: one.state != "open"):
            raise UserError(self.env._("“%s” is settled already.", action.name))

    def _settle(self, vals):
        self.check_access("write")
        # sudo: the course is closed to typing; the reminder may be in another's list
        own = self.sudo()
        own.write(vals)
        own.activity_unlink([ACTION_DUE])

    # ------------------------------------------------------------
    # MY DAY
    # ------------------------------------------------------------

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        to_do = self.search(
            [("state", "=", "open"), ("user_id", "in", users.ids)], limit=limit
        )
        to_check = self.search(
            [
                ("state", "=", "done"),
                ("date_check", "!=", False),
                ("date_checked", "=", False),
                ("checker_id", "in", users.ids),
            ],
            limit=limit,
        )
        done = self.env._("Do it, then press “Done”")
        check = self.env._("Check whether it worked")
        # One's own, of which nothing has to be written down.
        button = ("action_done", self.env._("Done"))
        at_once = to_do.filtered(
            lambda one: one.user_id == self.env.user and one.kind != "improvement"
        )
        items = [
            one._day_item(
                one.user_id,
                done,
                one.date_due,
                "action",
                button=button if one in at_once else None,
            )
            for one in to_do
        ]
        return items + [
            one._day_item(one.checker_id, check, one.date_check, "action")
            for one in to_check
        ]

    @api.model
    def _day_domain(self, users):
        return super()._day_domain(users) & Domain("state", "=", "open")

    # ------------------------------------------------------------
    # REMINDERS
    # ------------------------------------------------------------

    @api.depends("state", "date_due", "date_check", "date_checked", "date_noticed")
    def _compute_date_next_notice(self):
        return super()._compute_date_next_notice()

    def _running_clocks(self):
        if self.state == "open" and self.date_due:
            return {"action": Clock(self.date_due - WARNING, self.date_due)}
        if self.state == "done" and self.date_check and not self.date_checked:
            return {"check": Clock(self.date_check, self.date_check)}
        return {}

    def _notice_users(self, kind):
        """Whoever has to act first; what is late goes to whoever set it."""
        if kind.startswith("check_"):
            return self.checker_id | self.author_id | self._management()
        asked = self.author_id - self.user_id | self.checker_id
        if kind == "action_late":
            return asked | self._management() | self.user_id
        return self.user_id | asked

    def _notice_values(self, kind, deadline):
        return {
            "activity_type_id": self.env["ir.model.data"]._xmlid_to_res_id(ACTION_DUE)
        }

    def _notice_name(self):
        """Of what comes from a complaint the number goes by mail, not the words."""
        # sudo: whoever has to act may not read the complaint
        if number := self.complaint_id.sudo().name:
            return number
        if self._is_about_a_person():
            return self.env._("Action No. %s", self.id)
        name, party = super()._notice_name(), self.partner_id
        with_whom = party.stakeholder_class in ("unit", "external")
        return f"{party.name} · {name}" if with_whom else name

    def _is_about_a_person(self):
        """Set by hand about somebody who is no unit: its words stay in the house.

        Nothing it hangs on says how secret it is, so the stricter reading holds.
        """
        party = self.partner_id.with_company(self.company_id)
        is_body = party.stakeholder_class == "unit" or (
            party.stakeholder_class == "external" and party.is_company
        )
        # sudo: whether it comes from a record is asked, not what that says
        return bool(party) and not is_body and not self.sudo()._source()

    @api.model
    def _notice_summary(self, kind):
        return {
            "action_warning": self.env._("An action is due soon"),
            "action_due": self.env._("An action is due today"),
            "action_late": self.env._("An action is late"),
            "check_warning": self.env._("Check whether it worked"),
            "check_due": self.env._("Check whether it worked"),
            "check_late": self.env._("The check whether it worked is late"),
        }[kind]
