from odoo import api, models
from odoo.exceptions import UserError

HANDOVER = "stakeholder_relations.mail_activity_type_handover"
DEADLINE = "stakeholder_relations.mail_activity_type_deadline"
ESCALATION = "stakeholder_relations.mail_activity_type_escalation"


class StakeholderComplaint(models.Model):
    """The course of a complaint: acknowledge, answer, result, close (3.4)."""

    _inherit = "stakeholder.complaint"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_acknowledge(self):
        return self._open_letter("acknowledgement")

    def action_answer(self):
        return self._open_letter("answer")

    def action_set_result_date(self):
        return self._open_letter("notice")

    def action_report_result(self):
        return self._open_letter("result")

    def _open_letter(self, kind):
        self.ensure_one()
        self.check_access("write")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("To the Complainant of %s", self.name),
            "res_model": "stakeholder.complaint.letter",
            "view_mode": "form",
            "target": "new",
            "context": {"default_complaint_id": self.id, "default_kind": kind},
        }

    def action_close(self):
        """The person in charge signs and closes; what is missing is named."""
        self._check_decider()
        for complaint in self:
            complaint._check_ready_to_close()
            today = complaint._today()
            complaint._step(
                "closed",
                {
                    "state": "closed",
                    "signed_by_id": self.env.uid,
                    "date_closed": today,
                    **complaint._handled(complaint.date_handled or today),
                },
            )
        self.env["stakeholder.trail.seal"]._seal(self, "close")

    def action_open_identity(self):
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Name and Contact of the Complainant"),
            "res_model": "stakeholder.complaint.identity.wizard",
            "view_mode": "form",
            "target": "new",
            "context": {"default_complaint_id": self.id},
        }

    def action_explain_response(self):
        return self._explain(self.date_response_due, self.response_days)

    def action_explain_result(self):
        return self._explain(self.date_result_due, self.result_days)

    def _explain(self, due, count):
        self.ensure_one()
        return self.env["stakeholder.deadline"]._open(
            self.policy_id.sudo().calendar_id, self.date_received, due, count
        )

    def _may_open_identity(self, user):
        """The handler, and whoever decides; each time with a reason (C5.1)."""
        return self._may_read(user) and (user == self.user_id or self._may_decide(user))

    def _log_opening(self, reason):
        """The reason in the chatter of the case, a digest of it on the trail."""
        digests = self.env["stakeholder.trail.salt"]._digests(self, reason)
        self.env["stakeholder.complaint.trail"]._append(
            self,
            "identity_opened",
            by_id={id_: {"reason": one} for id_, one in digests.items()},
        )
        self.message_post(body=self.env._("Name and contact opened: %s", reason))

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _acknowledge(self, date, text):
        """Told what will be done and when the first answer comes (C3.6).

        It stops no clock (C3.1).
        """
        self._check_state("new")
        vals = {"acknowledgement": text, "date_acknowledged": date}
        self._step("acknowledged", {"state": "acknowledged", **vals})

    def _answer(self, date, text, settled):
        """The first answer; ``settled`` when the matter is handled with it (C3.1)."""
        self._check_state("new", "acknowledged")
        vals = {"state": "answered", "reply": text, "date_answered": date}
        if not self.user_id:
            # Whoever answers has followed it up: the form asks for a name.
            vals["user_id"] = self.env.uid
        self._step("answered", vals | (self._handled(date) if settled else {}))

    def _give_notice(self, date, text, due):
        """Not resolved: how it will be handled and by when the result (C3.4)."""
        self._check_decider()
        self._check_state("answered", "pending")
        calendar = self.policy_id.sudo().calendar_id
        vals = {
            **self._unhandled(),
            "state": "pending",
            "date_notice": date,
            "outcome": self._with_line(self.outcome, text),
            "date_result_due": due,
            "date_result_warning": calendar._stakeholder_add_days(
                due, -self.warning_days
            ),
            "date_result_first": self.date_result_first or due,
            "date_noticed": False,
        }
        self._step("result_set", vals)

    def _report_result(self, date, text):
        """The result, told to the complainant directly (C3.4)."""
        self._check_state("answered", "pending")
        vals = {"state": "answered", **self._handled(date)}
        outcome = self._with_line(self.outcome, text)
        self._step("result_reported", {**vals, "outcome": outcome})

    def _step(self, event, vals):
        """Write what only the course may write, and drop what is settled by it."""
        self.check_access("write")
        # sudo: the fields of the course are closed to typing, whoever is at work
        self.sudo().with_context(stakeholder_event=event).write(vals)
        self._drop_settled_activities()

    def _check_state(self, *states):
        labels = dict(self._fields["state"]._description_selection(self.env))
        for complaint in self.filtered(lambda one: one.state not in states):
            raise UserError(
                self.env._(
                    "%(number)s is in the state “%(state)s”; this step is for: "
                    "%(states)s.",
                    number=complaint.name,
                    state=labels[complaint.state],
                    states=", ".join(labels[state] for state in states),
                )
            )

    def _today(self):
        self.ensure_one()
        return self.policy_id.sudo().calendar_id._stakeholder_today()

    @api.model
    def _with_line(self, text, line):
        return f"{text}\n{line}" if text else line

    def _drop_settled_activities(self):
        """Take away what no longer has to be done, from everybody's list."""
        # sudo: the reminder may be in the list of somebody else
        for complaint in self.sudo():
            today = complaint._today()
            clocks = complaint._running_clocks()
            done = [HANDOVER]
            if "response" not in clocks:
                done.append(DEADLINE)
            if not any(clock.due < today for clock in clocks.values()):
                done.append(ESCALATION)
            complaint.activity_unlink(done)
