import inspect
import re
from pathlib import Path

from odoo.exceptions import AccessError
from odoo.http import _generate_routing_rules
from odoo.service.model import get_public_method
from odoo.tests import TransactionCase, tagged

from . import surface
from .common import MODULE

ROOT = Path(__file__).parent.parent
MAGIC = {"id", "display_name", "create_uid", "create_date", "write_uid", "write_date"}
CLASSES = ("identity", "content", "neutral")
CODE = f"odoo.addons.{MODULE}"


@tagged("post_install", "-at_install")
class TestSurface(TransactionCase):
    """``surface.py`` names all there is, and nothing that is not."""

    maxDiff = None

    def _own_parts(self, name):
        """The classes of ours that a model is made of."""
        return [
            part
            for part in self.env.registry[name].__mro__
            if getattr(part, "_module", None) == MODULE
            and part.__module__.startswith(CODE)
        ]

    def _own_fields(self, name):
        fields = self.env.registry[name]._fields.items()
        return {fname for fname, field in fields if field._module == MODULE} - MAGIC

    def _own_methods(self, name):
        """What of ours anybody may call over RPC, by the server's own judgement."""
        found = set()
        for part in self._own_parts(name):
            if part._name in ("base", "mail.thread") and part._name != name:
                # what every model or thread inherits is looked at once
                continue
            for method in vars(part):
                if method.startswith("_"):
                    continue
                try:
                    get_public_method(self.env[name], method)
                except (AccessError, AttributeError):
                    continue
                found.add(method)
        return found

    def _complete(self, found, listed, what, how):
        """``found`` is what introspection sees, ``listed`` what surface.py says."""
        self.assertFalse(
            sorted(found - listed), f"{what} missing in tests/surface*.py: add {how}"
        )
        self.assertFalse(
            sorted(listed - found), f"{what} gone: remove them from tests/surface*.py"
        )

    def test_every_model_is_listed(self):
        found = {
            name
            for name in self.env.registry
            if self.env.registry[name]._original_module == MODULE
            or self._own_fields(name)
            or self._own_methods(name)
        }
        self._complete(
            found,
            set(surface.MODELS),
            "models",
            '"its.name": model(identity=…, content=…, neutral=…, safe={WHY: …})',
        )

    # P22 P25: no field without a class
    def test_every_field_has_one_privacy_class(self):
        for name, entry in surface.MODELS.items():
            with self.subTest(model=name):
                listed = [fname for each in CLASSES for fname in entry[each]]
                self.assertEqual(len(listed), len(set(listed)), "in two classes")
                self._complete(
                    self._own_fields(name),
                    set(listed),
                    f"fields of {name}",
                    f"them to identity, content or neutral of {name}",
                )

    # P5
    def test_every_public_method_is_listed_with_why_it_is_safe(self):
        for name, entry in surface.MODELS.items():
            with self.subTest(model=name):
                self.assertTrue(all(entry["safe"].values()))
                self._complete(
                    self._own_methods(name),
                    set(entry["safe"]),
                    f"public methods of {name}",
                    f"them to `safe` of {name} with the reason, or an underscore",
                )

    def test_every_route_is_listed(self):
        found = {}
        modules = sorted(self.env.registry._init_modules)
        for url, endpoint in _generate_routing_rules(modules, nodb_only=False):
            parts = type(endpoint.func.__self__).__mro__
            method = endpoint.func.__name__
            if any(
                method in vars(part) and part.__module__.startswith(CODE)
                for part in parts
            ):
                routing = endpoint.routing
                asked = routing["methods"] or ["any"]
                read = inspect.signature(endpoint.func).parameters
                if url in found:
                    # one address, shown by one method and sent to by the other
                    asked = [*found[url][0].split(","), *asked]
                    read = dict.fromkeys([*found[url][2].split(), *read])
                found[url] = (
                    ",".join(sorted(asked)),
                    routing["auth"],
                    " ".join(sorted(read)),
                )
        self._complete(
            set(found), set(surface.ROUTES), "routes", "(method, auth, parameters)"
        )
        self.assertEqual(found, surface.ROUTES)

    # P5: nothing past the rules in a controller that nobody has looked at
    def test_sudo_in_controllers_is_listed(self):
        found = {}
        for path in (ROOT / "controllers").glob("*.py"):
            if calls := len(re.findall(r"\bsudo\(|SUPERUSER_ID", path.read_text())):
                found[path.name] = calls
        self.assertEqual(found, surface.CONTROLLER_SUDO)

    def _of_ours(self, model):
        """{name of the record's identifier: record}."""
        data = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", model)]
        )
        return {one.name: self.env[model].browse(one.res_id) for one in data}

    def test_every_report_is_listed(self):
        found = {
            name: report.model
            for name, report in self._of_ours("ir.actions.report").items()
        }
        self._complete(set(found), set(surface.REPORTS), "reports", "name: model")
        self.assertEqual(found, surface.REPORTS)

    def test_every_job_is_listed_with_its_key(self):
        found = {
            name: f"{cron.model_id.model}.{cron.code.split('.')[1].split('(')[0]}"
            for name, cron in self._of_ours("ir.cron").items()
        }
        listed = {name: method for name, (method, _key) in surface.JOBS.items()}
        self._complete(set(found), set(listed), "jobs", "(method, its key)")
        self.assertEqual(found, listed)
        self.assertTrue(all(key for _method, key in surface.JOBS.values()))
        self.env.cr.execute(
            "SELECT indexdef FROM pg_indexes WHERE tablename = 'stakeholder_notice' "
            "AND indexdef LIKE 'CREATE UNIQUE INDEX%(res_model, res_id, kind, date)'"
        )
        self.assertTrue(self.env.cr.fetchone())

    def test_every_role_is_listed(self):
        groups = {
            f"{MODULE}.{name}"
            for name, group in self._of_ours("res.groups").items()
            if group.privilege_id
        }
        listed = {group for group, _way in surface.ROLES.values()}
        self.assertFalse(groups - listed)
        for group in listed:
            self.assertTrue(self.env.ref(group))

    def test_trail_and_denial_are_where_it_says(self):
        Trail = self.env[surface.TRAIL["model"]]
        self.assertTrue(callable(getattr(Trail, surface.TRAIL["check"])))
        model, fname = surface.DENIAL
        for name in self.env[model]._inherited_by():
            self.assertIn(fname, self.env[name]._fields)
            rules = self.env["ir.rule"].search(
                [("model_id.model", "=", name), ("groups", "=", False)]
            )
            self.assertTrue(rules, name)

    # P2: the rules of mail close all models of this module by the start of their name
    def test_rules_of_mail_catch_every_confidential_model(self):
        names = self.env[surface.DENIAL[0]]._inherited_by()
        self.assertFalse(
            [name for name in names if not name.startswith("stakeholder.")]
        )

    # P25: no model that everybody reads for want of a rule
    def test_models_with_identity_or_content_have_a_rule_or_no_access(self):
        for name, entry in surface.MODELS.items():
            model = self.env[name]
            secret = entry["identity"] or entry["content"]
            if not secret or model._abstract or model._original_module != MODULE:
                continue
            access = self.env["ir.model.access"].search(
                [("model_id.model", "=", name), ("perm_read", "=", True)]
            )
            rules = self.env["ir.rule"].search([("model_id.model", "=", name)])
            own = any("_check_access" in vars(one) for one in self._own_parts(name))
            self.assertTrue(rules or own or not access, name)
