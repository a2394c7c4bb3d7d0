"""What units say of the worker, the service and the centre."""

from .surface_terms import BASIC, CHECKED, model

RATINGS = {
    "report.stakeholder_relations.report_rating": model(),
    "stakeholder.rating": model(
        identity="rater_id link",
        content="partner_id rated_user_id score answers answers_html user_input_id",
        neutral=(
            "date_noticed date_next_notice kind company_id year responsible_id state "
            "date_sent date_mailed date_expiry date_answered source keyed_by_id "
            "is_scored date_keyed date_reminded"
        ),
        safe={
            CHECKED: "action_send action_type_paper action_type_interview",
            BASIC: "create write",
        },
    ),
    "survey.question.answer": model(neutral="stakeholder_no_opinion"),
    "survey.survey": model(neutral="stakeholder_kind"),
    "survey.user_input": model(
        content="stakeholder_rating_id",
        neutral="stakeholder_source stakeholder_keyed_by_id stakeholder_date",
    ),
}
