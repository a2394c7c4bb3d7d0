from odoo import api, models
from odoo.exceptions import AccessError


class MailActivity(models.Model):
    """Nobody is given something to do on a confidential record they may not read.

    Core allows it, and shows them its name, the summary and all later comments.
    """

    _inherit = "mail.activity"

    @api.model
    def _search(
        self, domain, offset=0, limit=None, order=None, *, bypass_access=False, **kwargs
    ):
        query = super()._search(
            domain, offset, limit, order, bypass_access=bypass_access, **kwargs
        )
        if self.env.su or bypass_access:
            return query
        found = self.browse(query.get_result_ids())
        shut = found._stakeholder_shut()
        return (found - shut)._as_query(order) if shut else query

    def _check_access(self, operation):
        result = super()._check_access(operation)
        if self.env.su or operation != "read":
            return result
        forbidden = result[0] if result else self.browse()
        if shut := (self - forbidden)._stakeholder_shut():
            forbidden |= shut
            return forbidden, lambda: forbidden._make_access_error(operation)
        return result

    def _stakeholder_shut(self):
        """Tasks on records that the user may no longer read, though theirs."""
        confidential = self.env["stakeholder.confidential.mixin"]
        return confidential._shut_hanging(self, ("res_model", "res_id"))

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._stakeholder_check_assignees()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if vals.keys() & {"user_id", "res_id", "res_model_id"}:
            self._stakeholder_check_assignees()
        return result

    def _stakeholder_check_assignees(self):
        if self.env.su and self.env.context.get("stakeholder_may_read"):
            return
        models_ = set(self.env["stakeholder.confidential.mixin"]._inherited_by())
        confidential = self.filtered(lambda one: one.res_model in models_)
        groups = confidential.grouped(lambda one: (one.res_model, one.user_id))
        for (model, user), activities in groups.items():
            records = self.env[model].browse(activities.mapped("res_id"))
            if user and (shut := records - user._stakeholder_readable(records).sudo()):
                raise AccessError(
                    self.env._(
                        "%(user)s may not read %(records)s and cannot be given an "
                        "activity there.",
                        user=user.name,
                        records=", ".join(shut.sudo().mapped("display_name")),
                    )
                )
