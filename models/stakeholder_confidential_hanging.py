from odoo import api, models
from odoo.tools import SQL


class StakeholderConfidentialMixin(models.AbstractModel):
    """What hangs on a confidential record is read as long as the record is.

    A mention, a task or a link to a file gives nobody more. Clause C5.1.
    """

    _inherit = "stakeholder.confidential.mixin"

    @api.model
    def _names_confidential(self, names):
        """Whether one of the models ``names`` keeps confidential records."""
        return not set(self._inherited_by()).isdisjoint(names)

    @api.model
    def _shut_from_user(self, places):
        """Those of ``places`` [(model, id)] that the user may not read now."""
        by_model = {}
        for model, res_id in places:
            by_model.setdefault(model, set()).add(res_id)
        shut = set()
        for model in by_model.keys() & set(self._inherited_by()):
            records = self.env[model].browse(by_model[model]).exists()
            readable = self.env.user._stakeholder_readable(records)
            shut |= {(model, one.id) for one in records - readable}
        return shut

    @api.model
    def _shut_hanging(self, hanging, place, but=None):
        """Those of the records ``hanging`` that hang where the user may not read.

        ``place``: the columns of model and id; ``but``: SQL that spares some of them.
        """
        if not hanging:
            return hanging
        hanging.flush_recordset(place)
        model, res_id = map(SQL.identifier, place)
        # Past the ORM: its cache must not learn what the user may not read.
        rows = self.env.execute_query(
            SQL(
                "SELECT id, %s, %s FROM %s WHERE id IN %s AND %s LIKE %s AND %s",
                *(model, res_id, SQL.identifier(hanging._table)),
                *(tuple(hanging.ids), model, "stakeholder.%", but or SQL("true")),
            )
        )
        shut = self._shut_from_user((model, res_id) for _id, model, res_id in rows)
        return hanging.browse(
            id_ for id_, model, res_id in rows if (model, res_id) in shut
        )
