from odoo import api, models

from .stakeholder_check_template import STAGES

ORDER = {code: number for number, (code, _label) in enumerate(STAGES)}


class StakeholderStageMixin(models.AbstractModel):
    """Graphs and pivots show the stages in the order of the process, not of codes."""

    _name = "stakeholder.stage.mixin"
    _description = "Stages in Order"

    @api.model
    @api.readonly
    def formatted_read_group(self, domain, groupby=(), *args, order=None, **kwargs):
        groups = super().formatted_read_group(
            domain, groupby, *args, order=order, **kwargs
        )
        return groups if order else self._stages_in_order(groups, groupby)

    @api.model
    @api.readonly
    def formatted_read_grouping_sets(
        self, domain, grouping_sets, *args, order=None, **kwargs
    ):
        found = super().formatted_read_grouping_sets(
            domain, grouping_sets, *args, order=order, **kwargs
        )
        if order:
            return found
        return [
            self._stages_in_order(groups, groupby)
            for groups, groupby in zip(found, grouping_sets, strict=True)
        ]

    @api.model
    def _stages_in_order(self, groups, groupby):
        first = groupby[0] if groupby else ""
        if not first.startswith("stage"):
            return groups
        return sorted(groups, key=lambda group: ORDER.get(group[first], len(ORDER)))
