from odoo import models
from odoo.exceptions import UserError


class StakeholderEngagementPart(models.AbstractModel):
    """What belongs to one cycle stays there: gates and readers go by it (P8)."""

    _name = "stakeholder.engagement.part"
    _description = "Part of a Cycle"

    def write(self, vals):
        if "engagement_id" in vals:
            self._check_stays(vals["engagement_id"])
        return super().write(vals)

    def _check_stays(self, engagement_id):
        for part in self:
            if part.engagement_id.id != engagement_id:
                raise UserError(
                    self.env._(
                        "%(number)s: “%(part)s” stays with its cycle. Write it down in "
                        "the other cycle as well.",
                        number=part.engagement_id.name,
                        part=part.display_name,
                    )
                )
