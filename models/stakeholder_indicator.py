from math import ceil

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain

from ..tools.measure import of_units
from ..tools.periods import bridged, within
from ..tools.periods import period as period_of

DIMENSIONS = [("process", "Process Evaluation"), ("outcome", "Outcome Evaluation")]
FREQUENCIES = [("half", "Half-year"), ("year", "Year")]
SHOWN_AS = [
    ("months", "Months"),
    ("quarters", "Quarters"),
    ("times", "Times"),
    ("percent", "Percent"),
]
SCOPES = ("unit", "department", "worker", "centre")
# What a figure rests on; changed by a new row from a day on, not under a signed one.
TERMS = {"code", "name", "dimension", "trace", "frequency", "threshold", "weight"} | {
    "shown_as",
    "company_id",
    "date_from",
}


class Scope:
    """Whose figures are wanted, and what several indicators read once.

    ``kind``: unit, department, worker or centre; ``units``: all units in it;
    ``keys``: {unit id: id of the unit, department, user or centre it counts for}.
    """

    def __init__(self, kind, units, keys, today, policy):
        self.kind = kind
        self.units = units
        self.keys = keys
        self.today = today
        self.policy = policy
        self._facts = {}

    def once(self, name, read):
        if name not in self._facts:
            self._facts[name] = read()
        return self._facts[name]

    def fold(self, measures):
        """{key: Measure} from {unit id: Measure}: units as they are, others as share.

        Of a department, a worker and the centre it is the share of their units that
        met the indicator; all of them have to.
        """
        if self.kind == "unit":
            return measures
        groups = {}
        for unit in self.units:
            if unit.id in self.keys:
                one = (unit.name, measures[unit.id])
                groups.setdefault(self.keys[unit.id], []).append(one)
        return {key: of_units(found) for key, found in groups.items()}


