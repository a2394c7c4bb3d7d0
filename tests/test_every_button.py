from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import MODULE
from .demo_common import DemoCase
from .view_common import VIEWS, View, open_window, press

LOG_INS = ("worker", "officer", "supervisor", "director", "council", "auditor", "clerk")
LOOKED_AT = 6
# What was promised in a contact is read as a text by whoever does not do it (X3).
READ_AS_TEXT = {("stakeholder.communication", "action_ids")}


@tagged("post_install", "-at_install")
class TestEveryButton(DemoCase):
    """In the demonstration centre nobody is shown what is then refused."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        users = cls.env["res.users"].search([("login", "in", LOG_INS)])
        cls.users = {user.login: user for user in users}
        forms = cls.env["ir.ui.view"].search([("type", "=", "form")])
        cls.models = sorted(
            name
            for name in {*forms.mapped("model")}
            if name.startswith("stakeholder.") and not cls.env[name]._transient
        )

    def _own(self, login):
        user = self.users[login]
        context = {"lang": "zh_CN", "tz": "Asia/Shanghai", "uid": user.id}
        companies = {"allowed_company_ids": user.company_ids.ids}
        return self.env(user=user, context=context | companies)

    def _records(self, env):
        """A few of each model that the user may read, parties included."""
        for name in self.models:
            if env[name].has_access("read"):
                for id_ in env[name].search([], limit=LOOKED_AT).ids:
                    yield env[name].browse(id_)
        parties = env["res.partner"].search([("stakeholder_class", "!=", False)])
        yield from parties[:LOOKED_AT]

    # promises: a button that is shown works, or says what is missing
    def test_no_button_is_shown_and_refused(self):
        for login in LOG_INS:
            env, views, pressed = self._own(login), {}, 0
            for record in self._records(env):
                for kind in VIEWS:
                    key = record._name, kind
                    if key not in views:
                        views[key] = View(env[record._name], kind)
                    pressed += self._press_all(login, record, views[key])
            self.assertTrue(pressed, login)

    def _press_all(self, login, record, view):
        self.env.invalidate_all()
        values = view.values(record)
        buttons = view.buttons(values)
        for button in buttons:
            with self.subTest(login=login, record=record, button=button.get("name")):
                press(record, button, values)
            self.env.invalidate_all()
        return len(buttons)

    # promises: whoever reads a record reads what stands on it
    def test_whoever_reads_a_record_reads_its_lines(self):
        for login in LOG_INS:
            env, views = self._own(login), {}
            for record in self._records(env):
                name = record._name
                if name not in views:
                    views[name] = self._lines_of(View(env[name], "form"))
                for field in views[name]:
                    with self.subTest(login=login, record=record, field=field):
                        self._check_lines(record, field)

    def _lines_of(self, view):
        return [
            name
            for name in view.names
            if view.model._fields[name].type == "one2many"
            and (view.model._name, name) not in READ_AS_TEXT
        ]

    def _check_lines(self, record, field):
        self.env.invalidate_all()
        seen = record[field].ids
        self.env.invalidate_all()
        self.assertEqual(seen, record.sudo()[field].ids)

    # promises: every entry of the menu opens
    def test_every_menu_opens(self):
        for login in LOG_INS:
            env = self._own(login)
            menus = env["ir.ui.menu"].browse(env["ir.ui.menu"]._visible_menu_ids())
            ours = menus.sudo().get_external_id()
            for menu in menus:
                action = ours[menu.id].startswith(MODULE) and menu.action
                if action and action._name == "ir.actions.act_window":
                    with self.subTest(login=login, menu=menu.complete_name):
                        self._open(env, action)

    def _open(self, env, action):
        try:
            [values] = action.sudo().read(load=None)
            open_window(env, values)
        except AccessError as error:
            self.fail(str(error))
