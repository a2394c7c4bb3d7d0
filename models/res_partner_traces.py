from typing import NamedTuple

from odoo import api, fields, models
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
    """What is counted of one model: how many, and where it is shown the last day."""

    model: str
    count: str = ""
    last: str = ""
    link: str = "partner_id"
    # The day alone is no secret to whoever reads the party.
    is_open: bool = False


TRACES = (
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

    @api.depends("stakeholder_agreement_ids")
    @api.depends_context("company", "uid")
    def _compute_stakeholder_traces(self):
        found = self._stakeholder_traces()
        for partner in self:
            for trace in TRACES:
                count, last = found.get((trace.model, partner._origin.id), (0, False))
                if trace.count:
                    partner[trace.count] = count
                if trace.last:
                    partner[trace.last] = last

    def _stakeholder_traces(self):
        """{(model, partner id): (how many, last day)} of all traces, in one query."""
        parts = [
            part
            for trace in TRACES
            if self.ids and (part := self._stakeholder_trace_query(trace))
        ]
        if not parts:
            return {}
        rows = self.env.execute_query(SQL(" UNION ALL ").join(parts))
        return {(model, id_): (count, last) for model, id_, count, last in rows}

    def _stakeholder_trace_query(self, trace):
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
        query.add_where(SQL("%s IN %s", link, tuple(self.ids)))
        query.add_where(SQL("%s = %s", company, self.env.company.id))
        query.groupby = link
        last = SQL("max(%s)", day) if trace.last else SQL("NULL::date")
        return query.select(SQL("%s", trace.model), link, SQL("count(*)"), last)
