from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL

from .stakeholder_complaint import ENDED

MODULE = "stakeholder_relations"
# What may come after an export without making it stale.
SINCE = ("exported", "printed", "identity_opened")


class IrModuleModule(models.Model):
    """Uninstalling takes the record of complaints along: not while one is open."""

    _inherit = "ir.module.module"

    def button_uninstall(self):
        if MODULE in (self | self.downstream_dependencies()).mapped("name"):
            self._stakeholder_check_exported()
        return super().button_uninstall()

    def module_uninstall(self):
        if MODULE in self.mapped("name"):
            self._stakeholder_check_exported()
        result = super().module_uninstall()
        if MODULE in self.mapped("name"):
            self._stakeholder_sweep()
        return result

    def _stakeholder_sweep(self):
        """What core keeps of tables that are gone, and names for what stays.

        A person somebody refers to cannot be deleted; they are the centre's own then.
        """
        self.env.cr.execute(
            SQL(
                "DELETE FROM ir_model_constraint WHERE module IN "
                "(SELECT id FROM ir_module_module WHERE name = %s)",
                MODULE,
            )
        )
        self.env.cr.execute(
            SQL(
                "DELETE FROM ir_model_data "
                "WHERE module = %s OR model LIKE %s AND name LIKE %s",
                MODULE,
                "ir.model%",
                r"%\_\_stakeholder\_%",
            )
        )

    def _stakeholder_check_exported(self):
        """Each open case was exported after the last thing that happened to it."""
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                """
                SELECT count(*) FROM stakeholder_complaint c
                WHERE state NOT IN %s AND COALESCE((
                    SELECT bool_or(event = 'exported')
                    FROM stakeholder_complaint_trail t
                    WHERE t.complaint_id = c.id AND seq > COALESCE((
                        SELECT max(seq) FROM stakeholder_complaint_trail last
                        WHERE last.complaint_id = c.id AND event NOT IN %s), 0)
                ), FALSE) = FALSE
                """,
                ENDED,
                SINCE,
            )
        )
        [count] = self.env.cr.fetchone()
        if count:
            raise UserError(
                self.env._(
                    "%s opinions or complaints are open and not exported. Uninstalling "
                    "destroys the whole record: close them, or export the register of "
                    "complaints first.",
                    count,
                )
            )
