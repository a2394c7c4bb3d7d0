"""What the web client of Odoo 19 asks the server for, read from a view as it does.

The specification of the fields follows ``getFieldsSpec`` and the parsers of the
client (``relational_model/utils.js``, ``fields/field.js``), and the calls those that
open a board, a list or a form.
"""

from ast import literal_eval

from lxml import etree

# As many cards a column, rows a page and lines of a table the client reads at first.
PAGE = 80
SUBLIST = 40
COUNTED_UP_TO = 10_001

# Further fields that a widget reads beside its own.
BESIDE = {
    "image": ("write_date",),
    "contact_image": ("write_date",),
    "signature": ("write_date",),
    "activity_exception": ("activity_exception_icon",),
    "statusbar_duration": ("duration_tracking",),
    "kanban_activity": (
        "activity_exception_decoration",
        "activity_exception_icon",
        "activity_state",
        "activity_summary",
        "activity_type_icon",
        "activity_type_id",
    ),
}
BESIDE["list_activity"] = BESIDE["kanban_activity"]
BESIDE["stakeholder_board_activity"] = BESIDE["kanban_activity"][2:]

# Widgets that read these of every linked record; all others show a table of theirs.
LABELS = {
    "many2many_tags": ("display_name",),
    "many2many_tags_avatar": ("display_name",),
    "many2many_avatar_user": ("display_name",),
    "many2many_tags_email": ("display_name", "email"),
    "many2many_binary": ("name", "mimetype"),
}
NO_TABLE = {
    "kanban_activity",
    "list_activity",
    "many2many_checkboxes",
    "stakeholder_board_activity",
}

ALWAYS = ("1", "True")
# The column sums of a board come from these types.
SUMMED = ("integer", "float", "monetary", "boolean")


def arch_of(env, model, kind, xmlid=None):
    """The view of the kind for this user, without what their groups may not see."""
    view_id = env.ref(xmlid).id if xmlid else False
    views = env[model].get_views([(view_id, kind)])["views"]
    return etree.fromstring(views[kind]["arch"])


def specification(env, model, arch):
    """{field: what is read of it} for one view."""
    nodes = {}
    for node in arch.iter("field"):
        above = next(node.iterancestors("field", "groupby"), None)
        if above is None or above in arch.iterancestors():
            nodes.setdefault(node.get("name"), []).append(node)
    spec = {}
    for name, found in nodes.items():
        spec[name] = of_field(env, env[model]._fields[name], found, arch.tag)
        for node in found:
            for other in BESIDE.get(node.get("widget"), ()):
                if other in env[model]._fields and other not in nodes:
                    spec.setdefault(other, plain(env[model]._fields[other]))
    return spec


def plain(field):
    return {"fields": {"display_name": {}}} if field.type == "many2one" else {}


def of_field(env, field, nodes, tag):
    """``nodes``: everywhere in the view that the field stands."""
    shown = [node for node in nodes if not is_hidden(node)]
    if field.type in ("many2one", "reference"):
        return plain(field) if shown else {"fields": {}}
    if field.type in ("one2many", "many2many") and shown:
        spec = {"fields": {}}
        for node in shown:
            of_links(env, field, node, tag, spec)
        return spec
    return {}


def of_links(env, field, node, tag, spec):
    """Add to ``spec`` what one place in the view shows of linked records."""
    widget = node.get("widget")
    if not widget and field.type == "many2many" and tag == "kanban":
        widget = "many2many_tags"
    if widget in LABELS or widget in NO_TABLE:
        names = [*LABELS.get(widget, ())]
        color = literal_eval(node.get("options", "{}")).get("color_field")
        names += [color] if color else []
        spec["fields"].update(dict.fromkeys(names, {}))
        return
    if tag != "form":
        return
    views = {child.tag: child for child in node}
    table = views.get("list", views.get("kanban"))
    if node.get("mode") == "kanban" and "kanban" in views:
        table = views["kanban"]
    if table is None:
        table = arch_of(env, field.comodel_name, "list")
    # The dialog of a line is read with its table, its own links by number only.
    for view in (views.get("form"), table):
        if view is not None:
            own = specification(env, field.comodel_name, view)
            is_dialog = view is views.get("form")
            spec["fields"].update(by_number(own) if is_dialog else own)
    spec["limit"] = int(table.get("limit", SUBLIST))
    if order := table.get("default_order"):
        spec["order"] = order


def by_number(spec):
    return {
        name: {"fields": {}} if "display_name" in own.get("fields", ()) else {}
        for name, own in spec.items()
    }


def opening_domain(env, xmlid):
    """(model, domain) that a menu's action opens with, its filters included."""
    from odoo.fields import Domain
    from odoo.tools.safe_eval import safe_eval

    action = env.ref(xmlid).sudo()
    known = {"uid": env.uid}
    domain = Domain(safe_eval(action.domain or "[]", known))
    context = safe_eval(action.context or "{}", known)
    search = arch_of(env, action.res_model, "search")
    for name, value in context.items():
        for node in search.iter("filter"):
            if value and name == f"search_default_{node.get('name')}":
                domain &= Domain(safe_eval(node.get("domain", "[]"), known))
    return action.res_model, domain


def is_hidden(node):
    return any(node.get(name) in ALWAYS for name in ("invisible", "column_invisible"))


class Board:
    """A grouped board as the client opens it: its columns and cards, then its bar."""

    def __init__(self, env, model, xmlid=None):
        arch = arch_of(env, model, "kanban", xmlid)
        self.model = model
        self.group_by = arch.get("default_group_by")
        self.order = arch.get("default_order")
        self.limit = int(arch.get("limit", PAGE))
        self.spec = specification(env, model, arch)
        self.bar = arch.find("progressbar")
        self.sums = []
        sum_field = self.bar is not None and self.bar.get("sum_field")
        if sum_field and env[model]._fields[sum_field].type in SUMMED:
            field = env[model]._fields[sum_field]
            self.sums = [f"{sum_field}:{field.aggregator}"]
            if field.type == "monetary":
                currency = field.get_currency_field(env[model])
                self.sums += [f"{currency}:array_agg_distinct"]
                self.sums += [f"{sum_field}:sum_currency"]

    def open(self, records, domain):
        """The groups with their cards; ``records`` carries user and context."""
        result = records.with_context(read_group_expand=True).web_read_group(
            domain,
            [self.group_by],
            self.sums,
            order=self.order,
            auto_unfold=True,
            opening_info=[],
            unfold_read_specification=self.spec,
            unfold_read_default_limit=self.limit,
            groupby_read_specification={},
        )
        if self.bar is not None:
            # A request of its own: it finds nothing read before.
            records.env.invalidate_all()
            bar = {"field": self.bar.get("field")}
            bar["colors"] = literal_eval(self.bar.get("colors"))
            records.read_progress_bar(domain, self.group_by, bar)
        return result["groups"]


def open_list(records, spec, domain, order=None):
    """A page of a list, with the number of all its rows."""
    return records.with_context(bin_size=True).web_search_read(
        domain, spec, limit=PAGE, order=order, count_limit=COUNTED_UP_TO
    )


def open_form(record, spec):
    return record.with_context(bin_size=True).web_read(spec)
