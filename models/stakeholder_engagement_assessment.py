from odoo import api, fields, models

from ..tools.plain_text import says
from .stakeholder_option import offered


class StakeholderEngagement(models.Model):
    """Assessment: collect, analyse, state the problem (P2, U2.3, S6).

    In the order of the assessment report, which holds all of it.
    """

    _inherit = "stakeholder.engagement"

    # every class (P2)
    need_origin = fields.Text("How the Need Arose")
    interaction = fields.Text("Interaction with the Environment")
    capability = fields.Text("Held against What the Centre Can Do")
    party_view = fields.Text("How the Party Sees the Need")
    concrete_goals = fields.Text("Concrete Goals to Begin With")
    # collected about the person (S6)
    basic_data = fields.Text()
    experience = fields.Text("Subjective Experience")
    motivation = fields.Text("Motivation to Solve the Problem")
    physical = fields.Text("Physical Functioning")
    emotional = fields.Text("Emotional Functioning")
    intellectual = fields.Text("Intellectual Functioning")
    # collected about the environment
    family = fields.Text()
    relatives = fields.Text()
    neighbours = fields.Text()
    school = fields.Text()
    workplace = fields.Text()
    other_resources = fields.Text("Other Resource Systems")
    collecting_ids = fields.Many2many(
        "stakeholder.option",
        "stakeholder_engagement_collecting_rel",
        string="How It Was Collected",
        domain=offered("collecting"),
    )
    # analysed
    objective_factors = fields.Text()
    subjective_factors = fields.Text()
    causes = fields.Text("Causes of the Problem")
    upholding_factors = fields.Text("What Keeps the Problem Going")
    strengths_recipient = fields.Text("Strengths of the Recipient")
    strengths_environment = fields.Text("Strengths of the Environment")
    # stated
    conclusion = fields.Text(
        "Conclusion about the Need",
        help="Provisional: from facts and circumstances to what the need is.",
    )
    service_way = fields.Text("Way of the Service")
    service_content = fields.Text("Content of the Service")
    date_assessed = fields.Date("Assessed On")

    @api.model
    def _missing_depends(self):
        return [*super()._missing_depends(), "conclusion"]

    def _missing_assessment(self):
        if says(self.conclusion):
            return []
        return [self.env._("the conclusion about the need")]

    def _enter_decision(self):
        """The day the assessment was finished, unless somebody gave another."""
        if not self.date_assessed:
            self._write_course({"date_assessed": self._today()})
