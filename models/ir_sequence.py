from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL


class IrSequence(models.Model):
    """Several numbers of a gapless sequence in one go."""

    _inherit = "ir.sequence"

    @api.model
    def _stakeholder_draw(self, code, count, day):
        """``count`` consecutive numbers of the sequence ``code``, dated ``day``.

        As core's ``no_gap``, it takes the counter's row or fails at once, and the
        server tries again: waiting would end in a serialization failure.
        """
        found = self.search(
            [("code", "=", code), ("company_id", "in", [False, self.env.company.id])]
        )
        sequence = found.sorted(lambda one: not one.company_id)[:1]
        if not sequence:
            raise UserError(self.env._("There is no number sequence “%s”.", code))
        first = sequence._stakeholder_counter(day)._stakeholder_take(count)
        dated = sequence.with_context(ir_sequence_date=day)
        return [dated.get_next_char(number) for number in range(first, first + count)]

    def _stakeholder_counter(self, day):
        """The row that counts the year of ``day``; its first use takes the lock too."""
        domain = [("sequence_id", "=", self.id)]
        period = [("date_from", "<=", day), ("date_to", ">=", day)]
        ranges = self.env["ir.sequence.date_range"]
        if not (found := ranges.search(domain + period, limit=1)):
            # Two first numbers of a year at once must not make two counters.
            self.env.execute_query(
                SQL("SELECT FROM ir_sequence WHERE id = %s FOR UPDATE NOWAIT", self.id)
            )
            found = self._get_current_sequence(sequence_date=day)
        return found
