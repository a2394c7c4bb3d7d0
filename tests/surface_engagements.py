"""The cycle of each party, communications, contacts owed."""

from .surface_terms import (
    BASIC,
    CHECKED,
    CONFIDENTIAL,
    OPENS,
    OWN,
    READS,
    model,
)

ENGAGEMENTS = {
    "report.stakeholder_relations.report_assessment": model(),
    "report.stakeholder_relations.report_closure": model(),
    "report.stakeholder_relations.report_communication": model(),
    "report.stakeholder_relations.report_communication_sheet": model(),
    "report.stakeholder_relations.report_unit": model(),
    "stakeholder.cadence": model(
        neutral=(
            "name company_id sequence party_class status what times period "
            "festival_ids maintenance_id by_council by_director_general "
            "by_department by_supervisor by_onsite with_committee with_director "
            "with_head with_clerk with_cadre with_other date_from date_to note "
            "replaces_id"
        ),
        safe={CHECKED: "action_change_from_today"},
    ),
    "stakeholder.check.template": model(
        neutral=(
            "party_class stage kind name note sequence date_from date_to check_ids"
        ),
        safe={
            BASIC: "write",
        },
    ),
    "report.stakeholder_relations.report_interview": model(),
    "stakeholder.communication": model(
        content=(
            "partner_id our_ids their_ids our_people their_people summary place "
            "purpose said work_summary needs their_words own_view view_of_centre "
            "goals roles attachment_ids action_ids reader_ids denied_ids addenda "
            "warning engagement_id ticked_ids may_tick may_sign other_promises"
        ),
        neutral=(
            "company_id kind at date form initiated_by channel_id channel_code "
            "channel_note maintenance_id maintenance_code festival_id topic_id "
            "our_tiers their_levels user_id department_id party_user_id head_user_id "
            "side_user_ids is_on_side party_class "
            "party_status filing state may_edit sheet_id signed_by_id date_filed "
            "documents"
        ),
        safe={
            CHECKED: "action_add action_file",
            BASIC: "create unlink write",
        },
    ),
    "stakeholder.communication.addition": model(
        content="communication_id text",
        safe={
            OWN: "action_add",
        },
    ),
    "stakeholder.communication.sheet": model(
        content="partner_id line_ids note",
        neutral=(
            "company_id month state line_count party_user_id signed_by_id date_signed "
            "addendum late_count month_name"
        ),
        safe={
            CHECKED: "action_collect action_open_addendum action_sign",
            BASIC: "create write",
        },
    ),
    "stakeholder.stage.mixin": model(
        safe={BASIC: "formatted_read_group formatted_read_grouping_sets"}
    ),
    "stakeholder.party.mixin": model(
        content="partner_id",
        neutral=(
            "company_id kind party_class user_id department_id party_user_id "
            "head_user_id"
        ),
    ),
    "stakeholder.contact.due": model(
        content="partner_id",
        neutral=(
            "date_noticed date_next_notice company_id cadence_id festival_id "
            "user_id department_id date_start date_due date_late required done state "
            "urgency"
        ),
        safe={
            OPENS: "action_plan action_record",
        },
    ),
    "stakeholder.coverage": model(
        safe={
            READS: "get_cell get_matrix",
            CHECKED: "action_met action_plan action_record",
        },
    ),
    "stakeholder.day": model(
        safe={
            READS: "get_day",
        },
    ),
    "stakeholder.engagement": model(
        identity="name recipient_id partner_id previous_id next_ids",
        content=(
            "reader_ids denied_ids topic missing reference_ids source referral_by "
            "source_type need urgent_note help_sought help_reason self_view "
            "own_goals meeting_note expects_of_self expects_of_worker "
            "worker_expects worker_expects_of_self expectations_agreed problem_ids "
            "understanding need_origin interaction capability party_view "
            "concrete_goals basic_data experience motivation physical emotional "
            "intellectual family relatives neighbours school workplace "
            "other_resources collecting_ids objective_factors subjective_factors "
            "causes upholding_factors strengths_recipient strengths_environment "
            "conclusion service_way service_content decision decision_reason "
            "end_reason_id end_note help_offered referral_type referral_to "
            "referral_note goal_ids action_ids plan_change_reason execution_note "
            "effect progress own_view lessons consolidated closure_note "
            "has_new_need drawing"
        ),
        neutral=(
            "documents "
            "date_noticed date_next_notice stage state priority company_id "
            "party_class is_partner_archived date_open cycle edit_version "
            "changed_fields changed_by_id changed_at date_stage days_in_stage "
            "next_stage may_go_around move_ids user_id supervisor_id department_id "
            "check_ids check_count check_done_count is_class_confirmed "
            "date_meeting meeting_form_id role_ids date_understanding "
            "date_assessed has_common_view has_will date_ended referral_accepted "
            "date_referral_ask action_progress agreement_id plan_version_ids "
            "closure_type_id date_closed follow_up_ids date_next_follow_up "
            "communication_count date_communicated"
        ),
        safe={
            OPENS: (
                "action_end action_fill_in action_go_around action_hand_over "
                "action_open_previous action_refer action_communications "
                "action_record_communication"
            ),
            CHECKED: "action_new_cycle action_next",
            BASIC: (
                "copy_data create formatted_read_group "
                "formatted_read_grouping_sets onchange write"
            ),
            CONFIDENTIAL: "message_notify message_post message_subscribe",
        },
    ),
    "stakeholder.engagement.check": model(
        content="engagement_id result skip_reason",
        neutral=(
            "template_id stage kind party_class rank name is_done done_by_id "
            "done_at is_settled"
        ),
        safe={
            BASIC: "write",
        },
    ),
    "stakeholder.engagement.ending": model(
        content=(
            "engagement_id end_reason_id note help_offered referral_type referral_to"
        ),
        neutral="party_class kind referral_accepted date_referral_ask prospect",
        safe={
            OWN: "action_confirm",
        },
    ),
    "stakeholder.engagement.handover": model(
        content="engagement_id",
        neutral="user_id supervisor_id",
        safe={
            OWN: "action_confirm",
        },
    ),
    "stakeholder.engagement.move": model(
        content="engagement_id reason",
        neutral=(
            "company_id party_class kind stage_from stage_to moved_at user_id days"
        ),
        safe={
            BASIC: "formatted_read_group formatted_read_grouping_sets write",
        },
    ),
    "stakeholder.engagement.override": model(
        content="engagement_id missing reason",
        neutral="stage",
        safe={
            OWN: "action_confirm",
            BASIC: "default_get",
        },
    ),
    "stakeholder.engagement.part": model(safe={BASIC: "write"}),
    "stakeholder.engagement.report": model(),
    "stakeholder.festival": model(
        neutral="name sequence date_ids date_next",
    ),
    "stakeholder.festival.date": model(
        neutral="festival_id date days_left greeted",
        safe={OPENS: "action_greet action_owed"},
    ),
    "stakeholder.follow.up": model(
        content="engagement_id partner_id finding has_new_need drop_reason",
        neutral=(
            "date_due date_done form_id user_id responsible_id party_class state "
            "urgency"
        ),
        safe={
            CHECKED: "action_done action_write_down",
            BASIC: "create write",
        },
    ),
    "stakeholder.goal": model(
        content=(
            "engagement_id name indicator recipient_part action_ids attainment "
            "attainment_note"
        ),
        neutral="sequence action_progress",
        safe={
            BASIC: "create unlink write",
        },
    ),
    "stakeholder.mailing": model(
        content=(
            "partner_ids subject body preview greeted_ids unreachable_ids recipient_ids"
        ),
        neutral="maintenance_id festival_id is_greeting template_id party_class",
        safe={
            OWN: "action_send",
        },
    ),
    "stakeholder.plan.version": model(
        content="engagement_id reason plan",
        neutral="number made_at user_id",
        safe={
            BASIC: "write",
        },
    ),
    "stakeholder.problem": model(
        content="engagement_id name severity is_within_reach",
        neutral="sequence",
        safe={
            BASIC: "create write",
        },
    ),
    "stakeholder.reassignment": model(
        identity="left",
        content="case_id cycles",
        neutral="open_count user_id supervisor_id",
        safe={
            CHECKED: "action_confirm action_list",
        },
    ),
    "stakeholder.recognition": model(
        content="partner_id honoured_ids honours_service name note attachment_ids",
        neutral=(
            "company_id kind party_class direction means_id date user_id department_id "
            "party_user_id head_user_id source_number may_edit"
        ),
        safe={
            BASIC: "create write",
        },
    ),
}
