from contextlib import contextmanager
from datetime import date, datetime, timedelta
from unittest.mock import patch

from odoo import fields
from odoo.fields import Command

from ..tools.periods import Period
from ..tools.periods import period as period_of
from .common import MODULE, StakeholderCase

H1 = Period(date(2026, 1, 1), date(2026, 6, 30))
H2 = Period(date(2026, 7, 1), date(2026, 12, 31))
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))


class ScorecardCase(StakeholderCase):
    """A unit under contract, and short ways to put traces on file."""

    # after the half-year and the year that are evaluated
    now = datetime(2027, 1, 12, 2, 0, 0)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.Indicator = cls.env["stakeholder.indicator"]
        cls.Scorecard = cls.env["stakeholder.scorecard"]
        cls.policy.scorecard_from = date(2026, 1, 1)
        cls.people = {
            tier: cls.env["res.partner"].create(
                {"name": f"Our {tier}", "stakeholder_tier": tier}
            )
            for tier in ("onsite", "council", "director_general", "department")
        }
        cls.unit = cls._unit("Street Office")

    @classmethod
    def _unit(cls, name, first=date(2025, 1, 1), last=date(2027, 12, 31), user=None):
        user = user or cls.users["worker"]
        unit = cls.env["res.partner"].create(
            {
                "name": name,
                "is_company": True,
                "stakeholder_class": "unit",
                "stakeholder_user_id": user.id,
            }
        )
        cls.env["res.partner"].create(
            {
                "name": f"{name} clerk",
                "parent_id": unit.id,
                "stakeholder_level": "clerk",
            }
        )
        if first:
            cls._agreement(unit, first, last)
        return unit

    @classmethod
    def _agreement(cls, unit, first, last, **values):
        return cls.env["stakeholder.agreement"].create(
            {
                "name": "Service",
                "partner_id": unit.id,
                "date_start": first,
                "date_end": last,
                "state": "signed",
                "date_signed": first,
                **values,
            }
        )

    # ------------------------------------------------------------
    # TRACES
    # ------------------------------------------------------------

    def met(self, *days, unit=None, tier="onsite", filed=True, who=None, **values):
        """Contacts with ``unit`` on ``days`` (month, day) of 2026, on file."""
        unit = unit or self.unit
        who = who or self.people[tier]
        talks = self.env["stakeholder.communication"].create(
            [
                {
                    "partner_id": unit.id,
                    "at": datetime(2026, month, day, 4),
                    "summary": "About the service",
                    "our_ids": [Command.set(who.ids)],
                    "their_ids": [Command.set(unit.child_ids.ids)],
                    **values,
                }
                for month, day in days
            ]
        )
        if filed:
            talks.write({"state": "filed"})
        return talks

    def report(self, month, day, **values):
        channel = self.env.ref(f"{MODULE}.stakeholder_option_channel_work_report")
        values |= {"channel_id": channel.id, "work_summary": "What was done."}
        return self.met((month, day), **values)

    def confirm(self, *days, unit=None):
        unit = unit or self.unit
        return self.env["stakeholder.verification"].create(
            [
                {
                    "partner_id": unit.id,
                    "company_id": self.env.company.id,
                    "user_id": self.users["worker"].id,
                    "date": date(2026, month, day),
                    "quarter": period_of("quarter", date(2026, month, day)).first,
                    "snapshot": {},
                }
                for month, day in days
            ]
        )

    def praise(self, month, day, unit=None, **values):
        means = self.env.ref(f"{MODULE}.stakeholder_option_recognition_pennant")
        return self.env["stakeholder.recognition"].create(
            {
                "partner_id": (unit or self.unit).id,
                "name": "A pennant",
                "date": date(2026, month, day),
                "means_id": means.id,
                **values,
            }
        )

    def rate(self, kind, *scores, unit=None, year="2026", user=None):
        unit = unit or self.unit
        found = self.env["stakeholder.rating"]
        for number, score in enumerate(scores):
            person = self.env["res.partner"].create(
                {"name": f"Rater {number}", "parent_id": unit.id}
            )
            rated = user or unit.stakeholder_user_id
            found |= found.create(
                {
                    "kind": kind,
                    "partner_id": unit.id,
                    "rater_id": person.id,
                    "rated_user_id": rated.id if kind == "worker" else False,
                    "year": year,
                    "state": "answered",
                    "score": score or 0,
                    "is_scored": score is not None,
                    "source": "paper",
                    "answers": [{"question": "How?", "answer": "Well", "max": 0}],
                }
            )
        return found

    def opinions(self, count, late=0, month=3, unit=None, **values):
        """Opinions about ``unit``, received in ``month``; ``late`` of them late."""
        unit = unit or self.unit
        own = self.env["stakeholder.complaint"]
        with self.clock(self.local(2026, month, 3)):
            for number in range(count):
                own |= self.register(place_id=unit.id, **values)
                done = own[-1].date_response_due
                if number < late:
                    done += timedelta(days=1)
                own[-1].sudo()._write_technical(
                    {
                        "date_answered": done,
                        "date_handled": own[-1].date_result_first,
                        "date_handled_first": done,
                    }
                )
        return own

    @contextmanager
    def clock(self, moment):
        """The clock at ``moment`` for a while."""
        before = fields.Datetime.now()
        self.at(moment)
        yield
        self.at(before)

    # ------------------------------------------------------------
    # MEASURING
    # ------------------------------------------------------------

    def measure(self, code, period=YEAR, unit=None, kind="unit", units=None):
        """The Measure of one indicator for one unit (or {key: Measure})."""
        units = units or unit or self.unit
        indicator = self.env.ref(f"{MODULE}.stakeholder_indicator_{code}")
        scope = indicator._scope(kind, units, period.last)
        found = indicator._measure(scope, period)[indicator]
        return found if kind != "unit" or len(units) > 1 else found[units.id]

    def traced(self, measure):
        model, domain = measure.traces
        return self.env[model].search(domain)

    def card(self, kind="half", day=date(2026, 6, 30), unit=None):
        return self.Scorecard._make(unit or self.unit, kind, day).sudo()

    def run_make(self):
        with patch.object(
            type(self.env["ir.cron"]),
            "_commit_progress",
            lambda cron, processed=0, **kwargs: cron.env.flush_all() or 60.0,
        ):
            self.Scorecard._cron_make()
        self.env.invalidate_all()

    def line(self, card, code):
        return card.line_ids.filtered(lambda one: one.indicator_id.code == code)
