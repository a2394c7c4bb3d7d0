from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

YESTERDAY = timedelta(days=1)


class StakeholderCadence(models.Model):
    """A line that is changed in the middle of a period (U3.2, X7).

    What is changed without a date holds for the whole running period. Changed from a
    day on, old and new share the period by their days, and what took place before the
    change counts. A line that is new asks for its own days alone.
    """

    _inherit = "stakeholder.cadence"

    replaces_id = fields.Many2one(
        "stakeholder.cadence",
        "Continues",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        help="The line as it was before the change.",
    )

    @api.ondelete(at_uninstall=False)
    def _unlink_nothing_owed(self):
        """What was missed stays to be seen, and what is planned is kept."""
        # sudo: whoever keeps the lines need not see what is owed
        due = self.env["stakeholder.contact.due"].sudo()
        if row := due.search([("cadence_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "Contacts are owed, or were missed, by “%s”. A line that was in "
                    "force is not deleted: end it with its last day of validity.",
                    row.cadence_id.name,
                )
            )

    def _shares(self, whole):
        """[(times, days)] of the period ``whole`` under this line and those before."""
        shares, line = [], self
        while line and line._length() == self._length():
            valid = whole.overlap(line.date_from, line.date_to)
            if not valid:
                break
            shares.append((line.times, valid))
            line = line.replaces_id
        return shares

    def action_change_from_today(self):
        """End the line yesterday and open its copy, which holds from today on."""
        self.ensure_one()
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        if (self.date_from or today - YESTERDAY) >= today or (
            self.date_to and self.date_to < today
        ):
            raise UserError(
                self.env._(
                    "“%s” does not hold before and after today. Change it as it is.",
                    self.name,
                )
            )
        changed = self.copy({"date_from": today, "replaces_id": self.id})
        self.date_to = today - YESTERDAY
        # sudo: what is owed, and in somebody's diary, goes on under the new line
        due = self.env["stakeholder.contact.due"].sudo()
        running = due.search([("cadence_id", "=", self.id), ("date_due", ">=", today)])
        running.cadence_id = changed
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": changed.id,
            "views": [[False, "form"]],
        }
