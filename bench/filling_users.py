"""The people of the benchmarks."""

from harness import MODULE

HANDLERS = 20


def make_users(env):
    """Log-ins "clerk" (no role), "director", "council", "admin", "handler0" …"""
    roles = {name: name for name in ("director", "council", "admin")}
    roles |= {f"handler{number}": "officer" for number in range(HANDLERS)}
    group = f"{MODULE}.stakeholder_group_"
    users = {name: make_user(env, name, group + role) for name, role in roles.items()}
    return {"clerk": make_user(env, "clerk"), **users}


def make_user(env, login, group=""):
    """An internal user, with one further group."""
    groups = env.ref("base.group_user")
    if group:
        groups |= env.ref(group)
    quiet = env["res.users"].with_context(no_reset_password=True)
    company = env.ref("base.main_company")
    user = quiet.create(
        {
            "login": f"bench_{login}",
            "name": f"Bench {login}",
            "email": f"{login}@bench.example",
            "tz": "Asia/Shanghai",
            "company_id": company.id,
            "company_ids": [(6, 0, company.ids)],
            "group_ids": [(6, 0, groups.ids)],
        }
    )
    # Only refused within create: whether a log-in is shared is computed later.
    user.notification_type = "inbox"
    return user


def name_deciders(env, users):
    env.ref(f"{MODULE}.stakeholder_policy_2018").write(
        {
            "director_user_id": users["director"].id,
            "council_user_id": users["council"].id,
        }
    )
