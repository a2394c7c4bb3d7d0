from contextlib import suppress

from lxml import etree

from odoo.exceptions import AccessError, RedirectWarning, UserError
from odoo.fields import Domain
from odoo.tests import Form
from odoo.tools.safe_eval import safe_eval

VIEWS = ("form", "list")


class Undo(Exception):
    """What was tried is taken back."""


class View:
    """A view as a user gets it: its fields, and its buttons that do something."""

    def __init__(self, model, kind):
        self.model = model
        self.arch = etree.fromstring(model.get_view(view_type=kind)["arch"])
        own = [node for node in self.arch.iter("field") if is_own(node)]
        names = dict.fromkeys(node.get("name") for node in own)
        self.names = [name for name in names if name in model._fields]

    def values(self, record):
        """What the client knows of ``record`` when it hides and shows."""
        [values] = record.read(self.names, load=None)
        return values | {
            "uid": record.env.uid,
            "context": dict(record.env.context),
            "current_date": str(today(record)),
            **{
                name: value and str(value)
                for name, value in values.items()
                if self.model._fields[name].type in ("date", "datetime")
            },
        }

    def buttons(self, values):
        """Those that ``values`` do not hide; of a list those in its rows."""
        return [
            node
            for node in self.arch.iter("button")
            if node.get("type") == "object"
            and is_own(node)
            and not (self.arch.tag == "list" and node.getparent().tag == "header")
            and not any(is_hidden(one, values) for one in around(node))
        ]


def today(record):
    return record.env["resource.calendar"]._stakeholder_centre_today()


def around(node):
    return [node, *node.iterancestors()]


def is_own(node):
    """Not of a view that a field brings along for its lines."""
    return not any(one.tag == "field" for one in node.iterancestors())


def is_hidden(node, values):
    shown_if = node.get("invisible") or node.get("column_invisible")
    return bool(shown_if and safe_eval(shown_if, dict(values)))


def press(record, button, values):
    """What pressing ``button`` opens, taken back; None where it is told what to do.

    Raises AccessError where it was shown and is refused.
    """
    context = safe_eval(button.get("context") or "{}", dict(values))
    own = record.with_context(**context)
    try:
        with suppress(Undo), record.env.cr.savepoint():
            open_window(record.env, getattr(own, button.get("name"))())
            raise Undo
    except RedirectWarning as warning:
        open_window(record.env, warning.args[1])
    except UserError as told:
        if isinstance(told, AccessError):
            raise


def open_window(env, action):
    """Open it as the client does, with defaults and onchanges."""
    if not isinstance(action, dict) or action["type"] != "ir.actions.act_window":
        return
    views = action.get("views") or [
        (False, kind) for kind in action.get("view_mode", "form").split(",")
    ]
    known = {**env.context, "uid": env.uid, "context_today": env.cr.now}
    own = env[action["res_model"]].with_context(
        **typed(action.get("context"), known, {})
    )
    view, kind = views[0]
    if kind == "form":
        Form(own.browse(action.get("res_id") or ()), view=view or None)
    else:
        domain = Domain(typed(action.get("domain"), known, []))
        own.search(domain, limit=3).read(["display_name"])


def typed(value, known, empty):
    """A value of an action, which may be written as an expression."""
    return safe_eval(value, dict(known)) if isinstance(value, str) else value or empty
