from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime

# The machine's own: no change that somebody made.
TECHNICAL_FIELDS = {
    "changed_at",
    "changed_by_id",
    "changed_fields",
    "date_noticed",
    "edit_version",
}


class StakeholderEngagement(models.Model):
    """Two people who save at once: the second is told what the first one changed.

    Form and board say by themselves which version they show (``edit_version.js``).
    Who saves at the same moment collides on the row, is tried again and then sees it.
    """

    _inherit = "stakeholder.engagement"

    edit_version = fields.Integer("Version", default=0, readonly=True, copy=False)
    changed_fields = fields.Char(readonly=True, copy=False)
    changed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    changed_at = fields.Datetime(readonly=True, copy=False)

    def _check_version(self, seen):
        """Refuse to save over what somebody else has saved since ``seen``."""
        if seen is None:
            raise UserError(
                self.env._(
                    "%s: this change does not say which version it was made on, so "
                    "it might undo somebody else's. Open the record and change it "
                    "there.",
                    ", ".join(self.mapped("name")),
                )
            )
        for engagement in self.filtered(lambda one: one.edit_version != seen):
            engagement._refuse_overwriting()

    def _refuse_overwriting(self):
        labels = [
            self._fields[name]._description_string(self.env)
            for name in (self.changed_fields or "").split(",")
            if name in self._fields
        ]
        raise UserError(
            self.env._(
                "%(number)s was changed by %(people)s at %(time)s while you had it "
                "open: %(fields)s. Nothing of yours was saved. Copy what you wrote, "
                "reload the record and enter it there.",
                number=self.name,
                people=self.changed_by_id.name,
                time=format_datetime(self.env, self.changed_at),
                fields=", ".join(labels),
            )
        )

    def _write_plain(self, vals):
        """Each change of what people see counts as a version, in the same write."""
        changed = {name for name in vals if not self._is_chatter(name)}
        changed -= TECHNICAL_FIELDS
        if not changed:
            return super()._write_plain(vals)
        said = {
            "changed_at": fields.Datetime.now(),
            "changed_by_id": self.env.uid,
            "changed_fields": ",".join(sorted(changed)),
        }
        for version, engagements in self.grouped("edit_version").items():
            counted = {**vals, **said, "edit_version": version + 1}
            super(StakeholderEngagement, engagements)._write_plain(counted)
        return True

    @api.model
    def _is_chatter(self, name):
        return name.startswith(("activity_", "message_"))
