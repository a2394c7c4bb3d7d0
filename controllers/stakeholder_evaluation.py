from datetime import date

from odoo.http import request, route

from ..models.stakeholder_scorecard import KINDS
from ..tools.periods import period
from .stakeholder_register import StakeholderRegister


class StakeholderEvaluation(StakeholderRegister):
    """The workbook of a period, at the reader's level (U4.10, X4)."""

    @route(
        "/stakeholder_relations/evaluation/<string:kind>/<string:day>.xlsx",
        type="http",
        auth="user",
        methods=["GET"],
    )
    def evaluation(self, kind, day):
        try:
            found = period(kind, date.fromisoformat(day))
        except (KeyError, ValueError):
            return request.not_found()
        may = request.env["stakeholder.scorecard"].has_access("read")
        exports = request.env.user.has_group("base.group_allow_export")
        if kind not in dict(KINDS) or not may or not exports:
            return request.not_found()
        content = request.env["stakeholder.evaluation.book"]._write(kind, found)
        title = request.env._("Workbook of a Period")
        return self._workbook(content, f"{title} {found.first} - {found.last}.xlsx")
