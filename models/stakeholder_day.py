from collections import Counter

from odoo import api, models
from odoo.tools import format_date, format_datetime

# More than this is no day's work; the list behind each kind shows the rest.
MOST = 100
TOLD = ("stakeholder_relations.stakeholder_group_director", "base.group_system")


class StakeholderDay(models.AbstractModel):
    """What is to be settled, due and late, from every source, as one page.

    Sources are the models with deadlines; each answers ``_day_items`` for some users,
    and what comes back is what the reader may read.
    """

    _name = "stakeholder.day"
    _description = "My Day"

    @api.model
    def get_day(self, scope="mine"):
        """The page: today, whether it is worked, the items, and who has a team.

        ``scope``: "mine", or "team" for those who are below the reader.
        """
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        team = self._team()
        users = team if scope == "team" else self.env.user
        items = sorted(self._items(users), key=lambda one: (one["date"], one["title"]))
        return {
            "today": format_date(self.env, today, date_format="full"),
            "rest": self._rest_day(today),
            "warning": self._watchdog(),
            "has_team": bool(team),
            "groups": self._grouped(items, today, scope),
        }

    @api.model
    def _team(self):
        """Those below the reader, at any depth."""
        managed = self.env["hr.employee"]._stakeholder_managed_users(
            self.env.user.partner_id
        )
        return managed[self.env.user.partner_id.id] - self.env.user

    @api.model
    def _rest_day(self, today):
        """Why nobody works today, or False."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        days = policy.calendar_id._stakeholder_working_days(today, today)
        if days.is_working(today):
            return False
        return days.days[today].reason or self.env._("Weekend")

    @api.model
    def _watchdog(self):
        """What whoever is in charge has to know about the reminder job, or False."""
        if not any(self.env.user.has_group(group) for group in TOLD):
            return False
        moment, is_late = self.env["stakeholder.notice"]._last_good_run()
        return is_late and self.env._(
            "Nobody has been reminded since %s. Ask the administrator to look at the "
            "scheduled actions of the server.",
            format_datetime(self.env, moment),
        )

    @api.model
    def _items(self, users):
        items = []
        for name in self._sources():
            if self.env[name].has_access("read"):
                items += self.env[name]._day_items(users)[:MOST]
        return items

    @api.model
    def _sources(self):
        """The models that may have something to settle."""
        return [
            *self.env["stakeholder.duty.mixin"]._duty_models(),
            "stakeholder.communication",
        ]

    @api.model
    def _grouped(self, items, today, scope):
        """[{key, label, items}]: late, today, later; or by department for a team."""
        for item in items:
            late = item["date"] < today
            item["urgency"] = (
                "red" if late else "amber" if item["date"] == today else "green"
            )
            item["day"] = format_date(self.env, item["date"])
        if scope == "team":
            return self._by_department(items)
        labels = {
            "red": self.env._("Late"),
            "amber": self.env._("Today"),
            "green": self.env._("Coming"),
        }
        return [
            {
                "key": key,
                "label": label,
                "items": [one for one in items if one["urgency"] == key],
            }
            for key, label in labels.items()
        ]

    @api.model
    def _by_department(self, items):
        """The same for those below, each department with how much is late."""
        # sudo: names and departments of colleagues are no secret
        users = self.env["res.users"].sudo().browse({one["user_id"] for one in items})
        departments = {user.id: user.employee_id.department_id for user in users}
        names = {user.id: user.name for user in users}
        groups = {}
        for item in items:
            item["user"] = names[item["user_id"]]
            groups.setdefault(departments[item["user_id"]], []).append(item)
        return [
            {
                "key": department.id,
                "label": department.name or self.env._("Without a department"),
                "items": own,
                "counts": Counter(one["urgency"] for one in own),
            }
            for department, own in sorted(
                groups.items(), key=lambda one: (not one[0], one[0].name or "")
            )
        ]
