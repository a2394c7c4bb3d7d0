"""Indicators and the scorecards of units."""

from .surface_terms import BASIC, CHECKED, OPENS, OWN, model

SCORECARDS = {
    "report.stakeholder_relations.report_scorecard": model(),
    "stakeholder.indicator": model(
        neutral=(
            "name code company_id sequence dimension trace frequency threshold "
            "shown_as weight is_used date_from note"
        ),
        safe={BASIC: "write", CHECKED: "action_revise"},
    ),
    "stakeholder.scorecard": model(
        content=(
            "name partner_id line_ids score is_judged result missed_count comment "
            "action_ids carried_ids has_bare alarm waits_for"
        ),
        neutral=(
            "company_id kind period date_from date_to user_id state measured_at "
            "signed_by_id date_signed seal party_user_id department_id head_user_id "
            "edit_version changed_fields changed_by_id changed_at may_sign"
        ),
        safe={
            BASIC: "write copy_data",
            CHECKED: "action_measure action_sign action_propose",
        },
    ),
    "stakeholder.scorecard.line": model(
        content=(
            "target figure has_figure share is_shown shown_share verdict n reason "
            "missing why partner_id "
            "traces action_ids changed figure_label before_label is_bare "
            "reader_ids denied_ids"
        ),
        neutral=(
            "scorecard_id indicator_id sequence dimension shown_as weight company_id "
            "kind period date_to"
        ),
        safe={
            BASIC: "create get_view write",
            CHECKED: "action_traces",
            OPENS: "action_improve",
        },
    ),
    "stakeholder.counted.version.mixin": model(
        neutral="edit_version changed_fields changed_by_id changed_at"
    ),
    "stakeholder.group.evaluation": model(
        neutral="kind day period scope line_ids", safe={OWN: "action_show"}
    ),
    "stakeholder.group.figure": model(
        content="name figure has_figure target verdict n reason missing why",
        neutral="window_id key period indicator_id sequence dimension",
        safe={OWN: "action_traces"},
    ),
    "stakeholder.period.window": model(neutral="kind day period"),
    "stakeholder.scorecard.wizard": model(
        neutral="kind day period partner_ids", safe={OWN: "action_make"}
    ),
}

SCORECARD_JOBS = {
    "ir_cron_stakeholder_scorecard_make": (
        "stakeholder.scorecard._cron_make",
        "unique per centre, unit, first day and kind of period; says nothing",
    ),
}
