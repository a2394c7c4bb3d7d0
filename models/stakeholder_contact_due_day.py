from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date


class StakeholderContactDue(models.Model):
    """What is owed, as rows of My Day: late where the last one was missed."""

    _inherit = "stakeholder.contact.due"

    @api.model
    def _day_items(self, users):
        """What they owe, and what of others they have in their diary."""
        own = Domain("user_id", "in", users.ids)
        planned = Domain("activity_ids", "any", self._in_diary_of(users))
        found = self.search(
            Domain("state", "=", "open") & (own | planned),
            order="date_late, date_due, id",
            limit=200,
        )
        return [one._day_row(users) for one in found]

    @api.model
    def _in_diary_of(self, users):
        return Domain("user_id", "in", users.ids) & Domain("automated", "=", False)

    def _day_row(self, users):
        """One row of My Day: when it is planned, else since when it is late or due."""
        # sudo: that a colleague has it in the diary is no secret
        planned = self.sudo()._planned().sorted("date_deadline")
        mine = planned.filtered(lambda one: one.user_id in users)
        item = self._day_item(
            mine[:1].user_id or self.user_id,
            self._day_words(planned[:1]),
            planned[:1].date_deadline or self.date_late or self.date_due,
            "contact",
            self.partner_id.display_name,
            ("action_record", self.env._("It Took Place")),
        )
        if self.cadence_id.what == "verification":
            # The row leads to what is to be looked through.
            button = {
                "name": "action_stakeholder_verify",
                "label": self.env._("Nothing Changed"),
            }
            unit = {"model": "res.partner", "id": self.partner_id.id}
            item |= {**unit, "kind": "verification", "button": button}
        return item

    def _day_words(self, planned):
        what = self.festival_id.name or self.cadence_id.name
        if planned:
            return self.env._(
                "%(what)s · planned by %(user)s for %(date)s",
                what=what,
                user=planned.user_id.name,
                date=format_date(self.env, planned.date_deadline),
            )
        if self.date_late:
            return self.env._(
                "%(what)s · missed last time, now until %(date)s",
                what=what,
                date=format_date(self.env, self.date_due),
            )
        return what
