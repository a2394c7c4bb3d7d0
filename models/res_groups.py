from odoo import api, models

ROLES = ("worker", "officer", "supervisor", "director", "council", "auditor", "admin")


class ResGroups(models.Model):
    """Whoever joins or leaves a role of ours is on record, by whatever door."""

    _inherit = "res.groups"

    def write(self, vals):
        if not vals.keys() & {"user_ids", "implied_ids", "implied_by_ids"}:
            return super().write(vals)
        before = self._stakeholder_members()
        result = super().write(vals)
        self._stakeholder_log_members(before)
        return result

    @api.model
    def _stakeholder_members(self):
        """{role: its users}, archived ones too."""
        groups = {
            role: self.env.ref(
                f"stakeholder_relations.stakeholder_group_{role}",
                raise_if_not_found=False,
            )
            for role in ROLES
        }
        # sudo: who has a role is compared, not shown
        return {
            role: group.sudo().with_context(active_test=False).all_user_ids
            for role, group in groups.items()
            if group
        }

    @api.model
    def _stakeholder_log_members(self, before):
        changes = []
        for role, users in self._stakeholder_members().items():
            known = before.get(role, users.browse())
            changes += [("joined_role", role, user) for user in users - known]
            changes += [("left_role", role, user) for user in known - users]
        self.env["res.users"]._stakeholder_log_roles(changes)
