from collections import defaultdict
from datetime import date, datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..tools.working_days import LEAVE, Day, OutOfRangeError, WorkingDays, each_day

# A deadline is a date where the centres are, whatever zone server and user have.
ZONE = timezone("Asia/Shanghai")
# Golden Week and Spring Festival together take three weeks out of sixty days.
MARGIN_DAYS = 40
SPAN_PER_WORKING_DAY = 3


class ResourceCalendar(models.Model):
    """The one place that knows working days, due dates and durations (X1)."""

    _inherit = "resource.calendar"

    # ------------------------------------------------------------
    # PUBLIC CONTRACT
    # ------------------------------------------------------------

    def _stakeholder_local_date(self, moment):
        """The date in this calendar's zone of ``moment`` (naive UTC datetime)."""
        return utc.localize(moment).astimezone(timezone(self.tz)).date()

    def _stakeholder_today(self):
        """Today where the centre is, whoever asks and wherever the server stands."""
        return self._stakeholder_local_date(fields.Datetime.now())

    @api.model
    def _stakeholder_centre_today(self):
        """Today in mainland China, without a query."""
        return utc.localize(fields.Datetime.now()).astimezone(ZONE).date()

    def _stakeholder_working_days(self, first, last):
        """The WorkingDays from ``first`` to ``last``; a constant number of queries."""
        self.ensure_one()
        return WorkingDays.build(
            first,
            last,
            self._stakeholder_regular_week(),
            self._stakeholder_leave_days(first, last)
            | self._stakeholder_own_days(first, last),
            self.env["stakeholder.calendar.year"]._announced(),
        )

    def _stakeholder_days_around(self, dates, count):
        """The WorkingDays wide enough to go ``count`` days on from, or back."""
        margin = timedelta(days=MARGIN_DAYS + SPAN_PER_WORKING_DAY * abs(count))
        return self._stakeholder_working_days(min(dates) - margin, max(dates) + margin)

    def _stakeholder_add_days(self, start, count):
        """The ``count``-th working day after (negative: before) the date ``start``."""
        if isinstance(start, str):
            start = date.fromisoformat(start)
        days = self._stakeholder_days_around([start], count)
        return self._stakeholder_after(days, start, count)

    def _stakeholder_after(self, days, start, count):
        """``days.after`` with a message that a user can act on."""
        try:
            return days.after(start, count)
        except OutOfRangeError:
            raise UserError(
                self.env._(
                    "The calendar “%(calendar)s” has too few working days after "
                    "%(date)s to count %(count)s of them. Check its working hours.",
                    calendar=self.display_name,
                    date=start,
                    count=count,
                )
            ) from None

    @api.model
    def _stakeholder_urgency(self, today, due, left, warning_days):
        """The colour of time, the same everywhere: late, soon, or time enough."""
        if due < today:
            return "red"
        return "amber" if left <= warning_days else "green"

    @api.model
    def _stakeholder_left_in_words(self, today, due, left):
        """How long there is until ``due``, ``left`` working days from ``today``."""
        if due < today:
            # Late on a weekend already, by no working day yet.
            return self.env._("Late by %s working days", max(-left, 0))
        if due == today:
            return self.env._("Due today")
        return self.env._("%s working days left", left)

    @api.model
    def _stakeholder_days_changed(self):
        """Called after days were corrected; rooms with open deadlines extend it."""

    # ------------------------------------------------------------
    # WHAT A DATE IS
    # ------------------------------------------------------------

    def _stakeholder_regular_week(self):
        """A function: does this calendar work on a date, exceptions apart?"""
        # sudo: working hours are no secret, and every deadline needs them
        attendances = self.sudo().attendance_ids.filtered(
            lambda line: not line.display_type and line.day_period != "lunch"
        )
        weeks = defaultdict(set)
        for line in attendances:
            weeks[line.week_type or False].add(int(line.dayofweek))
        if not self.two_weeks_calendar:
            worked = set().union(*weeks.values())
            return lambda day: day.weekday() in worked
        week_of = self.env["resource.calendar.attendance"].get_week_type
        return lambda day: day.weekday() in weeks[str(week_of(day))]

    def _stakeholder_own_days(self, first, last):
        """{date: Day} of our list; what is said for one calendar wins over all."""
        # sudo: the list is the same for everybody who has a deadline
        found = (
            self.env["stakeholder.calendar.day"]
            .sudo()
            .search_fetch(
                Domain("date", ">=", first)
                & Domain("date", "<=", last)
                & Domain("calendar_id", "in", [False, self.id])
                & Domain("company_id", "in", [False, self._stakeholder_company().id]),
                ["date", "kind", "reason", "calendar_id", "company_id"],
            )
        )
        ranked = found.sorted(lambda day: (bool(day.calendar_id), bool(day.company_id)))
        return {day.date: Day(day.kind, day.reason) for day in ranked}

    def _stakeholder_leave_days(self, first, last):
        """{date: Day} of the leaves that take the whole working day from everybody."""
        company = self._stakeholder_company()
        # sudo: company-wide leaves are read for users who cannot open the HR app
        leaves = (
            self.env["resource.calendar.leaves"]
            .sudo()
            .search(
                Domain("resource_id", "=", False)
                & Domain("time_type", "=", "leave")
                & Domain("company_id", "in", [False, company.id])
                & Domain("calendar_id", "in", [False, self.id])
                & Domain("date_from", "<=", datetime.combine(last, time.max))
                & Domain("date_to", ">=", datetime.combine(first, time.min))
            )
        )
        hours = self._stakeholder_day_hours() if leaves else {}
        return {
            day: Day(LEAVE, leave.name or "")
            for leave in leaves
            for day in self._stakeholder_whole_days(leave, hours)
        }

    def _stakeholder_company(self):
        return self.company_id or self.env.company

    def _stakeholder_day_hours(self):
        """{weekday: (first hour, last hour)} of the regular week."""
        hours = {}
        for line in self.sudo().attendance_ids.filtered(lambda a: not a.display_type):
            weekday = int(line.dayofweek)
            start, end = hours.get(weekday, (24.0, 0.0))
            hours[weekday] = min(start, line.hour_from), max(end, line.hour_to)
        return hours

    def _stakeholder_whole_days(self, leave, hours):
        """The local dates whose working hours ``leave`` covers from start to end."""
        zone = timezone(self.tz)
        begin = utc.localize(leave.date_from).astimezone(zone).replace(tzinfo=None)
        end = utc.localize(leave.date_to).astimezone(zone).replace(tzinfo=None)
        for day in each_day(begin.date(), end.date()):
            start_hour, end_hour = hours.get(day.weekday(), (0.0, 24.0))
            midnight = datetime.combine(day, time.min)
            # A leave "until 23:59:59" covers a day that ends at midnight.
            closing = midnight + timedelta(hours=end_hour, seconds=-1)
            if begin <= midnight + timedelta(hours=start_hour) and end >= closing:
                yield day
