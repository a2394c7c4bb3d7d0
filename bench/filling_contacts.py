"""Contacts: the same ones in a database with the module and in one without it.

Three in ten are organisations, most with two people; all are made from three that the
ORM wrote. Where the module is, one organisation in fifteen is a unit with agreements.
"""

from datetime import date

from filling import clone
from filling_owed import lay_out
from filling_users import make_user
from harness import MODULE, fetch, fetch_one

ORGANISATIONS = 0.3
PEOPLE_EACH = 2
UNITS = 15
PEOPLE_SHOWN = 5

WORKER = f"{MODULE}.stakeholder_group_worker"
MANAGER = "base.group_partner_manager"


def fill(name, size):
    """Lay out ``size`` contacts in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr:
        env = api.Environment(cr, 1, {"tracking_disable": True})
        ours = "stakeholder.agreement" in env
        make_user(env, "worker", WORKER if ours else MANAGER)
        organisation, person, single = make_originals(env)
        organisations = int(size * ORGANISATIONS)
        people = organisations * PEOPLE_EACH
        first = clone_organisations(cr, organisation, organisations)
        clone_people(cr, person, people, first, organisations)
        clone_singles(cr, single, size - organisations - people)
        cr.execute("SELECT setval('res_partner_id_seq', max(id)) FROM res_partner")
        if ours:
            for lay_out in LAID_OUT:
                lay_out(env, organisation, first, organisations)


def make_originals(env):
    """The organisation that the benchmarks open, one of its people, and a person."""
    Partner = env["res.partner"]
    address = {"street": "鸿福路 1 号", "city": "东莞", "phone": "0769 1234 5678"}
    organisation = Partner.create(
        {"name": "东城街道办事处", "is_company": True, "ref": "bench", **address}
    )
    people = Partner.create(
        [
            {
                "name": f"张{number}",
                "parent_id": organisation.id,
                "function": "联络员",
                "email": f"zhang{number}@unit.example",
            }
            for number in range(PEOPLE_SHOWN)
        ]
    )
    single = Partner.create({"name": "李四", "email": "li@home.example", **address})
    env.flush_all()
    return organisation, people[0], single


def next_id(cr):
    cr.execute("SELECT max(id) FROM res_partner")
    return cr.fetchone()[0] + 1


def clone_organisations(cr, original, count):
    """Returns the number of the first one; they follow each other."""
    first = next_id(cr)
    own = f"({first} - 1 + n.n)"
    name = "'单位' || lpad(n.n::text, 6, '0')"
    changes = {"id": own, "commercial_partner_id": own, "ref": "NULL"}
    changes |= {"name": name, "complete_name": name}
    clone(cr, "res_partner", f"o.id = {original.id}", count, changes)
    return first


def clone_people(cr, original, count, first, organisations):
    parent = f"({first} + mod(n.n, {organisations}))"
    number = f"lpad((1 + mod(n.n, {organisations}))::text, 6, '0')"
    name = "'王' || n.n"
    changes = {
        "id": f"({next_id(cr)} - 1 + n.n)",
        "parent_id": parent,
        "commercial_partner_id": parent,
        "name": name,
        "complete_name": f"'单位' || {number} || ', ' || {name}",
    }
    clone(cr, "res_partner", f"o.id = {original.id}", count, changes)


def clone_singles(cr, original, count):
    own = f"({next_id(cr)} - 1 + n.n)"
    name = "'陈' || n.n"
    changes = {"id": own, "commercial_partner_id": own}
    changes |= {"name": name, "complete_name": name}
    clone(cr, "res_partner", f"o.id = {original.id}", count, changes)


# ------------------------------------------------------------
# WHAT THE MODULE KEEPS ABOUT CONTACTS
# ------------------------------------------------------------


def lay_out_units(env, organisation, first, count):
    """Units with their agreements, the opened one among them."""
    organisation.stakeholder_class = "unit"
    env["stakeholder.agreement"].create(
        [
            {
                "name": f"居家养老服务 {year}",
                "partner_id": organisation.id,
                "date_start": date(year, 1, 1),
                "date_end": date(year, 12, 31),
                "state": "signed",
                "date_signed": date(year - 1, 12, 1),
            }
            for year in (2025, 2026)
        ]
    )
    env.flush_all()
    env.cr.execute(
        "UPDATE res_partner u SET stakeholder_class = o.stakeholder_class,"
        " stakeholder_status_group = o.stakeholder_status_group"
        " FROM res_partner o WHERE o.id = %s AND u.id >= %s AND u.id < %s"
        " AND mod(u.id, %s) = 0",
        [organisation.id, first, first + count, UNITS],
    )
    partner = f"({first - first % UNITS + UNITS} + {UNITS} * (n.n - 1))"
    changes = {"id": "nextval('stakeholder_agreement_id_seq')", "partner_id": partner}
    where = f"o.partner_id = {organisation.id}"
    clone(env.cr, "stakeholder_agreement", where, count // UNITS - 1, changes)


def lay_out_communications(env, organisation, first, count):
    """Ten contacts on record for each that is kept, with the units."""
    units = fetch(
        env,
        "SELECT partner_id FROM stakeholder_agreement GROUP BY partner_id ORDER BY 1",
    )
    contacts = fetch_one(env, "SELECT count(*) FROM res_partner")
    worker = env["res.users"].search([("login", "=", "bench_worker")])
    lay_out(env, [id_ for (id_,) in units], worker, 10 * contacts)


# Each lays out one thing: (env, organisation that is opened, first of the others,
# how many). What else the form of a contact counts joins here.
LAID_OUT = (lay_out_units, lay_out_communications)
