from collections import Counter

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from .stakeholder_duty_mixin import DAY_LIMIT


class StakeholderContactDue(models.Model):
    """What is owed, as rows of My Day: late where the last one was missed."""

    _inherit = "stakeholder.contact.due"

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        """What they owe, and what of others they have in their diary."""
        own = Domain("user_id", "in", users.ids)
        planned = Domain("activity_ids", "any", self._in_diary_of(users))
        found = self.search(
            Domain("state", "=", "open") & (own | planned),
            order="date_late, date_due, id",
            limit=limit,
        )
        return [one._day_row(users) for one in found]

    @api.model
    def _day_counts(self, users):
        """Counted where they are; what is in a diary stands on another day."""
        own = Domain("state", "=", "open") & self._day_domain(users)
        # sudo: that a colleague has it in the diary is no secret
        diary = self.sudo().search(
            Domain("state", "=", "open")
            & Domain("activity_ids", "any", Domain("automated", "=", False))
        )
        mine = Domain("activity_ids", "any", self._in_diary_of(users))
        planned = self.search(Domain("id", "in", diary.ids) & (own | mine))
        rows = [one._day_row(users) for one in planned]
        found = Counter((one["user_id"], one["date"]) for one in rows)
        for user, late, due, count in self._read_group(
            own & Domain("id", "not in", diary.ids),
            ["user_id", "date_late:day", "date_due:day"],
            ["__count"],
        ):
            found[user.id, late or due] += count
        return found

    @api.model
    def _day_list(self, users):
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_contact_due_action"
        )
        return {
            **action,
            "domain": list(self._day_domain(users)),
            "context": {"search_default_open": 1, "search_default_group_user": 1},
        }

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
                "model": self._name,
                "id": self.id,
                "name": "action_record",
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
