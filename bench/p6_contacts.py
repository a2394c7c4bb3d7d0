"""P6: what the module costs where it only looks on: contacts, with it and without."""

import client
from filling_contacts import PEOPLE_SHOWN
from harness import Job, Line, fetch_one, verify

NEEDS = ("contacts", "contacts_core")

FORM, FORM_QUERIES = 1.25, 4
LIST, CREATE, WRITE, NAME_SEARCH = 1.1, 1.15, 1.1, 1.05

MODEL = "res.partner"
FORM_VIEW, LIST_VIEW = "base.view_partner_form", "base.view_partner_tree"
LOGIN = "bench_worker"
OURS, CORE = "contacts", "contacts_core"

OPENED = "SELECT id FROM res_partner WHERE ref = 'bench'"
CREATED, WRITTEN, FOUND = 1000, 500, 8


def open_form(kind):
    """An organisation with people; with the module a unit with agreements."""

    def prepare(env):
        arch = client.arch_of(env, MODEL, "form", FORM_VIEW)
        return fetch_one(env, OPENED), client.specification(env, MODEL, arch)

    def work(env, prepared):
        id_, spec = prepared
        return client.open_form(env[MODEL].browse(id_), spec)

    def check(env, prepared, result):
        [values] = result
        verify("contact opened", values["id"], prepared[0])
        verify("people of the contact", len(values["child_ids"]), PEOPLE_SHOWN)

    return Job(work, prepare, check=check, login=LOGIN, kind=kind)


def open_page(kind):
    """The first page of all contacts."""

    def prepare(env):
        return client.specification(
            env, MODEL, client.arch_of(env, MODEL, "list", LIST_VIEW)
        )

    def work(env, spec):
        return client.open_list(env[MODEL], spec, [])

    def check(env, _spec, result):
        query = (
            "SELECT id FROM res_partner WHERE active ORDER BY complete_name, id DESC"
        )
        first = fetch_one(env, f"{query} LIMIT 1")
        verify("first of the page", result["records"][0]["id"], first)

    return Job(work, prepare, check=check, login=LOGIN, kind=kind)


def create(kind, count=CREATED):
    def work(env, _prepared):
        return env[MODEL].create(
            [
                {"name": f"新 {number}", "email": f"new{number}@home.example"}
                for number in range(count)
            ]
        )

    def check(env, _prepared, created):
        stored = "SELECT count(*) FROM res_partner WHERE id = ANY(%s)"
        verify("contacts created", fetch_one(env, stored, created.ids), count)

    return Job(work, check=check, login=LOGIN, kind=kind)


def write(kind):
    """Name and address of many at once: what names and addresses follow too."""

    def prepare(env):
        return env[MODEL].search([("is_company", "=", True)], limit=WRITTEN).ids

    def work(env, ids):
        env[MODEL].browse(ids).write(
            {"city": "深圳", "street": "红荔路", "function": "-"}
        )

    def check(env, ids, _result):
        moved = "SELECT count(*) FROM res_partner WHERE city = '深圳' AND id = ANY(%s)"
        verify("contacts written", fetch_one(env, moved, ids), len(ids))

    return Job(work, prepare, check=check, login=LOGIN, kind=kind)


def name_search(kind):
    def work(env, _prepared):
        return env[MODEL].name_search("单位0123", limit=FOUND)

    def check(env, _prepared, found):
        verify("names found", len(found), FOUND)

    return Job(work, check=check, login=LOGIN, kind=kind)


WORKLOADS = (
    # (name, what is done, how often, target, queries that may be added)
    ("p6 contact form", open_form, 31, FORM, FORM_QUERIES),
    ("p6 contact list", open_page, 31, LIST, None),
    ("p6 create contacts", create, 5, CREATE, None),
    ("p6 create a contact", lambda kind: create(kind, 1), 31, CREATE, None),
    ("p6 write contacts", write, 5, WRITE, None),
    ("p6 name search", name_search, 31, NAME_SEARCH, 0),
)


def run(bench):
    size = bench.sizes(OURS)[0]
    for name, job, repeat, target, added in WORKLOADS:
        value, floor = bench.measure(job(OURS), job(CORE), repeat=repeat)
        gate = None if added is None else value.queries <= floor.queries + added
        yield Line(name, size, value, floor, target, gate)
