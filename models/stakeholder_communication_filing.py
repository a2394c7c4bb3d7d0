from odoo import api, models
from odoo.exceptions import AccessError, UserError

FILING_ACTION = "filing"


class StakeholderCommunication(models.Model):
    """What has to be on file, and how it gets there (U3.3)."""

    _inherit = "stakeholder.communication"

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
        readers = self.user_id | self.party_user_id | self.head_user_id
        if self.env.user not in readers and not self.env.su:
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
        duties = own.action_ids.filtered(
            lambda one: one.kind == FILING_ACTION and one.state == "open"
        )
        duties.action_done()

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
        line = f"{self._today()} {self.env.user.name}：{text.strip()}"
        # sudo: the record is closed; an addition is all there is
        own = self.sudo().try_lock_for_update()
        if not own:
            raise UserError(
                self.env._("Somebody adds to this one at the moment. Try again.")
            )
        own.addenda = "\n".join(filter(None, [own.addenda, line]))

    # ------------------------------------------------------------
    # AFTER AN EMERGENCY
    # ------------------------------------------------------------

    def _ask_for_filing(self):
        """An emergency leaves a duty until its record is on file."""
        emergencies = self.filtered(
            lambda one: one.filing == "single" and one.channel_code == "emergency"
        )
        # sudo: the duty comes with the record, whoever else reads it
        own = self.sudo()
        open_ones = own.action_ids.filtered(
            lambda one: one.kind == FILING_ACTION and one.state == "open"
        )
        wrong = open_ones.filtered(lambda one: one.communication_id not in emergencies)
        if wrong:
            reason = self.env._("It was no emergency.")
            wrong.write({"drop_reason": reason})
            wrong.action_drop()
        known = (open_ones - wrong).communication_id
        missing = (emergencies - known).filtered(lambda one: one.state == "draft")
        if missing:
            own.env["stakeholder.action"].create(
                [talk._filing_duty() for talk in missing]
            )

    def _filing_duty(self):
        policy = self.env["stakeholder.policy"]._current(self.company_id, self.date)
        calendar = policy.calendar_id
        # In the words of whoever is to do it, whoever wrote it down.
        own = self.with_context(lang=self.user_id.lang or self.env.lang)
        return {
            "name": own.env._(
                "File the record of the emergency: %s", self.partner_id.name
            ),
            "kind": FILING_ACTION,
            "communication_id": self.id,
            "partner_id": self.partner_id.id,
            "company_id": self.company_id.id,
            "user_id": self.user_id.id,
            "author_id": self.user_id.id,
            "date_due": calendar._stakeholder_add_days(
                self.date, policy.emergency_record_days
            ),
        }

    # ------------------------------------------------------------
    # MY DAY
    # ------------------------------------------------------------

    @api.model
    def _day_items(self, users):
        """Work reports that are not on file, and months that are not signed.

        Emergencies have their action.
        """
        reports = self.search(
            [
                ("state", "=", "draft"),
                ("filing", "=", "single"),
                ("channel_id.code", "=", "work_report"),
                ("user_id", "in", users.ids),
            ],
            limit=200,
        )
        what = self.env._("Complete the record and sign it")
        return [
            {
                "model": self._name,
                "id": talk.id,
                "title": talk.display_name,
                "what": what,
                "date": talk.date,
                "kind": "communication",
                "user_id": talk.user_id.id,
                "button": None,
            }
            for talk in reports
        ] + self.env["stakeholder.communication.sheet"]._day_items(users)
