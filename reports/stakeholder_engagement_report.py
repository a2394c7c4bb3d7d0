from odoo import api, models

from ..tools.form_dates import FORM_LANG, on_form

# Section by section, in the order in which an assessment is made (S6).
RECIPIENT_SECTIONS = (
    ("seeking", ("need", "help_sought", "help_reason", "self_view", "own_goals")),
    (
        "expectations",
        (
            *("expects_of_self", "expects_of_worker", "worker_expects"),
            *("worker_expects_of_self", "expectations_agreed"),
        ),
    ),
    ("problems", ()),
    (
        "person",
        (
            *("basic_data", "experience", "motivation"),
            *("physical", "emotional", "intellectual"),
        ),
    ),
    (
        "environment",
        (
            *("family", "relatives", "neighbours", "school", "workplace"),
            "other_resources",
        ),
    ),
    (
        "analysis",
        (
            *("objective_factors", "subjective_factors", "causes"),
            *("upholding_factors", "strengths_recipient", "strengths_environment"),
        ),
    ),
    ("conclusion", ("conclusion", "service_way", "service_content")),
)
OTHER_SECTIONS = (
    ("need", ("need", "need_origin", "interaction")),
    ("held_against", ("capability", "party_view", "concrete_goals")),
    ("conclusion", ("conclusion",)),
)
CLOSURE_FIELDS = (
    *("effect", "progress", "own_view", "lessons", "consolidated"),
    "closure_note",
)
# Rows that a hand fills in.
BLANK_ROWS = 4


class StakeholderEngagementReport(models.AbstractModel):
    """What both documents of a cycle share: head, boxes, words, dates (X3)."""

    _name = "stakeholder.engagement.report"
    _description = "Document of a Cycle"

    @api.model
    def _values(self, docids, data):
        engagements = self.env["stakeholder.engagement"].browse(docids or ())
        engagements.check_access("read")
        engagements._check_print()
        report = self.with_context(lang=FORM_LANG)
        sheets = [
            report._sheet(one, one.party_class)
            for one in engagements.with_context(lang=FORM_LANG)
        ]
        if not engagements:
            party_class = (data or {}).get("party_class") or "recipient"
            sheets = [report._sheet(engagements, party_class)]
        return {
            "doc_ids": engagements.ids,
            "docs": engagements,
            "sheets": sheets,
            "feet": engagements.mapped("name") or [False],
            "centre": self.env.company,
        }

    @api.model
    def _head(self, engagement, party_class):
        """Number, party, source, people: the first lines of every document."""
        is_recipient = party_class == "recipient"
        party = self.env._("Service Recipient") if is_recipient else self.env._("Party")
        return [
            (self._field_label("name"), engagement.name),
            (party, engagement.partner_id.name),
            (self._field_label("cycle"), engagement.cycle or ""),
            (self._field_label("source"), self._origin(engagement)),
            (self._field_label("user_id"), engagement.user_id.name),
            (self._field_label("supervisor_id"), engagement.supervisor_id.name),
        ]

    @api.model
    def _origin(self, engagement):
        words = (engagement and engagement._label("source"), engagement.referral_by)
        return "，".join(filter(None, words))

    @api.model
    def _field_label(self, name):
        field = self.env["stakeholder.engagement"]._fields[name]
        return field._description_string(self.env)

    @api.model
    def _texts(self, engagement, names):
        return [(self._field_label(name), engagement[name] or "") for name in names]

    @api.model
    def _boxes(self, kind, party_class, chosen):
        """[(entry in the form's language, ticked)] of an open list."""
        options = self.env["stakeholder.option"].search(
            [("kind", "=", kind), ("party_class", "in", [party_class, False])]
        )
        return [(option.name, option in chosen) for option in options | chosen]


