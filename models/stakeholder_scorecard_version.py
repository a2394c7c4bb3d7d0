from odoo import fields, models

TECHNICAL_FIELDS = {"party_user_id", "department_id", "head_user_id"}


class StakeholderScorecard(models.Model):
    """Two who comment or sign at once: the second is told what the first one did."""

    _inherit = "stakeholder.scorecard"

    edit_version = fields.Integer("Version", default=0, readonly=True, copy=False)
    changed_fields = fields.Char(readonly=True, copy=False)
    changed_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    changed_at = fields.Datetime(readonly=True, copy=False)

    def _check_version(self, seen):
        """Refuse to save over what somebody else has saved since ``seen``."""
        if seen is None:
            self._refuse_unversioned()
        # sudo: who changed it last is told to whoever may write here
        for card in self.sudo().filtered(lambda one: one.edit_version != seen):
            card._refuse_overwriting(
                card.changed_by_id.name,
                card.changed_at,
                (card.changed_fields or "").split(","),
            )

    def _write_plain(self, vals):
        """Each change of what people see counts as a version, in the same write."""
        changed = set(vals) - TECHNICAL_FIELDS
        if not changed:
            return super()._write_plain(vals)
        said = {
            "changed_at": fields.Datetime.now(),
            "changed_by_id": self.env.uid,
            "changed_fields": ",".join(sorted(changed)),
        }
        for version, cards in self.grouped("edit_version").items():
            counted = {**vals, **said, "edit_version": version + 1}
            super(StakeholderScorecard, cards)._write_plain(counted)
        return True
