from odoo import api, fields, models

from ..tools.measure import label, overall
from ..tools.periods import Period
from ..tools.periods import period as period_of


class StakeholderScorecard(models.Model):
    """Made and measured in batch: a few queries for all units and indicators."""

    _inherit = "stakeholder.scorecard"

    @api.model
    def _make(self, units, kind, day, anew=True):
        """The scorecards of ``units`` for the period of ``kind`` around ``day``.

        Missing ones are made, unsigned ones are measured ``anew``, signed ones stay.
        """
        period = period_of(kind, day)
        # sudo: a scorecard counts past the rules of what it counts
        cards = self.sudo()
        known = cards.search(
            [
                ("company_id", "=", self.env.company.id),
                ("partner_id", "in", units.ids),
                ("kind", "=", kind),
                ("date_from", "=", period.first),
            ]
        )
        drafts = known.filtered(lambda one: anew and one.state == "draft")
        missing = units - known.partner_id
        new = cards.create(cards._new_values(missing, kind, period))
        (drafts | new)._measure_again()
        return (known | new).sudo(self.env.su)

    @api.model
    def _new_values(self, units, kind, period):
        # sudo: whoever is responsible is copied, not shown
        units = units.sudo().with_company(self.env.company)
        readers = self._reader_columns(units)
        name = label(kind, period)
        return [
            {
                "name": f"{unit.name} {name}"[:300],
                "company_id": self.env.company.id,
                "partner_id": unit.id,
                "kind": kind,
                "period": name,
                "date_from": period.first,
                "date_to": period.last,
                # As of today; once it is measured, as of the end of the period.
                "user_id": unit.stakeholder_user_id.id,
                **readers[unit],
            }
            for unit in units
        ]

    def action_measure(self):
        """Count again what is on file now; a signed one stays."""
        self.check_access("read")
        # sudo: whoever reads a scorecard may have it counted, not written
        self.sudo()._measure_again()

    def _measure_again(self):
        self._check_not_signed()
        for cards, indicators, measures in self._measured_alike():
            cards._store(indicators, measures)
            cards._follow_responsible()

    def _follow_responsible(self):
        """It names who was responsible at the end of its period, as far as is known."""
        users = self.partner_id._stakeholder_responsible_on(self[0].date_to)
        for card in self:
            if card.user_id != users[card.partner_id]:
                card._write_measured({"user_id": users[card.partner_id].id})

    def _measured_alike(self):
        """(scorecards of one centre and period, indicators, their measures)."""
        alike = self.grouped(lambda one: (one.company_id, one.kind, one.date_from))
        for (company, kind, first), cards in alike.items():
            own = cards.with_company(company)
            period = Period(first, own[0].date_to)
            yield own, *own._measured(kind, period)

    def _measured(self, kind, period):
        """(indicators, {indicator: {unit id: Measure}}) of these scorecards."""
        indicators = self.env["stakeholder.indicator"]._in_force(period, kind)
        scope = indicators._scope("unit", self.partner_id, period.last)
        return indicators, indicators._measure(scope, period)

    def _store(self, indicators, measures):
        # sudo: what is measured is written by nobody else
        lines = self.env["stakeholder.scorecard.line"].sudo()
        known = {(one.scorecard_id, one.indicator_id): one for one in self.line_ids}
        new, results = [], {}
        for card in self:
            found = [measures[one][card.partner_id.id] for one in indicators]
            keys = card._line_keys()
            for indicator, measure in zip(indicators, found, strict=True):
                vals = card._line_values(indicator, measure)
                if line := known.pop((card, indicator), None):
                    line._write_changed(vals)
                else:
                    new.append({**vals, **keys, "indicator_id": indicator.id})
            changed = frozenset(card._changed_result(indicators, found).items())
            results.setdefault(changed, []).append(card.id)
        # An indicator no longer looked at; what was agreed on it stays in sight.
        lines.union(*known.values()).filtered(lambda one: not one.action_ids).unlink()
        lines.create(new)
        now = fields.Datetime.now()
        for changed, ids in results.items():
            self.browse(ids)._write_measured({**dict(changed), "measured_at": now})

    def _line_keys(self):
        return {
            "scorecard_id": self.id,
            "company_id": self.company_id.id,
            "partner_id": self.partner_id.id,
            "date_to": self.date_to,
        }

    @api.model
    def _line_values(self, indicator, measure):
        figure, target = measure.figure, measure.target
        has_figure = figure is not None
        return {
            "sequence": indicator.sequence,
            "weight": indicator.weight,
            "target": target or 0,
            "figure": figure or 0,
            "has_figure": has_figure,
            "share": round(100 * figure / target, 2) if has_figure and target else 0,
            "verdict": measure.verdict,
            "n": measure.n,
            "reason": measure.reason or False,
            "missing": "、".join(measure.missing) or False,
        }

    def _changed_result(self, indicators, measures):
        """What the scorecard as a whole says now, where it said something else."""
        weighed = [
            (measure.verdict, indicator.weight)
            for indicator, measure in zip(indicators, measures, strict=True)
        ]
        score, result = overall(weighed)
        vals = {
            "score": score or 0,
            "is_judged": score is not None,
            "result": result,
            "missed_count": sum(verdict == "missed" for verdict, _w in weighed),
        }
        return {name: value for name, value in vals.items() if self[name] != value}
