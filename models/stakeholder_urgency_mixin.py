from odoo import api, fields, models

URGENCIES = [("green", "In Time"), ("amber", "Soon Due"), ("red", "Late")]


class StakeholderUrgencyMixin(models.AbstractModel):
    """What is waited for until ``date_due`` has the colour that My Day gives it.

    By the working days of the centre, from as many before as its terms warn;
    whoever looks at it may sit in another time zone.
    """

    _name = "stakeholder.urgency.mixin"
    _description = "Waited For Until a Day"

    urgency = fields.Selection(URGENCIES, compute="_compute_urgency")

    @api.depends("date_due", "state")
    def _compute_urgency(self):
        self.urgency = False
        waiting = self.filtered(lambda one: one.state == "open" and one.date_due)
        for company, own in waiting.grouped(lambda one: one._urgency_centre()).items():
            policy = self.env["stakeholder.policy"]._current(company)
            calendar = policy.calendar_id
            today = calendar._stakeholder_today()
            alike = own.grouped("date_due")
            days = calendar._stakeholder_days_around([today, *alike], 0)
            for due, same in alike.items():
                same.urgency = calendar._stakeholder_urgency(
                    today, due, days.between(today, due), policy.warning_days
                )

    def _urgency_centre(self):
        """The centre by whose terms one record is waited for."""
        return self.company_id
