"""Parties, agreements, recipients, calendar, terms and lists."""

from .surface_terms import BASIC, CHECKED, OPENS, OWN, model

PARTIES = {
    "res.config.settings": model(
        neutral=(
            "stakeholder_policy_id stakeholder_director_user_id "
            "stakeholder_council_user_id stakeholder_calendar_id "
            "stakeholder_response_days stakeholder_result_days "
            "stakeholder_result_basis stakeholder_warning_days stakeholder_phone "
            "stakeholder_street stakeholder_zip stakeholder_email "
            "stakeholder_wechat stakeholder_announced_until"
        ),
        safe={
            CHECKED: "get_values set_values",
            OPENS: "stakeholder_open_policies stakeholder_open_years",
        },
    ),
    "res.company": model(neutral="stakeholder_look stakeholder_unasked"),
    "res.partner": model(
        content=(
            "stakeholder_referral_by stakeholder_care_note "
            "stakeholder_complaint_count stakeholder_communication_count "
            "stakeholder_engagement_ids stakeholder_engagement_count "
            "stakeholder_stage stakeholder_rating_count stakeholder_recognition_count "
            "stakeholder_date_communicated stakeholder_scorecard_count "
            "stakeholder_rating_gap"
        ),
        neutral=(
            "stakeholder_class stakeholder_party_class stakeholder_is_staff "
            "stakeholder_user_id stakeholder_source stakeholder_referral_type "
            "stakeholder_gives_people stakeholder_gives_goods "
            "stakeholder_gives_money stakeholder_gives_technology "
            "stakeholder_status stakeholder_status_group stakeholder_status_label "
            "stakeholder_in_force "
            "stakeholder_prospect stakeholder_date_prospect "
            "stakeholder_agreement_ids stakeholder_agreement_count "
            "stakeholder_level stakeholder_tier stakeholder_date_verified "
            "stakeholder_is_verified stakeholder_is_party "
            "stakeholder_documents stakeholder_mechanism"
        ),
        safe={
            CHECKED: "action_archive action_stakeholder_verify",
            BASIC: "create unlink write",
            OPENS: (
                "stakeholder_open_agreements stakeholder_open_communications "
                "stakeholder_open_complaints stakeholder_open_engagements "
                "stakeholder_open_verifications stakeholder_open_ratings "
                "stakeholder_open_recognitions stakeholder_open_sheets "
                "stakeholder_record_communication stakeholder_propose_joint "
                "stakeholder_print_folder stakeholder_open_scorecards "
                "action_stakeholder_erase"
            ),
        },
    ),
    "resource.calendar": model(safe={BASIC: "write"}),
    "resource.calendar.attendance": model(safe={BASIC: "create unlink write"}),
    "resource.calendar.leaves": model(
        safe={
            BASIC: "create unlink write",
        },
    ),
    "stakeholder.agreement": model(
        content=(
            "partner_id early_reason withdrawn_reason overlap_ids note closure_note"
        ),
        neutral=(
            "date_noticed date_next_notice name number company_id user_id form "
            "state date_signed date_start date_end date_ended_early date_last "
            "is_in_force party_class closure_type_id has_next is_followed "
            "communication_count is_joint joint_stage date_counted"
        ),
        safe={
            CHECKED: "action_negotiate action_sign action_withdraw",
            BASIC: "create write",
            OPENS: "action_communications action_record_communication",
        },
    ),
    "stakeholder.calendar.day": model(
        neutral="date kind reason year_id source calendar_id company_id",
        safe={
            BASIC: "create unlink write",
        },
    ),
    "stakeholder.calendar.wizard": model(
        neutral="year source file filename line_ids",
        safe={
            OWN: "action_announce",
        },
    ),
    "stakeholder.calendar.wizard.line": model(
        neutral="wizard_id date kind reason",
    ),
    "stakeholder.calendar.year": model(
        neutral="name source day_ids holiday_count makeup_count",
        safe={
            BASIC: "create unlink write",
        },
    ),
    "stakeholder.deadline": model(
        neutral="calendar_id date_start date_due count is_provisional line_ids",
    ),
    "stakeholder.deadline.line": model(
        neutral="deadline_id number date weekday kind reason",
    ),
    "stakeholder.import": model(
        identity="file filename line_ids problem_file problem_filename unread",
        neutral="state ok_count same_count problem_count",
        safe={
            OWN: "action_check action_load",
        },
    ),
    "stakeholder.import.line": model(
        identity="values name partner_id",
        content="decision problem",
        neutral="import_id sheet row",
    ),
    "stakeholder.option": model(
        neutral="kind note code name sequence party_class direction date_from date_to",
    ),
    "stakeholder.policy": model(
        neutral=(
            "company_id date_from director_user_id council_user_id calendar_id "
            "response_days result_days result_basis warning_days "
            "expiry_warning_days renewal_gap_days reopen_days recurrence_months "
            "emergency_record_days work_report_record_days sheet_sign_days "
            "confidential_team_max personnel_definition is_applied "
            "phone street zip email wechat public_rules follow_up_months_unit "
            "follow_up_months_recipient follow_up_months_external "
            "follow_up_warning_days rating_days rating_minimum rating_month "
            "is_rater_reminded rating_warning_days reports_per_hour "
            "operations_per_hour "
            "wrong_codes_delay wrong_codes_block is_receipt_mailed forwarders "
            "privacy_notice evaluation_proration evaluation_handover "
            "evaluation_needs_action scorecard_from improvement_days "
            "management_council management_director_general management_head "
            "management_department consent_notice is_print_shared"
        ),
        safe={BASIC: "create unlink write"},
    ),
    "stakeholder.recipient": model(
        identity=(
            "partner_id phone street birthday gender guardian shown_name shown_phone"
        ),
        content=(
            "kind source referral_by referral_type willingness_ids willingness "
            "health care_note engagement_ids stakeholder_stage consent_ids is_minor "
            "is_sensitive consent_warning"
        ),
        neutral="company_id user_id supervisor_id date_became_voluntary",
        safe={
            OPENS: "action_open_engagements action_record_consent action_show",
            BASIC: "create write",
        },
    ),
    "stakeholder.register": model(),
    "stakeholder.responsibility": model(
        neutral="partner_id company_id user_id date_last",
    ),
    "stakeholder.verification": model(
        content="partner_id snapshot changes",
        neutral="company_id user_id date quarter",
        safe={
            BASIC: "write",
        },
    ),
    "stakeholder.willingness": model(
        identity="recipient_id",
        content="kind authority order_ref reason",
        neutral="date",
        safe={BASIC: "write"},
    ),
}
