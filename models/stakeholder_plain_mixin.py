from odoo import api, models

from ..tools.plain_text import plain


class StakeholderPlainMixin(models.AbstractModel):
    """Words without what a database or a page cannot hold, by whatever door (P16).

    A NUL or half a character in a text would fail the whole save; nobody typed it on
    purpose. What can be shown stays as it was written.
    """

    _name = "stakeholder.plain.mixin"
    _description = "Words That Can Be Kept"

    @api.model_create_multi
    def create(self, vals_list):
        return super().create([self._plain_values(vals) for vals in vals_list])

    def write(self, vals):
        return super().write(self._plain_values(vals))

    @api.model
    def _plain_values(self, vals):
        words = {
            name: plain(value)
            for name, value in vals.items()
            if isinstance(value, str)
            and name in self._fields
            and self._fields[name].type in ("char", "text")
        }
        return {**vals, **words}


class StakeholderComplaint(models.Model):
    _name = "stakeholder.complaint"
    _inherit = ["stakeholder.complaint", "stakeholder.plain.mixin"]


class StakeholderComplaintStep(models.Model):
    _name = "stakeholder.complaint.step"
    _inherit = ["stakeholder.complaint.step", "stakeholder.plain.mixin"]


class StakeholderEngagement(models.Model):
    _name = "stakeholder.engagement"
    _inherit = ["stakeholder.engagement", "stakeholder.plain.mixin"]
