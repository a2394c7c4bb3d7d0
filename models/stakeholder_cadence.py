from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.periods import period
from .res_partner import LEVELS, TIERS
from .res_partner_status import STATUSES
from .stakeholder_option import PARTY_CLASSES, offered

WHAT = [
    ("contact", "Meeting or Contact"),
    ("maintenance", "Maintenance"),
    ("greeting", "Greeting on a Festival"),
    ("verification", "Information Confirmed"),
]
PERIODS = [
    ("day", "Day to Day, at Least Monthly"),
    ("month", "Month"),
    ("quarter", "Quarter"),
    ("half", "Half-year"),
    ("year", "Year"),
    ("need", "As Needed"),
]
GREETING = "stakeholder_relations.stakeholder_option_maintenance_festival"
# Day to day is no number: at least once a month is what can be missed. What is done as
# needed is owed never, and looked at over the year.
LENGTH = {"day": "month", "need": "year"}
BY = {f"by_{code}": (code, label) for code, label in TIERS}
WITH = {f"with_{code}": (code, label) for code, label in LEVELS}


class StakeholderCadence(models.Model):
    """One line of who meets whom how often (U3.2), or what else is owed (U3.1, O3).

    Met by any one person of a tier with any one of a level, whoever wrote it down.
    Lines are data with a period of validity; what was owed before stays so.
    """

    _name = "stakeholder.cadence"
    _description = "Contact Cadence"
    _order = "party_class desc, status, sequence, id"

    name = fields.Char("What Is Owed", required=True, translate=True)
    company_id = fields.Many2one(
        "res.company", "Centre", index=True, help="Empty: for every centre."
    )
    sequence = fields.Integer(default=50)
    party_class = fields.Selection(
        [entry for entry in PARTY_CLASSES if entry[0] in ("unit", "external")],
        "Class of Party",
        required=True,
        default="unit",
    )
    status = fields.Selection(STATUSES, "Party Status", required=True, default="active")
    what = fields.Selection(WHAT, "Met By", required=True, default="contact")
    times = fields.Integer("At Least", required=True, default=1)
    period = fields.Selection(PERIODS, "Per", required=True, default="year")
    festival_ids = fields.Many2many(
        "stakeholder.festival", string="Festivals", help="Each is one greeting."
    )
    maintenance_id = fields.Many2one(
        "stakeholder.option",
        domain=offered("maintenance"),
        ondelete="restrict",
    )
    # our side
    by_council = fields.Boolean("Council")
    by_director_general = fields.Boolean("Director-General")
    by_department = fields.Boolean("Departments")
    by_supervisor = fields.Boolean("Supervisor")
    by_onsite = fields.Boolean("On Site")
    # their side
    with_committee = fields.Boolean("Committee")
    with_director = fields.Boolean("Directors")
    with_head = fields.Boolean("Heads")
    with_clerk = fields.Boolean("Clerks")
    with_cadre = fields.Boolean("Cadres")
    with_other = fields.Boolean("Other Levels")
    date_from = fields.Date("Valid From")
    date_to = fields.Date("Valid Until")
    note = fields.Char("Remark", translate=True)

    _times_check = models.Constraint(
        "CHECK(times >= 1)", "What is owed is owed at least once."
    )
    _period_check = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The line would end before it begins. Correct its period.",
    )

    @api.constrains("party_class", "maintenance_id")
    def _check_entries(self):
        self.env["stakeholder.option"]._check_fits(self, "maintenance_id")

    @api.constrains("what", "party_class", "festival_ids", "maintenance_id", *BY, *WITH)
    def _check_can_be_met(self):
        for line in self:
            if line.what == "verification" and line.party_class != "unit":
                raise ValidationError(
                    self.env._(
                        "“%s” could never be met: only the information on "
                        "commissioning units is confirmed. Choose them as the class of "
                        "party, or what else is owed to others.",
                        line.name,
                    )
                )
            sides = (
                any(line[name] for name in BY),
                any(line[name] for name in WITH),
            )
            complete = {
                "contact": all(sides) or line.period == "need",
                "maintenance": bool(line.maintenance_id),
                "greeting": bool(line.festival_ids),
                "verification": True,
            }[line.what]
            if not complete:
                raise ValidationError(
                    self.env._(
                        "“%s” could never be met: choose who meets whom, the kind of "
                        "maintenance, or the festivals.",
                        line.name,
                    )
                )

    def _period_label(self, day):
        """The period of this line around ``day`` in words: 2026/Q4."""
        first = self._period_around(day).first
        length = self._length()
        if self.what == "greeting" or length == "year":
            return str(day.year)
        if length == "month":
            return f"{first.year}/{first.month:02}"
        if length == "quarter":
            return f"{first.year}/Q{(first.month + 2) // 3}"
        return f"{first.year}/H{1 if first.month == 1 else 2}"

    def _length(self):
        """The calendar period that is counted: month, quarter, half or year."""
        return LENGTH.get(self.period, self.period)

    def _period_around(self, day):
        return period(self._length(), day)

    def _tiers(self):
        return [code for name, (code, _label) in BY.items() if self[name]]

    def _levels(self):
        return [code for name, (code, _label) in WITH.items() if self[name]]

    def _contact_of(self, party, festival):
        """Context of the form that records what this line asks of ``party``."""
        kind = self.maintenance_id
        if self.what == "greeting":
            kind = self.env.ref(GREETING, raise_if_not_found=False) or kind
        return {
            "default_partner_id": party.id,
            "default_maintenance_id": kind.id,
            "default_festival_id": festival.id,
        }

    @api.model
    def _valid_on(self, day, company):
        """The lines in force on ``day`` in a centre."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", day)
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        return self.search(
            begun & running & Domain("company_id", "in", [False, company.id])
        )
