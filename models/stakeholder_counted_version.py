from odoo import api, fields, models

MACHINE_FIELDS = {"changed_at", "changed_by_id", "changed_fields", "edit_version"}


class StakeholderCountedVersionMixin(models.AbstractModel):
    """The row counts its versions, and keeps who changed what last.

    Who saves at the same moment collides on it, is tried again and then sees it.
    """

    _name = "stakeholder.counted.version.mixin"
    _inherit = ["stakeholder.version.mixin"]
    _description = "Record That Counts Its Versions"

    edit_version = fields.Integer("Version", default=0, readonly=True, copy=False)
    changed_fields = fields.Char(readonly=True, copy=False)
    changed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    changed_at = fields.Datetime(readonly=True, copy=False)

    def _check_version(self, seen):
        """Refuse to save over what somebody else has saved since ``seen``."""
        if seen is None:
            self._refuse_unversioned()
        # sudo: who changed it last is told to whoever may write here
        for record in self.sudo().filtered(lambda one: one.edit_version != seen):
            record._refuse_overwriting(
                record.changed_by_id.name,
                record.changed_at,
                (record.changed_fields or "").split(","),
            )

    def _counted_writes(self, vals):
        """(records, what to write): a change of what people see is a version more.

        It is counted in the same write.
        """
        changed = sorted(
            name
            for name in vals
            if name not in MACHINE_FIELDS and not self._is_uncounted(name)
        )
        if not changed:
            return [(self, vals)]
        said = {
            "changed_at": fields.Datetime.now(),
            "changed_by_id": self.env.uid,
            "changed_fields": ",".join(changed),
        }
        return [
            (records, {**vals, **said, "edit_version": version + 1})
            for version, records in self.grouped("edit_version").items()
        ]

    @api.model
    def _is_uncounted(self, name):
        """Whether the machine writes the field: no change that somebody made."""
        return False
