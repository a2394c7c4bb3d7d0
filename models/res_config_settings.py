from odoo import api, fields, models

POLICY_FIELDS = (
    "director_user_id",
    "council_user_id",
    "calendar_id",
    "response_days",
    "result_days",
    "result_basis",
    "warning_days",
    "phone",
    "street",
    "zip",
    "email",
    "wechat",
)


class ResConfigSettings(models.TransientModel):
    """The settings page shows the policy in force and revises it from today on."""

    _inherit = "res.config.settings"

    stakeholder_policy_id = fields.Many2one(
        "stakeholder.policy", default=lambda self: self._stakeholder_policy()
    )
    stakeholder_director_user_id = fields.Many2one("res.users", "Person in Charge")
    stakeholder_council_user_id = fields.Many2one(
        "res.users", "Council Member for Complaints about the Head"
    )
    stakeholder_calendar_id = fields.Many2one("resource.calendar", "Calendar")
    stakeholder_response_days = fields.Integer("Answer Within (Working Days)")
    stakeholder_result_days = fields.Integer("Result Within (Working Days)")
    stakeholder_result_basis = fields.Selection(
        selection=lambda self: (
            self.env["stakeholder.policy"]
            ._fields["result_basis"]
            ._description_selection(self.env)
        ),
        string="Result Counts From",
    )
    stakeholder_warning_days = fields.Integer("Warn Before (Working Days)")
    stakeholder_phone = fields.Char("Telephone")
    stakeholder_street = fields.Char("Address")
    stakeholder_zip = fields.Char("Postcode")
    stakeholder_email = fields.Char("E-mail")
    stakeholder_wechat = fields.Char("WeChat Official Account")
    stakeholder_announced_until = fields.Char(
        "Announced Until", compute="_compute_stakeholder_announced_until"
    )

    def _stakeholder_policy(self):
        return self.env["stakeholder.policy"]._current(self.env.company)

    @api.depends("company_id")
    def _compute_stakeholder_announced_until(self):
        years = self.env["stakeholder.calendar.year"]._announced()
        self.stakeholder_announced_until = max(years, default="") and str(max(years))

    @api.model
    def get_values(self):
        policy = self._stakeholder_policy()
        values = policy._convert_to_write(policy.read(POLICY_FIELDS)[0])
        return super().get_values() | {
            f"stakeholder_{name}": values[name] for name in POLICY_FIELDS
        }

    def set_values(self):
        result = super().set_values()
        policy = self._stakeholder_policy()
        changed = {
            name: self[f"stakeholder_{name}"]
            for name in POLICY_FIELDS
            if (self[f"stakeholder_{name}"] or False) != (policy[name] or False)
        }
        if changed:
            policy._revise(policy._convert_to_write(changed))
        return result

    def stakeholder_open_policies(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_policy_action"
        )

    def stakeholder_open_years(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "stakeholder_relations.stakeholder_calendar_year_action"
        )
