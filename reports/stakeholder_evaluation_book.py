import io

import xlsxwriter

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import split_every

from ..tools.measure import label
from .stakeholder_evaluation_sheets import COLORS, Sheets
from .stakeholder_register import LINE_HEIGHT, SAFE, print_ready

BATCH = 200
# Of the smaller chart, beside its table.
CHART_ROWS = 13
OF_UNIT = (58, 14, 12, 12, 14, 12, 60, 10)
# Of one indicator, in the sheets of units and of indicators.
VERDICT_COLUMN = 5
WHY_WIDTH = 60


class StakeholderEvaluationBook(models.AbstractModel):
    """The evaluation of a period as a workbook (U4.10, X4).

    An overview with charts, all units against all indicators, a sheet for each
    indicator and one for each unit. It holds the scorecards the reader may read; text
    is text, and memory stays flat: each card is read once and its rows go at once to
    the sheets they belong to.
    """

    _name = "stakeholder.evaluation.book"
    _description = "Evaluation of a Period as a Workbook"

    @api.model
    def _write(self, kind, period):
        """The bytes of the workbook of ``period``."""
        Card = self.env["stakeholder.scorecard"]
        Card.check_access("read")
        domain = Domain("company_id", "=", self.env.company.id)
        domain &= Domain("kind", "=", kind) & Domain("date_from", "=", period.first)
        cards = Card.search(domain, order="partner_id, id")
        output = io.BytesIO()
        with xlsxwriter.Workbook(output, SAFE) as book:
            writer = _Writer(self, book, cards)
            writer.overview(label(kind, period))
            writer.begin()
            for ids in split_every(BATCH, cards.ids):
                for card in Card.browse(ids):
                    writer.card(card)
                self.env.invalidate_all(flush=False)
        return output.getvalue()


