"""Folders, overview, clause report and workbook: what is made for those who look in."""

from .surface_terms import BASIC, OPENS, OWN, PRINTS, READS, model

PAPERS = {
    "report.stakeholder_relations.report_clauses": model(),
    "report.stakeholder_relations.report_folder": model(),
    "stakeholder.clause": model(
        neutral=(
            "code chapter name sequence date_from date_to evidence_ids document_ids"
        ),
    ),
    "stakeholder.clause.evidence": model(
        neutral="clause_id name sequence model date_field domain",
    ),
    "stakeholder.clause.line": model(
        content="count others others_label",
        neutral=(
            "report_id clause_id chapter wording code documents evidence_id evidence "
            "is_open is_told"
        ),
        safe={OPENS: "action_open"},
    ),
    "stakeholder.span.window": model(neutral="whole date_from date_to"),
    "stakeholder.clause.report": model(
        neutral="whole date_from date_to line_ids",
        safe={OWN: "action_show", PRINTS: "action_print"},
    ),
    "stakeholder.document": model(
        neutral="name url place sequence date_from date_to company_id clause_ids",
        safe={BASIC: "create write unlink"},
    ),
    "stakeholder.evaluation.book": model(),
    "stakeholder.evaluation.period": model(
        neutral="kind day period", safe={OPENS: "action_download"}
    ),
    "stakeholder.folder": model(
        content="partner_ids",
        neutral="whole date_from date_to",
        safe={PRINTS: "action_print"},
    ),
    "stakeholder.overview": model(safe={READS: "get_screen"}),
    "stakeholder.overview.figure": model(
        content=(
            "count score nature party_class finding outcome state rating_kind "
            "attainment option_id"
        ),
        neutral="company_id year topic",
    ),
    "stakeholder.overview.trace": model(
        content="partner_id",
        neutral=(
            "company_id date what party_class department_id way_id form initiated_by "
            "is_filed"
        ),
    ),
    "stakeholder.rating.typing": model(
        content="rating_id", neutral="source date", safe={OWN: "action_type"}
    ),
}

PAPER_ROUTES = {
    "/stakeholder_relations/evaluation/<string:kind>/<string:day>.xlsx": (
        "GET",
        "user",
        "day kind",
    ),
}

PAPER_REPORTS = {
    "action_report_clauses": "stakeholder.clause.report",
    "action_report_folder": "stakeholder.folder",
}