class StakeholderAssessmentReport(models.AbstractModel):
    """预估报告: all of the assessment, as the basis of the plan (S6)."""

    _name = "report.stakeholder_relations.report_assessment"
    _inherit = ["stakeholder.engagement.report"]
    _description = "Assessment Report"

    @api.model
    def _get_report_values(self, docids, data=None):
        return self._values(docids, data)

    @api.model
    def _sheet(self, engagement, party_class):
        is_recipient = party_class == "recipient"
        sections = RECIPIENT_SECTIONS if is_recipient else OTHER_SECTIONS
        return {
            "head": self._head(engagement, party_class),
            "sections": [
                {
                    "title": self._titles()[name],
                    "texts": self._texts(engagement, names),
                    "problems": self._problems(engagement)
                    if name == "problems"
                    else None,
                    "ways": self._boxes(
                        "collecting", party_class, engagement.collecting_ids
                    )
                    if name == "environment"
                    else None,
                }
                for name, names in sections
            ],
            "understanding": engagement.understanding,
            "date_understanding": on_form(engagement.date_understanding),
            "date": on_form(engagement.date_assessed),
        }

    @api.model
    def _titles(self):
        return {
            "seeking": self.env._("How Help Was Sought"),
            "expectations": self.env._("Role Expectations"),
            "problems": self.env._("Problems and Understanding"),
            "person": self.env._("About the Person"),
            "environment": self.env._("About the Environment"),
            "analysis": self.env._("Analysis"),
            "conclusion": self.env._("Conclusion"),
            "need": self.env._("Need"),
            "held_against": self.env._("Need Held against What the Centre Can Do"),
        }

    @api.model
    def _problems(self, engagement):
        rows = [
            {
                "number": number,
                "name": problem.name,
                "severity": dict(
                    problem._fields["severity"]._description_selection(self.env)
                )[problem.severity],
                "reach": "☑" if problem.is_within_reach else "☐",
            }
            for number, problem in enumerate(engagement.problem_ids.sorted(), start=1)
        ]
        return rows or [{"reach": "☐"}] * BLANK_ROWS


class StakeholderClosureReport(models.AbstractModel):
    """结案记录: goals and how far, what was learned, the type, the tasks (S9, S10)."""

    _name = "report.stakeholder_relations.report_closure"
    _inherit = ["stakeholder.engagement.report"]
    _description = "Closure Record"

    @api.model
    def _get_report_values(self, docids, data=None):
        return self._values(docids, data)

    @api.model
    def _sheet(self, engagement, party_class):
        return {
            "head": [
                *self._head(engagement, party_class),
                (self._field_label("date_open"), on_form(engagement.date_open)),
                (self._field_label("date_closed"), on_form(engagement.date_closed)),
            ],
            "need": engagement.conclusion,
            "goals": self._goals(engagement),
            "texts": self._texts(engagement, CLOSURE_FIELDS),
            "types": self._boxes(
                "closure_type", party_class, engagement.closure_type_id
            ),
            "tasks": self._tasks(engagement, party_class),
            "visits": self._visits(engagement),
            "is_recipient": party_class == "recipient",
            "date": on_form(engagement.date_closed),
        }

    @api.model
    def _goals(self, engagement):
        goal = self.env["stakeholder.goal"]
        labels = dict(goal._fields["attainment"]._description_selection(self.env))
        rows = [
            {
                "number": number,
                "name": goal.name,
                "indicator": goal.indicator,
                "progress": goal.action_progress,
                "attainment": labels.get(goal.attainment, ""),
                "note": goal.attainment_note,
            }
            for number, goal in enumerate(engagement.goal_ids.sorted(), start=1)
        ]
        return rows or [{}] * BLANK_ROWS

    @api.model
    def _tasks(self, engagement, party_class):
        """The tasks of the closure, ticked as on the cycle; blank: as they are now."""
        lines = engagement.check_ids.filtered(lambda one: one.kind == "closing")
        if lines:
            return [(line.name, line.is_done) for line in lines]
        templates = self.env["stakeholder.check.template"]
        found = templates._valid(
            party_class, ["evaluation"], engagement._centre_today()
        )
        return [(one.name, False) for one in found if one.kind == "closing"]

    @api.model
    def _visits(self, engagement):
        visits = engagement.follow_up_ids.filtered(lambda one: one.state != "dropped")
        return [on_form(visit.date_due) for visit in visits]
