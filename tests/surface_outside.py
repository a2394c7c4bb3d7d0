"""What stands open to people outside, what is kept of it and for how long."""

from .surface_terms import BASIC, CHECKED, CONFIDENTIAL, OPENS, OWN, PRINTS, model

GATE = "for those inside and the mail server; as a mail that comes in, acts for nobody"

OUTSIDE = {
    "mail.thread": model(safe={GATE: "message_process", BASIC: "message_post"}),
    "ir.module.module": model(safe={BASIC: "button_uninstall module_uninstall"}),
    "report.stakeholder_relations.report_poster": model(),
    "report.stakeholder_relations.report_review": model(),
    "stakeholder.complaint.told": model(
        content="complaint_id text", neutral="kind date"
    ),
    "stakeholder.erasure": model(
        content="complaint_id", neutral="part", safe={OWN: "action_confirm"}
    ),
    "stakeholder.intake": model(
        identity="user_id sender raw",
        content="complaint_id content subject text denied_ids",
        neutral=(
            "company_id door state reason received_at digest content_digest code_hash "
            "raw_name is_told"
        ),
        safe={
            BASIC: "create",
            CHECKED: "action_take_in action_set_aside action_add",
            CONFIDENTIAL: "message_subscribe",
        },
    ),
    "stakeholder.intake.add": model(
        content="intake_id complaint_id", safe={OWN: "action_confirm"}
    ),
    "stakeholder.legal.hold": model(
        content="complaint_id reason", neutral="date_from date_to"
    ),
    "stakeholder.retention": model(neutral="data_class months company_id"),
    "stakeholder.review": model(neutral="year", safe={PRINTS: "action_print"}),
    "stakeholder.consent": model(
        identity="recipient_id guardian for_whom",
        content="complaint_id withdrawn_reason",
        neutral=(
            "company_id purpose is_separate given_by way given_at text_id text user_id "
            "withdrawn_at withdrawn_by_id"
        ),
        safe={
            BASIC: "create write default_get",
            CHECKED: "action_withdraw",
            OPENS: "action_record",
        },
    ),
    "stakeholder.consent.gate": model(),
    "stakeholder.consent.text": model(neutral="policy_id text digest"),
    "base": model(safe={BASIC: "create write"}),
    "stakeholder.party.erasure": model(
        identity="partner_id", neutral="part", safe={OWN: "action_confirm"}
    ),
    "stakeholder.trail.salt": model(neutral="complaint_id salt"),
    "stakeholder.throttle": model(neutral="source kind at"),
    "stakeholder.throttle.salt": model(neutral="date salt"),
}

# route: (method, auth, parameters); of what is sent a fixed list of fields is read
OUTSIDE_ROUTES = {
    "/opinion": ("GET,POST", "public", "_ignored sent"),
    "/opinion/receipt": ("GET,POST", "public", "_ignored sent"),
    "/opinion/receipt/reply": ("POST", "public", "sent"),
    "/opinion/receipt/content": ("POST", "public", "sent"),
    "/opinion/receipt/withdraw": ("POST", "public", "sent"),
    "/opinion/privacy": ("GET", "public", "_ignored"),
    "/my/opinions": ("GET", "user", "_ignored"),
    "/my/opinions/new": ("GET,POST", "user", "_ignored sent"),
    "/my/opinions/<int:intake_id>": ("GET", "user", "_ignored intake_id"),
    "/my/opinions/<int:intake_id>/reply": ("POST", "user", "intake_id sent"),
    "/my/opinions/<int:intake_id>/content": ("POST", "user", "intake_id sent"),
    "/my/opinions/<int:intake_id>/withdraw": ("POST", "user", "intake_id sent"),
}

OUTSIDE_JOBS = {
    "ir_cron_stakeholder_intake_hand_over": (
        "stakeholder.intake._cron_hand_over",
        "the row's state changes with the complaint it becomes; unique digest before",
    ),
    "ir_cron_stakeholder_retention_purge": (
        "stakeholder.retention._cron_purge",
        "`erased_…` on the trail; says nothing to anybody",
    ),
}
