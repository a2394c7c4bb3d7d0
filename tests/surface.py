"""The surface: all that there is to protect, as plain data.

``test_surface`` walks the registry, the routes and the data and fails on whatever is
there and not here, or here and not there. Whoever adds a model, a field, a public
method, a route, a report or a job adds a line here; checks from outside read it too.
"""

from .surface_cases import STATES, cases
from .surface_complaints import COMPLAINTS
from .surface_engagements import ENGAGEMENTS
from .surface_outside import OUTSIDE, OUTSIDE_JOBS, OUTSIDE_ROUTES
from .surface_papers import PAPER_REPORTS, PAPER_ROUTES, PAPERS
from .surface_parties import PARTIES
from .surface_ratings import RATINGS
from .surface_scorecards import SCORECARD_JOBS, SCORECARDS

MODELS = {
    **COMPLAINTS,
    **ENGAGEMENTS,
    **PARTIES,
    **RATINGS,
    **OUTSIDE,
    **SCORECARDS,
    **PAPERS,
}

# role: (group, how somebody gets onto a case)
ROLES = {
    "employee": ("base.group_user", "hands in; afterwards sees the receipt alone"),
    "worker": (
        "stakeholder_relations.stakeholder_group_worker",
        "as handler or on the team: `user_id`, `team_ids`",
    ),
    "officer": (
        "stakeholder_relations.stakeholder_group_officer",
        "as handler or on the team: `user_id`, `team_ids`",
    ),
    "supervisor": (
        "stakeholder_relations.stakeholder_group_supervisor",
        "as handler or on the team; as deputy: `stakeholder.delegation`",
    ),
    "director": (
        "stakeholder_relations.stakeholder_group_director",
        "on every case that does not name them: `director_user_id` of the terms",
    ),
    "council": (
        "stakeholder_relations.stakeholder_group_council",
        "on cases that name the person in charge: `council_user_id` of the terms",
    ),
    "auditor": (
        "stakeholder_relations.stakeholder_group_auditor",
        "on none; reads the trail of those that do not name them",
    ),
    "admin": ("stakeholder_relations.stakeholder_group_admin", "on none"),
    "system": ("base.group_system", "on none; becoming the superuser is on the trail"),
}
# Whoever stands in `denied_ids` is shut out, whatever their groups: named in
# `respondent_ids` (with all they manage) or in `withheld_ids`.
DENIAL = ("stakeholder.confidential.mixin", "denied_ids")

PRINT = ("any", "user", "converter data docids reportname")
# route: (method, auth, parameters)
ROUTES = {
    "/stakeholder_relations/register/<string:name>.xlsx": ("GET", "user", "name"),
    "/stakeholder_relations/import_template.xlsx": ("GET", "user", ""),
    # core's own, with a row on the trail and a mail before it
    "/web/become": ("any", "user", ""),
    # core's own; what stands in the headings is made harmless
    "/web/pivot/export_xlsx": ("any", "user", "data kw"),
    # core's own, begun for writing where the print goes on the trail
    "/report/<converter>/<reportname>": PRINT,
    "/report/<converter>/<reportname>/<docids>": PRINT,
    **OUTSIDE_ROUTES,
    **PAPER_ROUTES,
}
# controller: how often it calls sudo(), each looked at
CONTROLLER_SUDO = {"stakeholder_public.py": 1}

# report: what it prints
REPORTS = {
    "action_report_assessment": "stakeholder.engagement",
    "action_report_closure": "stakeholder.engagement",
    "action_report_communication": "stakeholder.communication",
    "action_report_communication_sheet": "stakeholder.communication.sheet",
    "action_report_interview": "stakeholder.communication",
    "action_report_poster": "stakeholder.policy",
    "action_report_review": "stakeholder.review",
    "action_report_rating": "stakeholder.rating",
    "action_report_complaint": "stakeholder.complaint",
    "action_report_scorecard": "stakeholder.scorecard",
    "action_report_unit": "res.partner",
    **PAPER_REPORTS,
}

# job: (method, what makes it say or do a thing once)
JOBS = {
    "ir_cron_stakeholder_notice_notify": (
        "stakeholder.notice._cron_notify",
        "unique (res_model, res_id, kind, date) of stakeholder.notice",
    ),
    "ir_cron_stakeholder_delegation_apply": (
        "stakeholder.delegation._cron_apply",
        "`is_applied`, of delegations and of policies",
    ),
    "ir_cron_stakeholder_trail_seal_seal": (
        "stakeholder.trail.seal._cron_seal",
        "append only; a further seal of the same head does no harm",
    ),
    "ir_cron_stakeholder_contact_due_refresh": (
        "stakeholder.contact.due._cron_refresh",
        "brings rows to what they have to be; its notices are those of the first job",
    ),
    "ir_cron_stakeholder_rating_plan": (
        "stakeholder.rating._cron_plan",
        "unique per centre, year, unit, kind and rater",
    ),
    "ir_cron_res_partner_copy_status": (
        "res.partner._cron_stakeholder_copy_status",
        "brings a copy to what it has to be; says nothing to anybody",
    ),
    **OUTSIDE_JOBS,
    **SCORECARD_JOBS,
}

TRAIL = {
    "model": "stakeholder.complaint.trail",
    "check": "action_verify",
    "seals": "stakeholder.trail.seal",
    "house": 0,  # the complaint_id of what concerns every case
}

# Where each begins.
ERASURE = "stakeholder.complaint.action_erase"
PURGE = "stakeholder.retention._cron_purge"
QUARANTINE = "stakeholder.intake"

__all__ = [
    "CONTROLLER_SUDO",
    "DENIAL",
    "ERASURE",
    "JOBS",
    "MODELS",
    "PURGE",
    "QUARANTINE",
    "REPORTS",
    "ROLES",
    "ROUTES",
    "STATES",
    "TRAIL",
    "cases",
]
