from odoo import models
from odoo.exceptions import AccessError

KEEPERS = ("stakeholder_relations.stakeholder_group_officer", "base.group_erp_manager")


class ResPartner(models.Model):
    """The tier of a colleague decides what their visits count for, and what they owe.

    Odoo leaves contacts of log-ins to its administrators; who stands for the centre
    towards whom is the departments' own affair (U3.2).
    """

    _inherit = "res.partner"

    def write(self, vals):
        if "stakeholder_tier" not in vals or self.env.su:
            return super().write(vals)
        self.check_access("write")
        self._stakeholder_check_may_set_tier()
        others = {name: vals[name] for name in vals if name != "stakeholder_tier"}
        # sudo: the tier alone, after the checks
        super(ResPartner, self.sudo()).write(
            {"stakeholder_tier": vals["stakeholder_tier"]}
        )
        return super().write(others) if others else True

    def _stakeholder_check_may_set_tier(self):
        if any(self.env.user.has_group(group) for group in KEEPERS):
            return
        # sudo: whether it is a colleague is asked, nothing more
        if colleagues := self.sudo().filtered(lambda one: not one.partner_share):
            raise AccessError(
                self.env._(
                    "%s: the tier of colleagues is set by the departments. Ask a "
                    "department officer.",
                    ", ".join(colleagues.mapped("name")),
                )
            )
