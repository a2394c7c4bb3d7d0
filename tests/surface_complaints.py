"""Complaints, actions and what watches over both."""

from .surface_terms import (
    BASIC,
    CHECKED,
    CONFIDENTIAL,
    OPENS,
    OWN,
    PRINTS,
    READS,
    model,
)

COMPLAINTS = {
    "hr.department": model(
        neutral="stakeholder_is_own",
        safe={
            BASIC: "write",
        },
    ),
    "hr.employee": model(
        identity="stakeholder_former_contact_ids",
        safe={
            BASIC: "create write",
        },
    ),
    "ir.attachment": model(
        safe={
            BASIC: "create unlink write",
        },
    ),
    "mail.activity": model(
        neutral="stakeholder_is_contact",
        safe={
            BASIC: "create write",
            OPENS: "action_stakeholder_record",
        },
    ),
    "mail.message": model(
        safe={
            BASIC: "unlink write",
        },
    ),
    "report.stakeholder_relations.report_complaint": model(),
    "res.groups": model(
        safe={
            BASIC: "write",
        },
    ),
    "res.users": model(
        identity="stakeholder_former_contact_ids",
        content="stakeholder_is_rated",
        neutral="stakeholder_has_left",
        safe={
            BASIC: "create write",
        },
    ),
    "stakeholder.action": model(
        content=(
            "reader_ids denied_ids name partner_id complaint_id result drop_reason "
            "check_note communication_id goal_id engagement_id sheet_id "
            "ticked_in_ids scorecard_line_id"
        ),
        neutral=(
            "date_noticed date_next_notice kind state user_id author_id company_id "
            "date_due date_done done_by_id date_check checker_id date_checked "
            "check_result may_settle may_steer urgency"
        ),
        safe={
            CHECKED: "action_done action_drop action_failed action_worked",
            OPENS: "action_open_filing",
            BASIC: "create onchange write",
            CONFIDENTIAL: "message_notify message_post message_subscribe",
        },
    ),
    "stakeholder.complaint": model(
        identity="identity_ids",
        content=(
            "reader_ids denied_ids nature party_class user_id team_ids topic "
            "subject_id statement acknowledgement reply reaction needs_follow_up "
            "outcome director_opinion signed_by_id is_confidential respondent_ids "
            "withheld_ids place_id alleges_harm step_ids finding cause_id lesson "
            "action_ids recurrence_of_id round_ids origin_id continuation_ids "
            "related_ids related_from_ids merged_into_id duplicate_ids "
            "is_personnel team_reason told_ids"
        ),
        neutral=(
            "date_noticed date_next_notice name state company_id policy_id "
            "form_type date_form way_in_id collection is_anonymous received_at "
            "handed_over_at date_statement date_acknowledged date_closed trail_seq "
            "trail_head trail_ids may_decide response_days result_days "
            "result_basis warning_days date_received is_handover_late "
            "date_response_warning date_response_due date_answered "
            "date_response_done date_result_warning date_result_due "
            "date_result_first date_handled date_handled_first is_provisional "
            "date_due remaining_days remaining_label urgency handover_hours "
            "response_outcome response_late_days result_outcome result_late_days "
            "is_ended clock_bars round_number date_notice date_named edit_version"
        ),
        safe={
            OPENS: (
                "action_acknowledge action_add_improvement action_answer "
                "action_continue action_dissatisfied action_erase "
                "action_explain_response "
                "action_explain_result action_give_name action_lift_confidentiality "
                "action_merge action_not_handled action_open_identity action_reopen "
                "action_report_result action_set_result_date"
            ),
            CHECKED: "action_close action_recognise action_satisfied",
            PRINTS: "action_print_form",
            BASIC: "copy_data create onchange write",
            CONFIDENTIAL: "message_notify message_post message_subscribe",
        },
    ),
    "stakeholder.complaint.addendum": model(
        content="receipt_id text",
        safe={
            OWN: "action_hand_over",
        },
    ),
    "stakeholder.complaint.identity": model(
        identity="complaint_id name contact email",
    ),
    "stakeholder.complaint.identity.wizard": model(
        identity="complainant_name complainant_contact",
        content="complaint_id reason",
        neutral="is_open",
        safe={
            OWN: "action_open",
            BASIC: "create write",
        },
    ),
    "stakeholder.complaint.intake": model(
        identity="complainant_name complainant_contact",
        content=(
            "nature party_class topic subject_id statement is_confidential "
            "respondent_ids withheld_ids place_id alleges_harm origin_id "
            "attachment_ids"
        ),
        neutral="form_type date_form way_in_id collection received_at date_statement",
        safe={
            OWN: "action_hand_over",
        },
    ),
    "stakeholder.complaint.letter": model(
        content="complaint_id text jargon",
        neutral="kind channel date is_settled date_result_due",
        safe={
            OWN: "action_confirm",
        },
    ),
    "stakeholder.complaint.receipt": model(
        content="complaint_id addendum own_addendum",
        neutral=(
            "name user_id handed_over_at date_response_due state viewer_ids is_own"
        ),
        safe={
            OPENS: "action_add",
        },
    ),
    "stakeholder.complaint.round": model(
        content="complaint_id reason words reaction director_opinion signed_by_id",
        neutral=(
            "number date date_result_due date_result_first date_handled "
            "result_late_days date_closed"
        ),
    ),
    "stakeholder.complaint.step": model(
        content="complaint_id user_id note",
        neutral="date",
        safe={
            BASIC: "create write",
        },
    ),
    "stakeholder.complaint.trail": model(
        neutral=(
            "complaint_id number seq event event_label at actor_id actor_login "
            "actor_label data previous digest"
        ),
        safe={
            READS: "action_verify",
            BASIC: "write",
        },
    ),
    "stakeholder.complaint.turn": model(
        identity="complainant_name complainant_contact",
        content="complaint_id words main_id alleges_harm",
        neutral="kind date personnel_definition",
        safe={
            OWN: "action_confirm",
        },
    ),
    "stakeholder.confidential.mixin": model(
        content="reader_ids denied_ids",
        safe={
            BASIC: "create onchange",
            CONFIDENTIAL: "message_notify message_post message_subscribe",
        },
    ),
    "stakeholder.delegation": model(
        neutral="company_id user_id deputy_id date_from date_to is_applied",
        safe={
            CHECKED: "action_end",
            BASIC: "create write",
        },
    ),
    "stakeholder.urgency.mixin": model(neutral="urgency"),
    "stakeholder.duty.mixin": model(
        neutral="date_noticed date_next_notice",
    ),
    "stakeholder.version.mixin": model(),
    "stakeholder.notice": model(
        neutral="res_model res_id kind date",
    ),
    "stakeholder.notice.failure": model(
        neutral="res_model res_id count date_retry",
        safe={
            CONFIDENTIAL: "action_retry",
        },
    ),
    "stakeholder.trail.seal": model(
        neutral="complaint_id head_seq head_digest reason at",
        safe={
            BASIC: "write",
        },
    ),
}
