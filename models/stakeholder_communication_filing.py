from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from .stakeholder_duty_mixin import DAY_LIMIT

FILING_ACTION = "filing"


class StakeholderCommunication(models.Model):
    """What has to be on file, and how it gets there (U3.3)."""

    _inherit = "stakeholder.communication"

    may_sign = fields.Boolean(compute="_compute_may_sign")

    @api.depends("kind", "state", "user_id", "party_user_id", "head_user_id")
    @api.depends_context("uid")
    def _compute_may_sign(self):
        for talk in self:
            is_open = bool(talk._origin) and talk.state == "draft"
            talk.may_sign = is_open and self.env.user in talk._signers()

    def _signers(self):
        """The writer, whoever is responsible, the head of the department.

        Of a talk with staff nobody signs who was talked with (I2).
        """
        # sudo: columns of the record itself
        own = self.sudo()
        signers = own.user_id | own.head_user_id
        return signers if own.kind == "staff" else signers | own.party_user_id

    def action_file(self):
        """Sign it; from then on only additions, each with its date."""
        for talk in self:
            talk._check_may_sign()
            talk._check_complete()
            talk._close(talk._today())

    def _check_may_sign(self):
        self.check_access("read")
        if self.state == "filed":
            raise UserError(self.env._("%s is on file already.", self.display_name))
        signers = self._signers()
        if self.env.user not in signers and not self.env.su:
            self._check_may_finish(signers)
            raise AccessError(
                self.env._(
                    "%(talk)s is signed by %(user)s, who wrote it, by whoever is "
                    "responsible, or by the head of the department.",
                    talk=self.display_name,
                    user=self.user_id.name,
                )
            )

    def _check_complete(self):
        if self.channel_code in ("work_report", "emergency") and not self.said:
            raise UserError(
                self.env._(
                    "%s: write down what was said before you sign.", self.display_name
                )
            )
        proof = self.attachment_ids or (self.work_summary or "").strip()
        if self.channel_code == "work_report" and not proof:
            raise UserError(
                self.env._(
                    "%s: a work report goes on file with its summary. Attach it, or "
                    "write it under “Work Summary”.",
                    self.display_name,
                )
            )

    def _close(self, day, sheet=None):
        # sudo: closed to typing, for whoever signs as well
        own = self.sudo()
        own.write(
            {
                "state": "filed",
                "signed_by_id": self.env.uid,
                "date_filed": day,
                "sheet_id": sheet.id if sheet else False,
            }
        )
        duties = own._filing_duties()
        duties.filtered(lambda one: one.state == "open").action_done()

    def _today(self):
        policy = self.env["stakeholder.policy"]._current(self.company_id)
        return policy.calendar_id._stakeholder_today()

    @api.model
    def _centre_today(self):
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        return policy.calendar_id._stakeholder_today()

    # ------------------------------------------------------------
    # AFTER SIGNING
    # ------------------------------------------------------------

    def action_add(self):
        """The window for what came up after signing."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Add to It"),
            "res_model": "stakeholder.communication.addition",
            "view_mode": "form",
            "target": "new",
            "context": {"default_communication_id": self.id},
        }

    def _add(self, text):
        """Append ``text`` with day and name; nothing that stands there changes."""
        self.ensure_one()
        self.check_access("read")
        if not (text or "").strip():
            raise UserError(self.env._("Write down what is to be added."))
        if self.state != "filed":
            raise UserError(
                self.env._(
                    "%(talk)s is not signed yet: %(user)s, who wrote it, edits it.",
                    talk=self.display_name,
                    user=self.user_id.name,
                )
            )
        line = f"{self._today()} {self.env.user.name}：{text.strip()}"
        # sudo: the record is closed; an addition is all there is
        own = self.sudo().try_lock_for_update()
        if not own:
            raise UserError(
                self.env._("Somebody adds to this one at the moment. Try again.")
            )
        own.addenda = "\n".join(filter(None, [own.addenda, line]))

    # ------------------------------------------------------------
    # WHAT IS OWED UNTIL IT IS ON FILE
    # ------------------------------------------------------------

    def _ask_for_filing(self):
        """An emergency or a work report leaves a duty until its record is on file."""
        missing = self.filtered(
            lambda one: one.filing == "single" and one.state == "draft"
        )
        if missing:
            # sudo: the duty comes with the record, whoever else reads it
            actions = missing.sudo().env["stakeholder.action"]
            actions.create([talk._filing_duty() for talk in missing])

    def _filing_duties(self):
        return self._all_actions().filtered(lambda one: one.kind == FILING_ACTION)

    def _filing_basis(self):
        """What the duty follows: what is asked for, and with whom and when it was."""
        return (self.filing, self.channel_id), self.partner_id, self.date

    def _correct_filing(self, before):
        """Another channel or sort of party asks for something else, or for nothing.

        A corrected party or day stays the same duty, which says so.
        """
        changed = self.filtered(lambda one: one._filing_basis()[0] != before[one][0])
        changed._filing_duties()._drop_filing(
            self.env._("The channel or the party was corrected.")
        )
        changed._ask_for_filing()
        for talk in self - changed:
            _asked, partner, day = before[talk]
            for duty in talk._filing_duties().filtered(lambda one: one.state == "open"):
                values = talk._filing_duty()
                names = {"name", "partner_id"} if talk.partner_id != partner else set()
                names |= {"date_due"} if talk.date != day else set()
                duty.write({name: values[name] for name in names})

    def _filing_duty(self):
        policy = self.env["stakeholder.policy"]._current(self.company_id, self.date)
        party = self.partner_id.name
        owner = self._filing_owner() or self.user_id
        # In the words of whoever is to do it, whoever wrote it down.
        own = self.with_context(lang=owner.lang or self.env.lang)
        if self.channel_code == "emergency":
            name = own.env._("File the record of the emergency: %s", party)
            days = policy.emergency_record_days
        else:
            name = own.env._("File the record of the work report: %s", party)
            days = policy.work_report_record_days
        return {
            "name": name,
            "kind": FILING_ACTION,
            "communication_id": self.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": owner.id,
            "author_id": owner.id,
            "date_due": policy.calendar_id._stakeholder_add_days(self.date, days),
        }

    # ------------------------------------------------------------
    # MY DAY
    # ------------------------------------------------------------

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """Months that are not signed; single records have their action."""
        return self.env["stakeholder.communication.sheet"]._day_items(users, limit)

    @api.model
    def _day_counts(self, users):
        rows = self._day_items(users, limit=None)
        return Counter((one["user_id"], one["date"]) for one in rows)

    @api.model
    def _day_list(self, users):
        """The contacts that wait for a monthly sheet, unit by unit."""
        waiting = self.env["stakeholder.communication.sheet"]._open_domain(
            self._centre_today()
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env["ir.model"]._get(self._name).name,
            "res_model": self._name,
            "views": [[False, "list"], [False, "form"]],
            "domain": list(waiting & Domain("party_user_id", "in", users.ids)),
            "context": {"group_by": "partner_id"},
        }