class _Writer(Sheets):
    """The evaluation of a period, each of its sheets from the top down."""

    # ------------------------------------------------------------
    # OVERVIEW
    # ------------------------------------------------------------

    def overview(self, period):
        """How many units met, missed, … each indicator; how they came out."""
        env = self.env
        sheet = self.sheet(env._("Overview"), (58, *[12] * 7))
        print_ready(sheet, pages=1)
        self.line(sheet, 0, [f"{env.company.name} {period}"], self.title)
        head = [env._("Indicator"), *self.verdicts.values(), env._("Met, of judged")]
        self.heads(sheet, 2, head)
        counts = {(one.id, code): n for one, code, n in self.groups}
        by_indicator = {}
        for row, one in enumerate(self.indicators, start=3):
            numbers = [counts.get((one.id, code), 0) for code in self.verdicts]
            by_indicator[one.name] = numbers
            judged = numbers[0] + numbers[1]
            share = [100 * numbers[0] / judged] if judged else []
            self.line(sheet, row, [one.name, *numbers])
            self.line_share(sheet, row, len(numbers) + 1, share)
        last = 2 + len(self.indicators)
        self.bars(sheet, (3, 6, max(last, 3), 6))
        below = last + 2
        self.line(sheet, below, [env._("Overall Result"), env._("Units")], self.head)
        found = self.cards._read_group(
            [("id", "in", self.cards.ids)], ["result"], ["__count"]
        )
        results = dict(found)
        by_result = {
            words: results.get(code, 0) for code, words in self.results.items()
        }
        for row, line in enumerate(by_result.items(), start=below + 1):
            self.line(sheet, row, line)
        if by_indicator:
            self.chart_of_verdicts(sheet, by_indicator)
        self.chart_of_results(sheet, below, by_result)

    def line_share(self, sheet, row, column, share):
        for value in share:
            sheet.write_number(row, column, value, self.percent)

    def chart_of_verdicts(self, sheet, by_indicator):
        """Each chart brings its figures along: a viewer that reckons nothing shows it.

        Rows that were written are no longer in memory to be looked up.
        """
        name, last = sheet.get_name(), 2 + len(by_indicator)
        stacked = self.book.add_chart({"type": "bar", "subtype": "percent_stacked"})
        for column, (code, words) in enumerate(self.verdicts.items(), start=1):
            stacked.add_series(
                {
                    "name": [name, 2, column],
                    "name_data": [words],
                    "categories": [name, 3, 0, last, 0],
                    "categories_data": [self.clean(one) for one in by_indicator],
                    "values": [name, 3, column, last, column],
                    "values_data": [row[column - 1] for row in by_indicator.values()],
                    "fill": {"color": COLORS[code][1]},
                }
            )
        stacked.set_title({"name": self.env._("Units by verdict")})
        stacked.set_y_axis({"reverse": True})
        stacked.set_legend({"position": "bottom"})
        # As wide as the table above, so that a print fills its page.
        stacked.set_size({"width": 960, "height": 400})
        sheet.insert_chart(last + 4 + CHART_ROWS, 0, stacked)

    def chart_of_results(self, sheet, below, by_result):
        name, end = sheet.get_name(), below + len(by_result)
        results = self.book.add_chart({"type": "column"})
        results.add_series(
            {
                "name": [name, below, 1],
                "name_data": [self.env._("Units")],
                "categories": [name, below + 1, 0, end, 0],
                "categories_data": list(by_result),
                "values": [name, below + 1, 1, end, 1],
                "values_data": list(by_result.values()),
                "data_labels": {"value": True},
            }
        )
        results.set_title({"name": self.env._("Overall Result")})
        results.set_legend({"none": True})
        results.set_size({"width": 470, "height": 20 * CHART_ROWS})
        sheet.insert_chart(below, 2, results)

    # ------------------------------------------------------------
    # UNITS AND INDICATORS
    # ------------------------------------------------------------

    def begin(self):
        """The sheet of all units, and one for each indicator, up to their heads."""
        env, count = self.env, len(self.cards)
        widths = (32, 12, 12, 14, *[16] * len(self.indicators))
        self.all = self.sheet(env._("All Units"), widths)
        head = [
            *(self.heading(self.cards, name) for name in ("partner_id", "user_id")),
            *(self.heading(self.cards, name) for name in ("score", "result")),
            *self.indicators.mapped("name"),
        ]
        self.heads(self.all, 0, head)
        self.all.freeze_panes(1, 1)
        self.all.autofilter(0, 0, max(count, 1), len(head) - 1)
        self.bars(self.all, (1, 2, max(count, 1), 2))
        self.rows["all"] = 0
        self.of_indicator = {}
        for number, one in enumerate(self.indicators, start=1):
            sheet = self.sheet(f"{number} {one.name}", (32, 12, 12, 12, 12, 12, 60, 10))
            self.heads(sheet, 0, self.line_head(first="partner_id"))
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, max(count, 1), 7)
            self.bars(sheet, (1, 4, max(count, 1), 4))
            self.of_indicator[one.id] = sheet
            self.rows[one.id] = 0

    def line_head(self, first):
        lines = self.env["stakeholder.scorecard.line"]
        second = "dimension" if first == "indicator_id" else "shown_as"
        names = (first, second, "figure", "target", "share", "verdict", "why", "n")
        return [self.heading(lines, name) for name in names]

    def card(self, card):
        """The rows of one card, wherever they belong."""
        lines = {line.indicator_id.id: line for line in card.line_ids}
        self.rows["all"] += 1
        row = [
            card.partner_id.name,
            card.user_id.name,
            round(card.score, 1) if card.is_judged else None,
            self.results.get(card.result),
        ]
        self.line(self.all, self.rows["all"], row)
        for column, one in enumerate(self.indicators, start=len(row)):
            if line := lines.get(one.id):
                self.verdict(self.all, self.rows["all"], column, line.verdict)
        sheet = self.sheet(card.partner_id.name or "", OF_UNIT)
        self.line(sheet, 0, [card.name], self.title)
        self.heads(sheet, 2, self.line_head(first="indicator_id"))
        dimensions = self.labels(card.line_ids, "dimension")
        units_in = self.labels(card.line_ids, "shown_as")
        number = 2
        for one in self.indicators:
            if line := lines.get(one.id):
                number += 1
                self.rows[one.id] += 1
                values = self.values(line)
                first = [one.name, dimensions.get(one.dimension)]
                self.of_line(sheet, number, [*first, *values], line)
                first = [card.partner_id.name, units_in.get(one.shown_as)]
                own, row = self.of_indicator[one.id], self.rows[one.id]
                self.of_line(own, row, [*first, *values], line)
        self.end_of_unit(sheet, card, number)

    def of_line(self, sheet, row, values, line):
        # In this encoding a Chinese character takes two bytes, and two places.
        if line.why and (places := len(line.why.encode("gbk", "replace"))) > WHY_WIDTH:
            # Not every program measures how high a wrapped row is.
            height = LINE_HEIGHT * -(-places // (WHY_WIDTH - 2))
            sheet.set_row(row, height, self.wrap)
        self.line(sheet, row, values)
        self.verdict(sheet, row, VERDICT_COLUMN, line.verdict)

    def values(self, line):
        known = line.is_shown
        return [
            # sudo: whether it is shown was asked
            line.sudo().figure if known else None,
            line.target,
            round(line.shown_share, 1) if known else None,
            None,
            line.why,
            line.n,
        ]

    def end_of_unit(self, sheet, card, last):
        self.bars(sheet, (3, 4, max(last, 3), 4))
        sheet.set_row(last + 2, None, self.wrap)
        rows = (
            ("result", self.results.get(card.result)),
            ("score", round(card.score, 1) if card.is_judged else "—"),
            ("comment", card.comment),
            ("signed_by_id", card.signed_by_id.name),
            ("date_signed", card.date_signed and str(card.date_signed)),
        )
        for number, (name, value) in enumerate(rows, start=last + 2):
            self.line(sheet, number, [self.heading(card, name), value])
        # Its rows are complete: a book of many units opens no file for each at once.
        sheet._opt_close()
