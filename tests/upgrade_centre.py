"""A centre at work with the release before, and what must still hold after an update.

Run in ``odoo shell``: ``fill`` by the release before, ``verify`` by the present one.
"""
# pylint: disable=invalid-commit

import json
from datetime import datetime, timedelta
from itertools import cycle

from odoo import models
from odoo.tools import sql

MODULE = "stakeholder_relations"
CASES = 200
TALKS = 150
RESULT = "RESULT"


def ref(env, name):
    return env.ref(f"{MODULE}.{name}")


def tell(found):
    print(RESULT + json.dumps(found, default=str))  # pylint: disable=print-used


def fill(env):
    """The demonstration centre, a few hundred records, papers signed, own settings."""
    _demonstration(env)
    _records(env)
    _papers(env)
    _settings(env)
    env.cr.commit()
    # Twice: what the first run made is what the second one looks at.
    jobs(env)
    jobs(env)
    tell(_broken(env))


def _demonstration(env):
    from odoo.modules import Manifest
    from odoo.tools.convert import convert_file

    for name in Manifest.for_addon(MODULE)["demo"]:
        convert_file(env, MODULE, name, {}, mode="init", noupdate=True)


def _records(env):
    now = datetime.now() - timedelta(hours=1)
    units = env["res.partner"].search([("stakeholder_class", "=", "unit")])
    units = [unit for unit in units if unit.child_ids]
    env["stakeholder.complaint"]._take_in(
        [
            {
                "statement": f"Statement {number}",
                "collection": "oral",
                "party_class": "recipient",
                "received_at": now - timedelta(days=number % 20),
            }
            for number in range(CASES)
        ]
    )
    env["stakeholder.communication"].create(
        [
            {
                "partner_id": unit.id,
                "their_ids": [(6, 0, unit.child_ids[:1].ids)],
                "summary": f"Talk {number}",
                "at": now - timedelta(days=number % 60),
            }
            for number, unit in zip(range(TALKS), cycle(units), strict=False)
        ]
    )


def _papers(env):
    """Scorecards and a monthly sheet signed by those who sign them; seals on all."""
    director = ref(env, "res_users_director")
    today = env["resource.calendar"]._stakeholder_centre_today()
    cards = env["stakeholder.scorecard"].search(
        [("date_to", "<", today), ("state", "=", "draft")], limit=5
    )
    policy = env["stakeholder.policy"].search([("evaluation_needs_action", "=", True)])
    policy.evaluation_needs_action = False
    cards.with_user(director).action_sign()
    sheets = env["stakeholder.communication.sheet"].search([("state", "=", "draft")])
    over = sheets.filtered(lambda sheet: sheet.month < today.replace(day=1))[:3]
    over.with_user(director).action_sign()
    env["stakeholder.trail.seal"]._cron_seal()
    _sign_of_life(env, cards=cards, sheets=over)


def _sign_of_life(env, cards, sheets):
    """The invariants are of something: each kind of paper is there and signed."""
    signed = [("state", "=", "signed")]
    assert cards and all(card.state == "signed" for card in cards), cards
    assert env["stakeholder.communication.sheet"].search(signed), sheets
    for model in ("consent", "rating", "engagement", "agreement", "trail.seal"):
        assert env[f"stakeholder.{model}"].search([], limit=1), model


def _settings(env):
    """What a centre edits in the records that came with the module."""
    cron = ref(env, "ir_cron_stakeholder_notice_notify")
    cron.write({"interval_number": 7, "interval_type": "days", "active": False})
    template = ref(env, "mail_template_complaint_answer")
    template.with_context(lang="zh_CN").subject = "自己的标题"
    rule = ref(env, "stakeholder_consent_rule_company")
    rule.domain_force = "[(1, '=', 1)]"
    option = ref(env, "stakeholder_option_way_in_phone")
    option.with_context(lang="zh_CN").name = "热线"
    env["stakeholder.policy"].search([], limit=1).response_days = 6
    env["stakeholder.retention"].search([], limit=1).months = 7
    env["stakeholder.cadence"].search([], limit=1).note = "Own words"
    sequence = env["ir.sequence"].search([("code", "=", "stakeholder.complaint")])
    sequence.padding = 5


def jobs(env):
    """Every job of the module, as the scheduler would run it."""
    made = env["ir.model.data"].search(
        [("module", "=", MODULE), ("model", "=", "ir.cron")], order="name"
    )
    for cron in env["ir.cron"].browse(made.mapped("res_id")):
        cron.method_direct_trigger()
    env.cr.commit()


def verify(env):
    """What the present release finds broken in what the one before has left.

    The jobs run last: what they make is looked at from outside.
    """
    found = {**_broken(env), "orphans": _orphans(env)}
    jobs(env)
    tell(found)


def _broken(env):
    cases = env["stakeholder.complaint"].search([])
    trail = env["stakeholder.complaint.trail"]
    cards = env["stakeholder.scorecard"].search([("state", "=", "signed")])
    today = env["resource.calendar"]._stakeholder_centre_today()
    return {
        "today": today,
        "trail": trail._verify(cases) + trail._verify_house(),
        "seals": env["stakeholder.trail.seal"]._verify_days(),
        "scorecards": [card.name for card in cards if card.seal != card._fingerprint()],
        "signed": len(cards),
        "stale": _stale(env),
    }


def _stale(env):
    """Our indexes and constraints that are not there as the release has them."""
    found = []
    for name, model in env.items():
        if not name.startswith("stakeholder.") or model._abstract or not model._auto:
            continue
        for one in model._table_objects.values():
            known = one.full_name(model)
            if isinstance(one, models.Constraint):
                there = sql.constraint_definition(env.cr, model._table, known)
            else:
                _definition, there = sql.index_definition(env.cr, known)
            if there != one.get_definition(env.registry):
                found.append(known)
    return sorted(found)


def _orphans(env):
    """Columns of ours that no field stands for any more, and the other way round."""
    found = []
    for model in env.registry.models.values():
        if model._abstract or not model._auto or model._table_query:
            continue
        ours = model._name.startswith("stakeholder.")
        stored = {name for name, one in model._fields.items() if one.column_type}
        stored = {name for name in stored if model._fields[name].store}
        env.cr.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND table_schema = current_schema",
            [model._table],
        )
        columns = {name for (name,) in env.cr.fetchall()}
        odd = columns ^ (stored | {"id"})
        found += [
            f"{model._table}.{name}"
            for name in sorted(odd)
            if ours or name.startswith("stakeholder_")
        ]
    return found
