from odoo import api, fields, models

# The machine's own: no change that somebody made.
TECHNICAL_FIELDS = {
    "changed_at",
    "changed_by_id",
    "changed_fields",
    "date_noticed",
    "edit_version",
}


class StakeholderEngagement(models.Model):
    """The row counts its versions, and keeps who changed what last.

    Who saves at the same moment collides on it, is tried again and then sees it.
    """

    _inherit = "stakeholder.engagement"

    edit_version = fields.Integer("Version", default=0, readonly=True, copy=False)
    changed_fields = fields.Char(readonly=True, copy=False)
    changed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    changed_at = fields.Datetime(readonly=True, copy=False)

    def _check_version(self, seen):
        """Refuse to save over what somebody else has saved since ``seen``."""
        if seen is None:
            self._refuse_unversioned()
        for engagement in self.filtered(lambda one: one.edit_version != seen):
            engagement._refuse_overwriting(
                engagement.changed_by_id.name,
                engagement.changed_at,
                (engagement.changed_fields or "").split(","),
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
