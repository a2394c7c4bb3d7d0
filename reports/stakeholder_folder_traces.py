from odoo import api, models
from odoo.exceptions import AccessError
from odoo.fields import Domain

from ..models.stakeholder_rating import KINDS
from ..tools.small_groups import SMALLEST

COMMUNICATION = "report.stakeholder_relations.report_communication"
MONTHS = "report.stakeholder_relations.report_communication_sheet"
SCORECARD = "report.stakeholder_relations.report_scorecard"
RATING = "report.stakeholder_relations.report_rating"


class StakeholderFolderTraces(models.AbstractModel):
    """The traces in a unit's folder: what was talked about, and what it says of us."""

    _inherit = "report.stakeholder_relations.report_folder"

    # ------------------------------------------------------------
    # COMMUNICATIONS
    # ------------------------------------------------------------

    @api.model
    def _communications(self, units, span):
        """The list of all, then each form on file, then the signed months."""
        talks = self._talks(units, span)
        months = self._months(units, span)
        return {
            unit: {
                **self._counted(talks, unit),
                "rows": [self._talk(one) for one in self._of(talks, unit)],
                "forms": [
                    self.env[COMMUNICATION]._sheet(one)
                    for one in self._of(talks, unit)
                    if one.filing == "single"
                    and one.state == "filed"
                    and one.channel_code != "work_report"
                ],
                "months": self._signed(self._of(months, unit)),
            }
            for unit in units
        }

    @api.model
    def _work_reports(self, units, span):
        """Each with its form: the summary of the work stands on it (U4.4)."""
        report = Domain("channel_id.code", "=", "work_report")
        talks = self._talks(units, span, report)
        return {
            unit: {
                **self._counted(talks, unit),
                "rows": [self._talk(one) for one in self._of(talks, unit)],
                "forms": [
                    self.env[COMMUNICATION]._sheet(one)
                    for one in self._of(talks, unit)
                    if one.state == "filed"
                ],
            }
            for unit in units
        }

    @api.model
    def _talks(self, units, span, domain=Domain.TRUE):
        party = Domain("kind", "=", "party") & self._in("date", span) & domain
        talks = self._found("stakeholder.communication", units, party, "at, id")
        # Those with a recipient are left out above; what is printed asks all the same.
        listed = self.env["stakeholder.communication"].union(*(talks or {}).values())
        listed._check_print()
        return talks

    @api.model
    def _talk(self, talk):
        channel = talk.channel_id or talk.maintenance_id
        return {
            "date": self._date(talk.date),
            "channel": channel.name or "—",
            "form": self._label(talk, "form"),
            "our_people": talk.our_people,
            "their_people": talk.their_people,
            "summary": talk.summary,
            "filed": talk.state == "filed"
            and self._date(talk.date_filed)
            or (self.env._("Not filed") if talk.filing != "none" else "—"),
        }

    @api.model
    def _months(self, units, span):
        signed = Domain("state", "=", "signed") & self._in("month", span)
        return self._found(
            "stakeholder.communication.sheet", units, signed, "month, id"
        )

    @api.model
    def _signed(self, months):
        """The whole month or none of it: part of one is no record."""
        sheets = []
        for month in months:
            try:
                sheets.append(self.env[MONTHS]._month(month))
            except AccessError:
                continue
        return sheets

    # ------------------------------------------------------------
    # RATINGS AND RECOGNITION
    # ------------------------------------------------------------

    @api.model
    def _ratings(self, units, span):
        back = Domain("state", "=", "answered") & self._in("date_answered", span)
        ratings = self._found("stakeholder.rating", units, back, "kind, id")
        praised = self._found(
            "stakeholder.recognition",
            units,
            Domain("kind", "=", "party") & self._in("date", span),
            "date, id",
        )
        averages = self._averages(units, span)
        return {
            unit: {
                **self._counted(ratings, unit),
                # Not none: those there are, one may not read.
                "withheld": len(self._of(ratings, unit)) == 0
                and any(row["count"] for row in averages[unit]),
                "averages": averages[unit],
                "rows": [self._rated(one) for one in self._of(ratings, unit)],
                "forms": [
                    self.env[RATING]._sheet(one) for one in self._of(ratings, unit)
                ],
                "recognitions": [self._praise(one) for one in self._of(praised, unit)],
                "smallest": SMALLEST,
            }
            for unit in units
        }

    @api.model
    def _averages(self, units, span):
        """{unit: [kind, answers, average or None]} of the year the period ends in.

        Of fewer than five answers an average tells what one of them said: it is for
        those who may read the answers.
        """
        Rating = self.env["stakeholder.rating"]
        year = str(span.last.year)
        labels = dict(Rating._fields["kind"]._description_selection(self.env))
        found = {kind: Rating._average(units, kind, year) for kind, _label in KINDS}
        readable = Rating._readable_counts(units, [year])
        rows = {unit: [] for unit in units}
        for kind, by_unit in found.items():
            for unit, (count, average) in by_unit.items():
                known = readable.get((unit.id, kind, year), 0)
                may = Rating._is_shown(count, known)
                shown = may and average is not None
                rows[unit].append(
                    {
                        "kind": labels[kind],
                        "count": count,
                        "average": f"{average:.1f} %" if shown else "—",
                    }
                )
        return rows

    @api.model
    def _rated(self, rating):
        return {
            "kind": self._label(rating, "kind"),
            "date": self._date(rating.date_answered),
            "rater": rating.rater_id.name,
            "source": self._label(rating, "source"),
            "score": f"{rating.score:g} %" if rating.is_scored else "—",
        }

    @api.model
    def _praise(self, one):
        return {
            "date": self._date(one.date),
            "name": one.name,
            "means": one.means_id.name,
            "direction": self._label(one, "direction"),
        }

    # ------------------------------------------------------------
    # SCORECARDS
    # ------------------------------------------------------------

    @api.model
    def _scorecards(self, units, span):
        """Those of the periods that lie in it, each with the annex of its traces."""
        within = Domain("date_from", ">=", span.first) & Domain(
            "date_to", "<=", span.last
        )
        cards = self._found("stakeholder.scorecard", units, within, "date_from, kind")
        found = self.env["stakeholder.scorecard"].union(*(cards or {}).values())
        traces = found._trace_records() if found else {}
        sheet = self.env[SCORECARD]._sheet
        return {
            unit: {
                **self._counted(cards, unit),
                "forms": [sheet(card, traces) for card in self._of(cards, unit)],
            }
            for unit in units
        }
