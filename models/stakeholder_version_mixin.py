from odoo import models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class StakeholderVersionMixin(models.AbstractModel):
    """Two people who save at once: the second is told what the first one changed.

    A change by hand says in ``edit_version`` which version it was made on; form and
    board do so by themselves (``edit_version.js``). How a model counts versions, and
    where it looks up who changed what, is its own; what is said is one.
    """

    _name = "stakeholder.version.mixin"
    _description = "Record That Is Not Overwritten Unseen"

    def _refuse_unversioned(self):
        raise UserError(
            self.env._(
                "%s: this change does not say which version it was made on, so "
                "it might undo somebody else's. Open the record and change it "
                "there.",
                ", ".join(self.mapped("name")),
            )
        )

    def _refuse_overwriting(self, people, time, names, otherwise=""):
        """``names``: the fields changed since; ``otherwise``: where none is known."""
        labels = [
            self._fields[name]._description_string(self.env)
            for name in names
            if name in self._fields
        ]
        raise UserError(
            self.env._(
                "%(number)s was changed by %(people)s at %(time)s while you had it "
                "open: %(fields)s. Nothing of yours was saved. Copy what you wrote, "
                "reload the record and enter it there.",
                number=", ".join(self.mapped("name")),
                people=people,
                time=format_datetime(self.env, time),
                fields=", ".join(labels) or otherwise,
            )
        )
