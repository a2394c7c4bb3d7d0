from odoo import models
from odoo.tools import SQL


class IrSequenceDateRange(models.Model):
    _inherit = "ir.sequence.date_range"

    def _stakeholder_take(self, count):
        """Move the counter on by ``count``; returns the first of the numbers taken."""
        self.flush_recordset(["number_next"])
        cr = self.env.cr
        cr.execute(
            SQL(
                "SELECT number_next FROM %s WHERE id = %s FOR UPDATE NOWAIT",
                SQL.identifier(self._table),
                self.id,
            )
        )
        [first] = cr.fetchone()
        cr.execute(
            SQL(
                "UPDATE %s SET number_next = number_next + %s WHERE id = %s",
                SQL.identifier(self._table),
                count,
                self.id,
            )
        )
        self.invalidate_recordset(["number_next"])
        return first
