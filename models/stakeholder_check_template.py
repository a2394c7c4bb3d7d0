from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

CYCLE_CLASSES = [
    ("unit", "Commissioning Unit"),
    ("recipient", "Service Recipient"),
    ("external", "External Stakeholder"),
]
STAGES = [
    ("contact", "Initial Contact"),
    ("assessment", "Assessment"),
    ("decision", "Service Decision"),
    ("plan", "Plan"),
    ("execution", "Execution"),
    ("evaluation", "Evaluation and Closure"),
    ("follow_up", "Follow-up Visits"),
]
# What is ticked off, in the order of the work.
CHECK_KINDS = [
    ("material", "Preparing Materials"),
    ("outline", "Meeting Outline"),
    ("task", "Task of the Meeting"),
    ("preliminary", "Preliminary Assessment"),
    ("attention", "Point to Mind"),
    ("assessing", "Step of the Assessment"),
    ("plan_principle", "Principle of the Plan"),
    ("intervention_principle", "Principle of the Intervention"),
    ("closing", "Task of the Closure"),
]
# What is at hand to look up while recording (S4, U2.2, U2.4, S5.2).
REFERENCE_KINDS = [
    ("technique", "Technique of the Meeting"),
    ("response", "Way of Responding"),
    ("relation", "Technique of the Relationship"),
    ("supportive", "Supportive Technique"),
    ("guiding", "Guiding Technique"),
    ("influencing", "Influencing Technique"),
    ("role_direct", "Direct Role"),
    ("role_indirect", "Indirect Role"),
    ("role_combined", "Combined Role"),
]
ROLES = ("role_direct", "role_indirect", "role_combined")
WORDING = {"name", "note", "kind", "stage", "party_class"}


class StakeholderCheckTemplate(models.Model):
    """One item of the guideline's lists for a class and a stage, with its period (X7).

    It lands on a cycle that enters the stage. What landed keeps its wording: a used
    item is not reworded but ended, and the new wording begins.
    """

    _name = "stakeholder.check.template"
    _description = "Checklist Item"
    _order = "party_class, stage, kind, sequence, id"

    party_class = fields.Selection(CYCLE_CLASSES, "For", required=True, index=True)
    stage = fields.Selection(STAGES, required=True)
    kind = fields.Selection(CHECK_KINDS + REFERENCE_KINDS, "Checklist", required=True)
    name = fields.Char("Wording", required=True, translate=True)
    note = fields.Text("Explanation", translate=True)
    sequence = fields.Integer(default=50)
    date_from = fields.Date("Valid From")
    date_to = fields.Date("Valid Until")
    check_ids = fields.One2many("stakeholder.engagement.check", "template_id")

    _period_check = models.Constraint(
        "CHECK(date_from IS NULL OR date_to IS NULL OR date_from <= date_to)",
        "The item would end before it begins. Correct its period.",
    )

    def write(self, vals):
        installing = self.env.su and self.env.context.get("install_mode")
        if vals.keys() & WORDING and not installing:
            self._check_unused()
        return super().write(vals)

    def _check_unused(self):
        # sudo: whether it stands on a case is asked, not on which
        used = self.env["stakeholder.engagement.check"].sudo()
        for (template,) in used._read_group(
            [("template_id", "in", self.ids)], ["template_id"]
        ):
            raise UserError(
                self.env._(
                    "“%s” stands on cycles already and keeps its wording there. Give "
                    "it an end date and add the new wording as a new item.",
                    template.name,
                )
            )

    @api.model
    def _valid(self, party_class, stages, day):
        """What applies to a class in ``stages`` on ``day``; the last day counts."""
        begun = Domain("date_from", "=", False) | Domain("date_from", "<=", day)
        going = Domain("date_to", "=", False) | Domain("date_to", ">=", day)
        own = Domain("party_class", "=", party_class) & Domain("stage", "in", stages)
        return self.search(own & begun & going)
