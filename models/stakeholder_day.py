from collections import Counter, defaultdict
from operator import itemgetter

from odoo import api, models
from odoo.tools import format_date, format_datetime

# More than this of one kind is no day's work; its list shows the rest.
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
        items, rest = self._items(users)
        return {
            "today": format_date(self.env, today, date_format="full"),
            "rest": self._rest_day(today),
            "warning": self._watchdog(),
            "has_team": bool(team),
            "groups": self._grouped(items, rest, today, scope),
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
        """(the rows to show, [(source, user id, date, how many more)])."""
        items, rest = [], []
        for name in self._sources():
            source = self.env[name]
            if not source.has_access("read"):
                continue
            rows = sorted(source._day_items(users), key=itemgetter("date"))
            shown = rows[:MOST]
            if len(rows) > MOST:
                more = source._day_counts(users)
                more.subtract((one["user_id"], one["date"]) for one in shown)
                rest += [(name, *key, count) for key, count in more.items() if count]
            items += shown
        items.sort(key=lambda one: (one["date"], one["title"]))
        return items, rest

    @api.model
    def _sources(self):
        """The models that may have something to settle."""
        return [
            *self.env["stakeholder.duty.mixin"]._duty_models(),
            "stakeholder.communication",
            "res.partner",
        ]

    @api.model
    def _grouped(self, items, rest, today, scope):
        """[{key, label, items, counts, more}]: late, today, later; or by department.

        ``counts`` and ``more`` count what is not shown as well.
        """
        self._tell_time(items, today)
        rest = [(*one, self._part(one[2], today)) for one in rest]
        if scope == "team":
            return self._by_department(items, rest)
        labels = {
            "late": self.env._("Late"),
            "today": self.env._("Today"),
            "coming": self.env._("Coming"),
        }
        return [
            self._group(
                key,
                label,
                [one for one in items if one["part"] == key],
                [one for one in rest if one[-1] == key],
            )
            for key, label in labels.items()
        ]

    @api.model
    def _tell_time(self, items, today):
        """How long each has: in words, by the working day, and as a colour."""
        if not items:
            return
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        calendar = policy.calendar_id
        dates = [one["date"] for one in items]
        days = calendar._stakeholder_days_around([today, *dates], 0)
        for item in items:
            due = item["date"]
            left = days.between(today, due)
            item["urgency"] = calendar._stakeholder_urgency(
                today, due, left, policy.warning_days
            )
            item["part"] = self._part(due, today)
            item["day"] = format_date(self.env, due)
            item["left"] = calendar._stakeholder_left_in_words(today, due, left)

    @api.model
    def _part(self, date, today):
        return "late" if date < today else "today" if date == today else "coming"

    @api.model
    def _group(self, key, label, items, rest):
        """One heading of the page, its rows, and the lists that show the others."""
        counts = Counter(one["part"] for one in items)
        by_source, users = Counter(), {}
        for name, user_id, _date, count, part in rest:
            counts[part] += count
            by_source[name] += count
            users.setdefault(name, set()).add(user_id)
        more = []
        for name, count in by_source.items():
            owners = self.env["res.users"].browse(sorted(users[name]))
            action = self.env[name]._day_list(owners)
            words = self.env._(
                "… and %(count)s more: %(list)s", count=count, list=action["name"]
            )
            more.append({"label": words, "count": count, "action": action})
        return {
            "key": key,
            "label": label,
            "items": items,
            "counts": counts,
            "count": counts.total(),
            "more": more,
        }

    @api.model
    def _by_department(self, items, rest):
        """The same for those below, each department with how much is late."""
        # sudo: names and departments of colleagues are no secret
        users = self.env["res.users"].sudo()
        users = users.browse(
            {one["user_id"] for one in items} | {one[1] for one in rest}
        )
        departments = {user.id: user.employee_id.department_id for user in users}
        names = {user.id: user.name for user in users}
        shown, others = defaultdict(list), defaultdict(list)
        for item in items:
            item["user"] = names[item["user_id"]]
            shown[departments[item["user_id"]]].append(item)
        for one in rest:
            others[departments[one[1]]].append(one)
        return [
            self._group(
                department.id,
                department.name or self.env._("Without a department"),
                shown[department],
                others[department],
            )
            for department in sorted(
                shown.keys() | others.keys(),
                key=lambda one: (not one, one.name or ""),
            )
        ]
