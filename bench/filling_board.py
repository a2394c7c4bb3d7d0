"""The data of the board: complaints in every state, with teams and people shut out.

A tenth is open, spread over the four open states. One officer is on the team of each
case of two handlers, which is a tenth of all, and handles none; another has few.
"""

from datetime import timedelta

from filling import (
    OPEN_RECEIVED,
    OPEN_SHARE,
    clone_complaint,
    closed_original,
    forget_said,
    take_in,
)
from filling_users import HANDLERS, make_user, make_users, name_deciders
from harness import MODULE, clock

OPEN_STATES = ("new", "acknowledged", "answered", "pending")
# A handler in ten: as many cases as these have, the officer is on the team of.
SUPPORTED = HANDLERS // 10
FEW = 20
OFFICER = f"{MODULE}.stakeholder_group_officer"

JOIN_TEAM = """
    INSERT INTO {relation} (stakeholder_complaint_id, res_users_id)
    SELECT c.id, %(officer)s FROM stakeholder_complaint c
     WHERE c.user_id = ANY(%(supported)s)
"""
JOIN_FEW = """
    INSERT INTO {relation} (stakeholder_complaint_id, res_users_id)
    SELECT c.id, %(newcomer)s FROM stakeholder_complaint c
     WHERE c.user_id != ALL(%(supported)s)
     ORDER BY md5(c.id::text) LIMIT %(few)s
"""
# One case in a hundred has people shut out of it, one in a thousand the director.
SHUT_OUT = """
    INSERT INTO stakeholder_complaint_denied_rel
        (stakeholder_complaint_id, res_users_id)
    SELECT c.id, unnest(%(shut_out)s) FROM stakeholder_complaint c
     WHERE mod(c.id, 100) = 0 AND c.user_id != ALL(%(shut_out)s)
     UNION
    SELECT c.id, %(director)s FROM stakeholder_complaint c WHERE mod(c.id, 1000) = 1
"""


def fill(name, size):
    """Lay out ``size`` complaints in the database ``name``."""
    from odoo import api
    from odoo.modules.registry import Registry

    with Registry(name).cursor() as cr, clock():
        env = api.Environment(cr, 1, {"tracking_disable": True})
        users = make_users(env)
        name_deciders(env, users)
        make_complaints(env, users, size)
        for login in ("team", "newcomer"):
            users[login] = make_user(env, login, OFFICER)
        env.flush_all()
        make_teams(cr, users)


def make_complaints(env, users, size):
    handlers = [users[f"handler{number}"].id for number in range(HANDLERS)]
    opened = size // OPEN_SHARE
    originals = [(closed_original(env, users), size - opened)]
    for number, state in enumerate(OPEN_STATES):
        original = take_in(env, users, OPEN_RECEIVED[number])
        advance(original, users, state)
        originals.append((original, opened // len(OPEN_STATES)))
    forget_said(env)
    for original, count in originals:
        clone_complaint(env.cr, original, count - 1, handlers)


def advance(complaint, users, state):
    """Bring a new complaint to ``state`` by the steps of its course."""
    handler = complaint.sudo(False).with_user(users["handler0"])
    director = complaint.sudo(False).with_user(users["director"])
    day = complaint.date_received
    with clock():
        if state != "new":
            handler._acknowledge(day, "已收到。")
        if state in ("answered", "pending"):
            handler._answer(day, "正在处理。", settled=False)
        if state == "pending":
            director._give_notice(day, "另行告知结果。", day + timedelta(days=30))


def make_teams(cr, users):
    handlers = [users[f"handler{number}"].id for number in range(HANDLERS)]
    values = {
        "officer": users["team"].id,
        "newcomer": users["newcomer"].id,
        "director": users["director"].id,
        "supported": handlers[:SUPPORTED],
        "shut_out": handlers[SUPPORTED : SUPPORTED + 3],
        "few": FEW,
    }
    for relation in (
        "stakeholder_complaint_team_rel",
        "stakeholder_complaint_reader_rel",
    ):
        cr.execute(JOIN_TEAM.format(relation=relation), values)
        cr.execute(JOIN_FEW.format(relation=relation), values)
    cr.execute(SHUT_OUT, values)
