from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class StakeholderComplaintStep(models.Model):
    """One step of an investigation: who looked into what, when, with what result.

    Every action taken in handling is on record (C4): a step is added, never changed.
    """

    _name = "stakeholder.complaint.step"
    _description = "Step of an Investigation"
    _order = "date, id"
    _rec_name = "date"

    complaint_id = fields.Many2one(
        "stakeholder.complaint", required=True, index=True, ondelete="restrict"
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users", "By", required=True, readonly=True, default=lambda s: s.env.user
    )
    note = fields.Text("What Was Done and Found", required=True)

    @api.model_create_multi
    def create(self, vals_list):
        # Nobody writes in another's name.
        steps = super().create(
            [{**vals, "user_id": self.env.uid} for vals in vals_list]
        )
        for complaint, own in steps.grouped("complaint_id").items():
            complaint.check_access("write")
            complaint._check_not_ended()
            self.env["stakeholder.complaint.trail"]._append(
                complaint, "investigated", {"steps": own.ids}
            )
        return steps

    def write(self, vals):  # pylint: disable=method-required-super
        raise UserError(
            self.env._("A step stays as it was written. Add a further one.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A step of an investigation stays on record."))

    @api.constrains("date")
    def _check_date(self):
        for step in self:
            complaint = step.complaint_id.sudo()
            if not complaint.date_received <= step.date <= complaint._today():
                raise ValidationError(
                    self.env._(
                        "%s: a step lies between the receipt and today.",
                        complaint.name,
                    )
                )
