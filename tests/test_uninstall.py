from odoo.exceptions import UserError

from .common import StakeholderCase


class TestUninstall(StakeholderCase):
    def test_refused_while_one_is_open_and_not_exported(self):
        # P24: by our own button, and by that of what we depend on
        complaint = self.register()
        modules = self.env["ir.module.module"]
        for name in ("stakeholder_relations", "survey"):
            module = modules.search([("name", "=", name)])
            with self.subTest(name), self.assertRaisesRegex(UserError, "not exported"):
                module.button_uninstall()
        complaint._log_export()
        module._stakeholder_check_exported()
        self.edit(complaint, "director", topic="Changed since")
        with self.assertRaises(UserError):
            module._stakeholder_check_exported()
        # what is closed is no reason
        complaint._log_export()
        self.closed()
        module._stakeholder_check_exported()