class StakeholderIndicator(models.Model):
    """One indicator of the evaluation system (U4.1-U4.9), measured from its traces.

    A new one is a method ``_measure_<code>(scope, period)`` that returns
    {key: Measure} for the whole scope at once, a row of data and a test. A centre
    switches and adjusts it by a row of its own from a day on.
    """

    _name = "stakeholder.indicator"
    _description = "Indicator"
    _order = "sequence, id"

    name = fields.Char("Indicator", required=True, translate=True)
    code = fields.Char(required=True, help="Names the method that measures it.")
    company_id = fields.Many2one(
        "res.company", "Centre", index=True, help="Empty: for every centre."
    )
    sequence = fields.Integer(default=50)
    dimension = fields.Selection(DIMENSIONS, required=True, default="process")
    trace = fields.Char("Trace Looked At", translate=True)
    frequency = fields.Selection(
        FREQUENCIES, "Looked At Every", required=True, default="year"
    )
    threshold = fields.Float("At Least", required=True, default=1)
    shown_as = fields.Selection(SHOWN_AS, "Counted In", required=True, default="times")
    weight = fields.Float(required=True, default=1)
    is_used = fields.Boolean(
        "Used", default=True, help="Off: the indicator is on no new scorecard."
    )
    date_from = fields.Date("In Force From", help="Empty: from the beginning.")
    note = fields.Text("Remark", translate=True)

    _code_uniq = models.UniqueIndex(
        "(COALESCE(company_id, 0), code, COALESCE(date_from, '0001-01-01'))",
        "This indicator has a row from that day already. Edit it instead.",
    )
    _weight_check = models.Constraint(
        "CHECK(weight >= 0)", "A weight is 0 or more; 0 shows without counting."
    )
    _threshold_check = models.Constraint(
        "CHECK(threshold > 0)", "What an indicator asks for is more than nothing."
    )

    @api.constrains("code")
    def _check_can_be_measured(self):
        for one in self:
            if not hasattr(self, f"_measure_{one.code}"):
                raise ValidationError(
                    self.env._(
                        "“%(name)s”: nothing measures “%(code)s”. Choose the code of "
                        "an indicator that is there.",
                        name=one.name,
                        code=one.code,
                    )
                )

    def write(self, vals):
        changed = TERMS & vals.keys()
        if changed and not self.env.context.get("install_mode"):
            self._check_not_signed(changed)
        return super().write(vals)

    def _check_not_signed(self, names):
        """What a signed scorecard was judged by stays as it was (X7)."""
        # sudo: that there are signed ones is asked, not what they say
        lines = self.env["stakeholder.scorecard.line"].sudo()
        used = lines._read_group(
            [("indicator_id", "in", self.ids), ("scorecard_id.state", "=", "signed")],
            ["indicator_id"],
        )
        for (indicator,) in used:
            one = self.browse(indicator.id)
            raise UserError(
                self.env._(
                    "“%s” is on signed scorecards and keeps its terms. Press “New "
                    "Terms from Today” and change those.",
                    one.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_unmeasured_only(self):
        # sudo: that it was measured is asked, not for whom
        lines = self.env["stakeholder.scorecard.line"].sudo()
        for one in lines.search([("indicator_id", "in", self.ids)], limit=1):
            raise UserError(
                self.env._(
                    "“%s” stands on scorecards and stays: switch it off instead.",
                    one.indicator_id.name,
                )
            )

    def action_revise(self):
        """The same indicator with terms of its own, for this centre from today on."""
        self.ensure_one()
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        own = self.search(
            [
                ("code", "=", self.code),
                ("company_id", "=", self.env.company.id),
                ("date_from", "=", today),
            ]
        ) or self.copy({"company_id": self.env.company.id, "date_from": today})
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": own.id,
            "view_mode": "form",
        }

    # ------------------------------------------------------------
    # WHICH, AND FOR WHOM
    # ------------------------------------------------------------

    @api.model
    def _in_force(self, period, kind="year"):
        """What is looked at in ``period`` of ``kind``, by the terms of its last day.

        The newest row of a code counts, the centre's own before the general one. A
        year's scorecard has all indicators, a half-year's those looked at every half.
        """
        found = self._in_force_on(period.last)
        if kind == "half":
            found = found.filtered(lambda one: one.frequency == "half")
        return found

    @api.model
    def _in_force_on(self, day):
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", day)
        # sudo: whoever sees a scorecard sees what it was judged by
        rows = self.sudo().search(
            begun & Domain("company_id", "in", [False, self.env.company.id])
        )
        chosen = {}
        for row in rows.sorted(lambda one: (bool(one.company_id), str(one.date_from))):
            chosen[row.code] = row
        ids = [one.id for one in chosen.values()]
        return rows.filtered(lambda one: one.id in ids and one.is_used)

    @api.model
    def _scope(self, kind, units, day=None):
        """The Scope of ``units``, to be measured for each unit, department, …"""
        # sudo: figures count past the rules; who sees which is asked where they show
        units = units.sudo().with_company(self.env.company)
        policy = self.env["stakeholder.policy"]._current(self.env.company, day)
        today = policy.calendar_id._stakeholder_today()
        return Scope(kind, units, self._keys(kind, units, day or today), today, policy)

    @api.model
    def _keys(self, kind, units, day):
        """{unit id: whose it counts for}, by who was responsible on ``day``."""
        if kind == "unit":
            return {unit.id: unit.id for unit in units}
        if kind == "centre":
            return {unit.id: self.env.company.id for unit in units}
        users = units._stakeholder_responsible_on(day)
        if kind == "worker":
            return {unit.id: user.id for unit, user in users.items() if user}
        everybody = self.env["res.users"].union(*users.values())
        departments = self._departments(everybody)
        return {
            unit.id: departments[user].id
            for unit, user in users.items()
            if departments.get(user)
        }

    @api.model
    def _departments(self, users):
        """{user: the department they work in here}."""
        # sudo: in which department somebody works is no secret
        # Also of who has left: what they did stays with the department.
        staff = self.env["hr.employee"].sudo().with_context(active_test=False)
        found = staff.search(
            Domain("user_id", "in", users.ids)
            & Domain("company_id", "in", [self.env.company.id, False]),
            order="active, id desc",
        )
        return {one.user_id: one.department_id for one in found if one.department_id}

    def _measure(self, scope, period):
        """{indicator: {key: Measure}} of ``scope`` in ``period``; few queries in all.

        What changed in this transaction counts.
        """
        self.env.flush_all()
        return {
            one: getattr(one, f"_measure_{one.code}")(scope, period) for one in self
        }

    # ------------------------------------------------------------
    # WHAT THEY HAVE IN COMMON
    # ------------------------------------------------------------

    @api.model
    def _year(self, period):
        return period_of("year", period.last)

    def _times(self):
        """How often at least, in whole times: half a time is one."""
        return ceil(self.threshold)

    @api.model
    def _spans(self, scope, whole):
        """{unit id: the days of ``whole`` in force, as Periods in order}.

        As for the contacts owed: over a gap that a renewal may take
        (`renewal_gap_days`) the relation is taken as running, over a longer one not.
        """
        bridges = scope.once("bridges", lambda: self._bridges(scope))
        parts = {spans: tuple(within(spans, whole)) for spans in set(bridges.values())}
        return {unit: own for unit, spans in bridges.items() if (own := parts[spans])}

    @api.model
    def _bridges(self, scope):
        """{unit id: all its days in force}; most have the same, worked out once."""
        intervals = self.env["stakeholder.agreement"]._intervals(scope.units)
        known = {unit: tuple(sorted(own)) for unit, own in intervals.items()}
        gap = scope.policy.renewal_gap_days
        spans = {own: bridged(own, gap) for own in set(known.values())}
        return {unit: spans[own] for unit, own in known.items()}

    @api.model
    def _columns(self, spans):
        """[units], [first days], [last days] of ``spans``, for a query."""
        rows = [(unit, *part) for unit, parts in spans.items() for part in parts]
        return [list(column) for column in zip(*rows, strict=True)]

    @api.model
    def _of_unit(self, unit, parts):
        """What took place with ``unit`` on the days of ``parts``, as a domain."""
        own = [("company_id", "=", self.env.company.id), ("partner_id", "=", unit.id)]
        days = [[("date", ">=", first), ("date", "<=", last)] for first, last in parts]
        if len(days) == 1:
            return own + days[0]
        if not days:
            return [*own, ("id", "in", [])]
        either = [term for first, last in days for term in ("&", first, last)]
        return [*own, *("|",) * (len(days) - 1), *either]
