from ast import literal_eval
from datetime import datetime, time, timedelta

from pytz import timezone, utc

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.periods import period
from ..tools.small_groups import in_steps

CHAPTERS = [
    ("whole", "1 · The Whole"),
    ("process", "2 · The General Process"),
    ("unit", "3 · Commissioning Units"),
    ("evaluation", "4 · Evaluation System of Units"),
    ("recipient", "5 · Service Recipients"),
    ("external", "6 · External Stakeholders"),
    ("staff", "7 · Internal Staff"),
    ("complaint", "8 · Opinions and Complaints"),
]
# What took place with units and others openly; of all else small numbers stay hidden.
OPEN_MODELS = {
    "res.partner",
    "stakeholder.agreement",
    "stakeholder.communication.sheet",
    "stakeholder.rating",
    "stakeholder.verification",
}
OPEN_KIND = ("kind", "=", "party")


class StakeholderClause(models.Model):
    """A clause of the guideline in its own words, with its period (X7)."""

    _name = "stakeholder.clause"
    _description = "Clause of the Guideline"
    _order = "sequence, id"
    _rec_names_search = ["code", "name"]

    code = fields.Char("Clause", required=True)
    chapter = fields.Selection(CHAPTERS, required=True)
    name = fields.Char("Wording", required=True, translate=True)
    sequence = fields.Integer(default=1000)
    date_from = fields.Date("Valid From")
    date_to = fields.Date("Valid Until")
    evidence_ids = fields.One2many("stakeholder.clause.evidence", "clause_id")
    document_ids = fields.Many2many(
        "stakeholder.document", "stakeholder_document_clause_rel", string="Documents"
    )

    _code_uniq = models.UniqueIndex("(code)", "There is a clause of this number.")

    @api.depends("code", "name")
    def _compute_display_name(self):
        for clause in self:
            clause.display_name = f"{clause.code} {clause.name}"

    @api.model
    def _valid(self, span):
        """Those in force on any day of ``span``."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", span.last)
        running = Domain("date_to", "=", False) | Domain("date_to", ">=", span.first)
        return self.search(begun & running)


class StakeholderClauseEvidence(models.Model):
    """Which records satisfy a clause: a model, the date that counts, and conditions."""

    _name = "stakeholder.clause.evidence"
    _description = "What Satisfies a Clause"
    _order = "clause_id, sequence, id"

    clause_id = fields.Many2one(
        "stakeholder.clause", required=True, index=True, ondelete="cascade"
    )
    name = fields.Char("Records", required=True, translate=True)
    sequence = fields.Integer(default=10)
    model = fields.Char(required=True)
    date_field = fields.Char(help="Empty: as it stands; two: from and to.")
    domain = fields.Char(required=True, default="[]")

    def _is_open(self):
        """Whether how many there are may be told to the readers of the report."""
        return self.model in OPEN_MODELS or OPEN_KIND in literal_eval(self.domain)

    def _records_domain(self, span):
        """The records of this centre in ``span``."""
        domain = Domain(literal_eval(self.domain)) & self._in_span(span)
        if self.model == "res.partner":
            # Contacts are shared; what each centre sees in them is its own.
            return domain
        names = self.env[self.model]._fields
        paths = ("company_id", "engagement_id", "complaint_id", "recipient_id")
        path = next((name for name in paths if name in names), None)
        if not path:
            return domain
        path = path if path == "company_id" else f"{path}.company_id"
        return domain & Domain(path, "=", self.env.company.id)

    def _in_span(self, span):
        names = (self.date_field or "").split()
        if not names:
            return Domain.TRUE
        first, last = span
        if self.env[self.model]._fields[names[0]].type == "datetime":
            first = self._moment(first)
            last = self._moment(last + timedelta(days=1)) - timedelta(seconds=1)
        return Domain(names[-1], ">=", first) & Domain(names[0], "<=", last)

    @api.model
    def _moment(self, day):
        """The first moment of ``day`` at the centre, in UTC."""
        policy = self.env["stakeholder.policy"]._current(self.env.company)
        zone = timezone(policy.calendar_id.tz or "Asia/Shanghai")
        midnight = zone.localize(datetime.combine(day, time.min))
        return midnight.astimezone(utc).replace(tzinfo=None)

    def _count(self, span):
        """(how many, how many others at least): at the reader's level of secrecy.

        Of what is secret the reader's own are counted; the others only in fives, and
        none looks like fewer than five. ``None`` where the days are so chosen that the
        day before and the day after would tell of a single one.
        """
        domain = self._records_domain(span)
        records = self.env[self.model]
        # sudo: a number, open by its nature or rounded below
        whole = records.sudo().search_count(domain)
        if self._is_open():
            return whole, 0
        own = records.search_count(domain) if records.has_access("read") else 0
        return own, in_steps(whole - own) if self._is_whole(span) else None

    def _is_whole(self, span):
        """A half-year or a year; what has no date is the same whenever it is asked."""
        halves = (period("half", span.first), period("year", span.first))
        return not self.date_field or span in halves
