from typing import NamedTuple

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL

WORKER = "stakeholder_relations.stakeholder_group_worker"
COUNCIL = "stakeholder_relations.stakeholder_group_council"
GROUPS = f"{WORKER},{COUNCIL}"
RATING_GROUPS = (
    "stakeholder_relations.stakeholder_group_supervisor,"
    "stakeholder_relations.stakeholder_group_auditor"
)


class Trace(NamedTuple):
    """What is counted of one model: how many, and where they are shown the last day and
    the records themselves.
    """

    model: str
    count: str = ""
    last: str = ""
    link: str = "partner_id"
    # The field that links to each of them, new first.
    records: str = ""
    # The day alone is no secret to whoever reads the party.
    is_open: bool = False


NOTHING = (0, False, [])
# Told beside the traces: whether one of the agreements is in force today.
IN_FORCE = "in force"
TRACES = (
    Trace(
        "stakeholder.engagement",
        "stakeholder_engagement_count",
        records="stakeholder_engagement_ids",
    ),
    Trace("stakeholder.agreement", "stakeholder_agreement_count"),
    Trace(
        "stakeholder.communication",
        "stakeholder_communication_count",
        "stakeholder_date_communicated",
    ),
    Trace("stakeholder.recognition", "stakeholder_recognition_count"),
    Trace("stakeholder.complaint", "stakeholder_complaint_count", link="place_id"),
    Trace("stakeholder.rating", "stakeholder_rating_count"),
    Trace("stakeholder.scorecard", "stakeholder_scorecard_count"),
    Trace("stakeholder.verification", last="stakeholder_date_verified", is_open=True),
)


class ResPartner(models.Model):
    """How much is on record about a party, for whoever may read it.

    Asked by the reader's own rules, what one may not read is not counted either; and in
    one query for all of it, so that opening a contact stays as quick as without us.
    """

    _inherit = "res.partner"

    stakeholder_engagement_ids = fields.Many2many(
        "stakeholder.engagement",
        string="Cycles",
        compute="_compute_stakeholder_traces",
        groups=WORKER,
    )
    stakeholder_engagement_count = fields.Integer(
        "Number of Cycles", compute="_compute_stakeholder_traces", groups=WORKER
    )
    stakeholder_agreement_count = fields.Integer(
        "Number of Agreements", compute="_compute_stakeholder_traces"
    )
    stakeholder_communication_count = fields.Integer(
        "Communications", compute="_compute_stakeholder_traces", groups=GROUPS
    )
    stakeholder_date_communicated = fields.Date(
        "Last Contact", compute="_compute_stakeholder_traces", groups=GROUPS
    )
    stakeholder_recognition_count = fields.Integer(
        "Recognitions", compute="_compute_stakeholder_traces", groups=GROUPS
    )
    stakeholder_complaint_count = fields.Integer(
        "Opinions and Complaints", compute="_compute_stakeholder_traces", groups=GROUPS
    )
    stakeholder_rating_count = fields.Integer(
        "Number of Ratings",
        compute="_compute_stakeholder_traces",
        groups=RATING_GROUPS,
    )
    stakeholder_scorecard_count = fields.Integer(
        "Number of Scorecards", compute="_compute_stakeholder_traces"
    )
    stakeholder_date_verified = fields.Date(
        "Information Confirmed On", compute="_compute_stakeholder_traces"
    )
    stakeholder_in_force = fields.Boolean(
        "Agreement in Force", compute="_compute_stakeholder_traces"
    )

    @api.depends(
        "stakeholder_agreement_ids.date_start",
        "stakeholder_agreement_ids.date_last",
        "stakeholder_agreement_ids.state",
    )
    @api.depends_context("company", "uid")
    def _compute_stakeholder_traces(self):
        found = self._stakeholder_traces()
        # To set a link is to read it: not where it is closed to the reader.
        linked = {
            trace.records
            for trace in TRACES
            if trace.records
            and self._has_field_access(self._fields[trace.records], "read")
        }
        for partner in self:
            id_ = partner._origin.id
            partner.stakeholder_in_force = (IN_FORCE, id_) in found
            for trace in TRACES:
                count, last, ids = found.get((trace.model, id_), NOTHING)
                if trace.count:
                    partner[trace.count] = count
                if trace.last:
                    partner[trace.last] = last
                if trace.records in linked:
                    partner[trace.records] = self.env[trace.model].browse(ids)

    def _stakeholder_traces(self):
        """{(model, partner id): (how many, last day, ids)} of all, in one query."""
        if not self.ids:
            return {}
        today = self.env["resource.calendar"]._stakeholder_centre_today()
        rows = self.env.execute_query(
            SQL(
                "SELECT * FROM (%s UNION ALL %s) AS traces WHERE party IN %s",
                self._stakeholder_traces_query(),
                self._stakeholder_in_force_query(today),
                tuple(self.ids),
            )
        )
        return {(model, id_): tuple(found) for model, id_, *found in rows}

    @api.model
    @tools.ormcache(
        *("self.env.uid", "self.env.su", "self.env.company.id"),
        "tuple(self.env.companies.ids)",
    )
    def _stakeholder_traces_query(self):
        """What counts the traces of every party.

        Kept like the domains of the rules that it is made from: to work it out takes
        longer than to ask it. What these search by answers in SQL for that reason,
        never with the numbers that were found.
        """
        parts = [part for trace in TRACES if (part := self._stakeholder_part(trace))]
        return SQL(" UNION ALL ").join(parts)

    @api.model
    @tools.ormcache("self.env.company.id", "day")
    def _stakeholder_in_force_query(self, day):
        """What counts the agreements in force of every party, in the same columns.

        The status is open to everybody who sees the contact; agreements are not.
        """
        agreements = self.env["stakeholder.agreement"]
        query = agreements._search(agreements._in_force_domain(day), bypass_access=True)
        query.groupby = SQL.identifier(query.table, "partner_id")
        return query.select(
            SQL("%s AS model", IN_FORCE),
            SQL("%s AS party", query.groupby),
            SQL("count(*), NULL::date, NULL::int[]"),
        )

    @api.model
    def _stakeholder_part(self, trace):
        """The part of the query that counts one model; None where nothing is seen."""
        Model = self.env[trace.model]
        if not trace.is_open and not Model.has_access("read"):
            return None
        if trace.count and not self._has_field_access(
            self._fields[trace.count], "read"
        ):
            return None
        # Only the last day is told of those, to whoever reads the party.
        query = Model._search(Domain.TRUE, bypass_access=trace.is_open)
        if query.is_empty():
            return None
        link, company, day = (
            SQL.identifier(query.table, name, to_flush=Model._fields[name])
            for name in (trace.link, "company_id", trace.last and "date" or "id")
        )
        if trace.is_open or self.env.su or len(self.env.companies) > 1:
            # Of one centre alone the rules see to that already.
            query.add_where(SQL("%s = %s", company, self.env.company.id))
        query.groupby = link
        last = SQL("max(%s)", day) if trace.last else SQL("NULL::date")
        id_ = SQL.identifier(query.table, "id")
        ids = SQL("array_agg(%s ORDER BY %s DESC)", id_, id_)
        return query.select(
            SQL("%s AS model", trace.model),
            SQL("%s AS party", link),
            SQL("count(*)"),
            last,
            ids if trace.records else SQL("NULL::int[]"),
        )
