from odoo import SUPERUSER_ID, api

PLAN = "stakeholder_relations.mail_activity_plan_joint"
WORDS = {
    PLAN: ("name", "Joint Building", "合作共建"),
    f"{PLAN}_proposal": ("summary", "Propose joint building", "提供合作方案"),
    f"{PLAN}_negotiation": (
        "summary",
        "Negotiate the cooperation",
        "就合作内容、形式等进行磋商",
    ),
    f"{PLAN}_agreement": (
        "summary",
        "Record the agreement, oral or in writing",
        "登记达成的合作（口头或书面）",
    ),
}


def migrate(cr, version):
    """The steps of joint building are in Chinese, for core translates no plan.

    A centre's own wording stays as it is.
    """
    env = api.Environment(cr, SUPERUSER_ID, {})
    for xmlid, (field, before, now) in WORDS.items():
        record = env.ref(xmlid, raise_if_not_found=False)
        if record and record[field] == before:
            record[field] = now
