from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .stakeholder_complaint_deadline import TERMS


class StakeholderComplaint(models.Model):
    """Anonymous complaints about personnel matters, to the letter (C5.3).

    Handed over like all others; whoever decides classes it, and it stays on file,
    sealed. Where a name is given later it opens, and the clocks start that day.
    """

    _inherit = "stakeholder.complaint"

    is_personnel = fields.Boolean("Personnel Matter", readonly=True)
    date_named = fields.Date(
        "Name Given On", readonly=True, help="The clocks run from this day on."
    )

    def action_not_handled(self):
        return self._open_turn("personnel", self.env._("Anonymous Personnel Matter"))

    def action_give_name(self):
        return self._open_turn("named", self.env._("A Name Was Given"))

    def _set_not_handled(self):
        """Class it as an anonymous personnel matter: no deadline, sealed, on file."""
        self._check_decider()
        self._check_state("new", "acknowledged")
        for complaint in self:
            complaint._check_may_be_set_aside()
            complaint._step(
                "not_handled",
                {
                    "state": "not_handled",
                    "is_personnel": True,
                    "date_closed": complaint._today(),
                    # Sealed: nobody but whoever decides.
                    "user_id": False,
                    "team_ids": [Command.clear()],
                },
            )
        self.env["stakeholder.trail.seal"]._seal(self, "close")

    def _check_may_be_set_aside(self):
        """Neither with a name nor with harm alleged, in any that was merged into it."""
        cases = self._with_duplicates()
        if named := cases.filtered(lambda one: not one.is_anonymous):
            raise UserError(
                self.env._(
                    "%s: a name was given, so it is handled. Only anonymous complaints "
                    "about personnel matters are not (guideline 3.6.3).",
                    named[0].name,
                )
            )
        if harmful := cases.filtered("alleges_harm"):
            raise UserError(
                self.env._(
                    "%s alleges harm to a recipient. That is always handled, with or "
                    "without a name.",
                    harmful[0].name,
                )
            )

    def _give_name(self, name, contact, email):
        """A name was given later: it opens, and the clocks start today."""
        self._check_decider()
        self.check_access("write")
        # sudo: identities have no access of their own
        self.sudo().identity_ids.write(
            {"name": name, "contact": contact, "email": email}
        )
        today = self._today()
        vals = {"is_anonymous": False}
        if self.state == "not_handled":
            vals |= {"state": "new", "date_closed": False, "date_received": today}
            vals["date_named"] = today
            calendar = self.policy_id.sudo().calendar_id
            row = {name: self[name] for name in TERMS}
            vals |= self._due_dates(calendar, [{**row, "date_received": today}])[0]
            vals["date_noticed"] = False
        self._step("named", vals)
        if self.state == "new":
            self._notify_handed_over()
