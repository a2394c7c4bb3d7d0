from collections import Counter

from odoo import api, models
from odoo.fields import Domain

from .stakeholder_duty_mixin import DAY_LIMIT


class ResPartner(models.Model):
    """Visits that somebody has in the diary of a party, as rows of My Day (U3.2).

    What is owed is planned on what is owed; one visit more, or one made as needed, on
    the party itself.
    """

    _inherit = "res.partner"

    @api.model
    def _day_items(self, users, limit=DAY_LIMIT):
        visits = self.env["mail.activity"].search(
            Domain("res_model", "=", self._name)
            & Domain("user_id", "in", users.ids)
            & Domain("automated", "=", False)
            & Domain("activity_type_id", "in", self._stakeholder_visit_types().ids),
            order="date_deadline, id",
            limit=limit,
        )
        parties = self.browse(visits.mapped("res_id"))._filtered_access("read")
        titles = {one.id: one.display_name for one in parties}
        return [
            {
                "model": self._name,
                "id": visit.res_id,
                "title": titles[visit.res_id],
                "what": visit.summary or visit.activity_type_id.name,
                "date": visit.date_deadline,
                "kind": "contact",
                "user_id": visit.user_id.id,
                "button": {
                    "model": visit._name,
                    "id": visit.id,
                    "name": "action_stakeholder_record",
                    "label": self.env._("It Took Place"),
                },
            }
            for visit in visits
            if visit.res_id in titles
        ]

    @api.model
    def _stakeholder_visit_types(self):
        return self.env["stakeholder.contact.due"]._planned_type()

    @api.model
    def _day_counts(self, users):
        rows = self._day_items(users, limit=None)
        return Counter((one["user_id"], one["date"]) for one in rows)

    @api.model
    def _day_list(self, users):
        visits = Domain("user_id", "in", users.ids)
        visits &= Domain("activity_type_id", "in", self._stakeholder_visit_types().ids)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Planned Visits"),
            "res_model": self._name,
            "views": [[False, "list"], [False, "form"]],
            "domain": [("activity_ids", "any", list(visits))],
            "context": {"stakeholder": True},
        }
